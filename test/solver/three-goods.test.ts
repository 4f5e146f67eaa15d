import { describe, expect, it } from 'vitest';
import { generator } from './brute-force.ts';
import { solveText } from './solve-text.ts';

type Technology = { readonly text: string; readonly of: (t: number) => number };

const technologies: readonly Technology[] = [
  { text: 'time^0.6', of: (t) => t ** 0.6 },
  { text: '2 * time', of: (t) => 2 * t },
  { text: 'time^1.5', of: (t) => t ** 1.5 },
  { text: '3 * time^2', of: (t) => 3 * t * t },
  { text: 'max(0, time - 0.2)', of: (t) => Math.max(0, t - 0.2) },
  { text: '2 * time^2 / (0.2 + time^2)', of: (t) => (2 * t * t) / (0.2 + t * t) },
];

const welfares = [
  { text: 'maximize x * y * z', of: (x: number, y: number, z: number) => x * y * z },
  {
    text: 'maximize sqrt(x) + sqrt(y) + 2*sqrt(z)',
    of: (x: number, y: number, z: number) => Math.sqrt(x) + Math.sqrt(y) + 2 * Math.sqrt(z),
  },
  { text: 'prices x = 1, y = 2, z = 1', of: (x: number, y: number, z: number) => x + 2 * y + z },
];

const oneOf = <T>(draw: () => number, choices: readonly T[]): T => choices[Math.floor(draw() * choices.length)] as T;

function economy(seed: number) {
  const draw = generator(1000 + seed);
  const members = 1 + Math.floor(2 * draw());
  const same = draw() < 0.5;
  const first = [oneOf(draw, technologies), oneOf(draw, technologies), oneOf(draw, technologies)];
  const second = same ? first : [oneOf(draw, technologies), oneOf(draw, technologies), oneOf(draw, technologies)];
  const body = (all: readonly Technology[]) =>
    `{ budget time <= 1 ${all.map(({ text }, j) => `${'xyz'[j]} = ${text}`).join(' ')} }`;
  const agents =
    members === 1
      ? `agent A ${body(first)}`
      : same
        ? `agent A[2] ${body(first)}`
        : `agent A ${body(first)}\nagent B ${body(second)}`;
  const welfare = oneOf(draw, welfares);
  return {
    text: `good x, y, z\n${agents}\n${welfare.text}`,
    sets: members === 1 ? [first] : [first, second],
    welfare: welfare.of,
  };
}

function bestOnGrid({ sets, welfare }: ReturnType<typeof economy>): number {
  const steps = sets.length === 1 ? 200 : 24;
  const grids = sets.map((all) => {
    const points: number[][] = [];
    for (let i = 0; i <= steps; i++) {
      for (let j = 0; i + j <= steps; j++) points.push([i, j, steps - i - j].map((k, g) => all[g]?.of(k / steps) ?? 0));
    }
    return points;
  });
  let best = Number.NEGATIVE_INFINITY;
  for (const [x = 0, y = 0, z = 0] of grids[0] ?? []) {
    for (const [u = 0, v = 0, w = 0] of grids[1] ?? [[0, 0, 0]]) best = Math.max(best, welfare(x + u, y + v, z + w));
  }
  return best;
}

describe('random economies of three tasks against a grid over all splits', () => {
  it.each(Array.from({ length: 24 }, (_, i) => i))(
    'seed %i: no false certificate',
    (seed) => {
      const made = economy(seed);
      const { objective, totals, status } = solveText(made.text, { work: 4000 });
      if (objective === null || totals === null) throw new Error(`${status} for\n${made.text}`);
      const grid = bestOnGrid(made);
      expect(objective.value, made.text).toBeLessThanOrEqual(objective.upperBound);
      expect(grid, made.text).toBeLessThanOrEqual(objective.upperBound + 1e-9 * Math.abs(grid));
      expect(objective.value, made.text).toBeCloseTo(made.welfare(totals.x ?? 0, totals.y ?? 0, totals.z ?? 0), 8);
      if (status === 'optimal') expect(objective.value, made.text).toBeGreaterThanOrEqual(grid * (1 - 1e-6) - 1e-9);
    },
    60_000,
  );
});

describe('a good that nobody makes any more once one agent is settled', () => {
  it('is made by another', () => {
    const { status, objective } = solveText(`good x, y, z
agent A { budget h <= 1 x = 1.93*h^1.5 y = 0.94*h z = 2.43*h^0.8 }
agent B { frontier x/1.34 + y/1.88 + z/1.95 <= 1 }
maximize x*y*z`);
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(2.2911462, 6);
  });
});
