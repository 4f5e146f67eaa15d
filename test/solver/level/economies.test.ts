import { describe, expect, it } from 'vitest';
import { generator } from '../brute-force.ts';
import { solveText } from '../solve-text.ts';

type Draw = () => number;

/** A frontier as text, and beside it as a plain function that shares nothing with the solver. */
interface Drawn {
  readonly text: string;
  readonly excess: (a: number, b: number, c: number) => number;
}

const size = (draw: Draw) => Math.round(10 + 20 * draw()) / 10;
const share = (draw: Draw) => Math.round(5 + 70 * draw()) / 100;
const oneOf = <T>(draw: Draw, choices: readonly T[]): T => choices[Math.floor(draw() * choices.length)] as T;

const families: readonly ((draw: Draw) => Drawn)[] = [
  (draw) => {
    const [r, s, k] = [size(draw), size(draw), share(draw)];
    return {
      text: `frontier (a/${r})^2 + (b/${s})^2 + c^2 + ${k}*a*b <= 1`,
      excess: (a, b, c) => (a / r) ** 2 + (b / s) ** 2 + c * c + k * a * b - 1,
    };
  },
  (draw) => {
    const [r, k] = [size(draw), share(draw)];
    return {
      text: `frontier a^2 + b^2 + c^2 + ${k}*a*b*c <= ${r}`,
      excess: (a, b, c) => a * a + b * b + c * c + k * a * b * c - r,
    };
  },
  (draw) => {
    const [r, k] = [size(draw), share(draw)];
    return {
      text: `frontier a + b/${r} + c + ${k}*a*b <= 1`,
      excess: (a, b, c) => a + b / r + c + k * a * b - 1,
    };
  },
  (draw) => {
    const [r, k] = [size(draw), share(draw)];
    return {
      text: `frontier sqrt(a/${r}) + sqrt(b) + sqrt(c) + ${k}*sqrt(a*b) <= 1`,
      excess: (a, b, c) => Math.sqrt(a / r) + Math.sqrt(b) + Math.sqrt(c) + k * Math.sqrt(a * b) - 1,
    };
  },
  (draw) => {
    const [r, k] = [size(draw), share(draw)];
    return {
      text: `frontier c = ${r} - a^2 - ${k}*a*b - b^2 for a in 0..1, b in 0..0.8`,
      excess: (a, b, c) => Math.max(c - (r - a * a - k * a * b - b * b), a - 1, b - 0.8),
    };
  },
  (draw) => {
    const [r, k] = [size(draw), share(draw)];
    return {
      text: `frontier max(a + b, b + c/${r}, c + a)^2 + ${k}*a <= 1.5`,
      excess: (a, b, c) => Math.max(a + b, b + c / r, c + a) ** 2 + k * a - 1.5,
    };
  },
  (draw) => {
    const [r, k] = [size(draw), share(draw)];
    return {
      text: `frontier sqrt(a*b) + ${k}*(a + b) + c <= 1\nfrontier a <= ${r}`,
      excess: (a, b, c) => Math.max(Math.sqrt(a * b) + k * (a + b) + c - 1, a - r),
    };
  },
  (draw) => {
    const k = share(draw);
    return {
      text: `frontier a^2 + b^2 + c + ${k}*a*c <= 2\nfrontier a + b + c^2 <= 2`,
      excess: (a, b, c) => Math.max(a * a + b * b + c + k * a * c - 2, a + b + c * c - 2),
    };
  },
];

const welfares = [
  { text: 'maximize a*b*c', of: (a: number, b: number, c: number) => a * b * c },
  {
    text: 'maximize a^0.5 + b^0.5 + 2*c^0.5',
    of: (a: number, b: number, c: number) => a ** 0.5 + b ** 0.5 + 2 * c ** 0.5,
  },
  { text: 'maximize min(a, 2*b, c)', of: (a: number, b: number, c: number) => Math.min(a, 2 * b, c) },
  { text: 'prices a = 1, b = 2, c = 1.5', of: (a: number, b: number, c: number) => a + 2 * b + 1.5 * c },
  { text: 'proportions a : b : c = 2 : 1 : 1', of: (a: number, b: number, c: number) => Math.min(a / 2, b, c) },
];

function economy(seed: number) {
  const draw = generator(9_000 + seed);
  const sets = Array.from({ length: 1 + Math.floor(2 * draw()) }, () => oneOf(draw, families)(draw));
  const welfare = oneOf(draw, welfares);
  const agents = sets.map(({ text }, i) => `agent A${i} { ${text} }`);
  return { text: `good a, b, c\n${agents.join('\n')}\n${welfare.text}`, sets, welfare: welfare.of };
}

/** The most of c beside a and b on a grid. */
function frontierOf({ excess }: Drawn, steps: number): readonly (readonly [number, number, number])[] {
  const reach = (at: (t: number) => number): number => {
    let [lo, hi] = [0, 20];
    for (let i = 0; i < 50; i++) {
      const middle = (lo + hi) / 2;
      if (at(middle) <= 0) lo = middle;
      else hi = middle;
    }
    return lo;
  };
  const most = reach((t) => excess(t, 0, 0));
  return Array.from({ length: steps + 1 }, (_, i) => (most * i) / steps).flatMap((a) => {
    const top = excess(a, 0, 0) <= 0 ? reach((t) => excess(a, t, 0)) : -1;
    return Array.from({ length: steps + 1 }, (_, j) => (top * j) / steps).flatMap((b) =>
      top >= 0 && excess(a, b, 0) <= 0 ? [[a, b, reach((t) => excess(a, b, t))] as const] : [],
    );
  });
}

function bestOnGrid({ sets, welfare }: ReturnType<typeof economy>): number {
  const [first = [], second = [[0, 0, 0] as const]] = sets.map((set) => frontierOf(set, sets.length === 1 ? 80 : 16));
  let best = Number.NEGATIVE_INFINITY;
  for (const [a, b, c] of first) for (const [u, v, w] of second) best = Math.max(best, welfare(a + u, b + v, c + w));
  return best;
}

describe('random economies of level sets against a grid over their frontiers', () => {
  it.each(Array.from({ length: 100 }, (_, i) => i))(
    'seed %i: no false certificate',
    (seed) => {
      const made = economy(seed);
      const { objective, totals, status } = solveText(made.text, { work: 3000 });
      if (objective === null || totals === null) throw new Error(`${status} for\n${made.text}`);
      const grid = bestOnGrid(made);
      expect(objective.value, made.text).toBeLessThanOrEqual(objective.upperBound);
      expect(grid, made.text).toBeLessThanOrEqual(objective.upperBound * (1 + 1e-12));
      expect(made.welfare(totals.a ?? 0, totals.b ?? 0, totals.c ?? 0) / objective.value, made.text).toBeCloseTo(1, 7);
      if (status === 'optimal') expect(objective.value, made.text).toBeGreaterThanOrEqual(grid * (1 - 1e-6));
    },
    60_000,
  );
});
