/** A small economy as text, and beside it its frontiers as plain functions that share nothing with the solver. */
export interface SmallEconomy {
  readonly text: string;
  readonly members: readonly Member[];
  readonly welfare: (a: number, b: number) => number;
}

/** The most of b beside a, for a from 0 to `top`; or separate points. */
export type Member =
  | { readonly kind: 'curve'; readonly top: number; readonly height: (a: number) => number }
  | { readonly kind: 'points'; readonly points: readonly (readonly [number, number])[] };

/** Numbers in 0..1 from a seed (mulberry32, Tommy Ettinger 2017). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const curve = (frontier: string, top: number, height: (a: number) => number) => ({
  frontier,
  member: { kind: 'curve', top, height } as const,
});

type Draw = () => number;

const shapes: readonly ((draw: Draw) => { readonly frontier: string; readonly member: Member })[] = [
  (draw) => {
    const [r, s, k] = [size(draw), size(draw), oneOf(draw, [1.3, 2, 3])];
    return curve(`frontier (a/${r})^${k} + (b/${s})^${k} <= 1`, r, (a) => s * Math.max(0, 1 - (a / r) ** k) ** (1 / k));
  },
  (draw) => {
    const [r, s, k] = [size(draw), size(draw), oneOf(draw, [0.4, 0.5, 0.8])];
    return curve(
      `frontier b = ${s} * (1 - (a/${r})^${k})^(1/${k}) for a in 0..${r}`,
      r,
      (a) => s * Math.max(0, 1 - (a / r) ** k) ** (1 / k),
    );
  },
  (draw) => {
    const [r, s] = [size(draw), size(draw)];
    return curve(`frontier a/${r} + b/${s} <= 1`, r, (a) => s * (1 - a / r));
  },
  (draw) => {
    const [r, s] = [size(draw), size(draw)];
    const f = (a: number) => s * (1 - 3 * (a / r) ** 2 + 2 * (a / r) ** 3);
    return curve(`frontier b = ${s} * (1 - 3*(a/${r})^2 + 2*(a/${r})^3) for a in 0..${r}`, r, f);
  },
  (draw) => {
    const [r, s, p, q] = [size(draw), size(draw), oneOf(draw, [0.6, 1, 1.4]), oneOf(draw, [0.5, 1.2, 2])];
    const f = (a: number) => s * Math.max(0, 1 - (a / r) ** (1 / p)) ** q;
    return curve(`budget time <= 1 a = ${r} * time^${p} b = ${s} * time^${q}`, r, f);
  },
  (draw) => {
    const [r, s] = [size(draw), size(draw)];
    const f = (a: number) => (a > 0 ? s * Math.max(0, 0.8 - 0.2 - a / r) : s * 0.8);
    return curve(`budget time <= 1 a = ${r} * max(0, time - 0.2) b = ${s} * max(0, time - 0.2)`, 0.8 * r, f);
  },
  (draw) => {
    const points = falling(draw, 4);
    const f = (a: number) => {
      const k = points.findIndex(([x], i) => i > 0 && a <= x);
      const [[x0, y0], [x1, y1]] = [points[k - 1] ?? [0, 0], points[k] ?? [0, 0]];
      return y0 + ((a - x0) / (x1 - x0)) * (y1 - y0);
    };
    return curve(`frontier through (a, b): ${written(points)}`, points[3]?.[0] ?? 0, f);
  },
  (draw) => {
    const points = falling(draw, 4);
    return { frontier: `frontier among (a, b): ${written(points)}`, member: { kind: 'points', points } };
  },
];

const written = (points: readonly (readonly [number, number])[]) => points.map(([x, y]) => `(${x}, ${y})`).join(', ');
const size = (draw: Draw) => Math.round(10 + 90 * draw()) / 10;
const oneOf = <T>(draw: Draw, choices: readonly T[]): T => choices[Math.floor(draw() * choices.length)] as T;

function falling(draw: Draw, count: number): readonly (readonly [number, number])[] {
  const steps = Array.from({ length: count }, () => [size(draw), size(draw)] as const);
  let x = 0;
  let y = Math.round(10 * steps.slice(1).reduce((sum, [, down]) => sum + down, 0)) / 10;
  return steps.map(([right, down], k) => {
    if (k > 0) [x, y] = [Math.round(10 * (x + right)) / 10, Math.round(10 * (y - down)) / 10];
    return [x, Math.max(0, y)] as const;
  });
}

const welfares: readonly { readonly text: string; readonly of: (a: number, b: number) => number }[] = [
  { text: 'maximize a^0.5 * b^0.5', of: (a, b) => Math.sqrt(a * b) },
  { text: 'maximize a*b', of: (a, b) => a * b },
  { text: 'maximize a^0.8 * b^0.2', of: (a, b) => a ** 0.8 * b ** 0.2 },
  { text: 'maximize min(a, 2*b)', of: (a, b) => Math.min(a, 2 * b) },
  { text: 'maximize sqrt(a) + 2*sqrt(b)', of: (a, b) => Math.sqrt(a) + 2 * Math.sqrt(b) },
  { text: 'maximize 3*sqrt(a) + b', of: (a, b) => 3 * Math.sqrt(a) + b },
  { text: 'maximize a - 0.02*a^2 + ln(1 + b)', of: (a, b) => a - 0.02 * a * a + Math.log(1 + b) },
  { text: 'prices a = 2, b = 3', of: (a, b) => 2 * a + 3 * b },
  { text: 'proportions a : b = 2 : 1', of: (a, b) => Math.min(a / 2, b) },
];

export const smallEconomy = (seed: number): SmallEconomy => {
  const draw = generator(seed);
  return economyOf(draw, 1 + Math.floor(draw() * 3), 4);
};

/** Two to six agents, some of them twice. */
export const middlingEconomy = (seed: number): SmallEconomy => {
  const draw = generator(50_000 + seed);
  return economyOf(draw, 2 + Math.floor(draw() * 5), 7);
};

function economyOf(draw: Draw, agents: number, most: number): SmallEconomy {
  const texts: string[] = [];
  const members: Member[] = [];
  for (let i = 0; i < agents; i++) {
    const { frontier, member } = oneOf(draw, shapes)(draw);
    const count = members.length < most - 1 && draw() < 0.3 ? 2 : 1;
    texts.push(`agent A${i}${count > 1 ? `[${count}]` : ''} { ${frontier} }`);
    for (let c = 0; c < count; c++) members.push(member);
  }
  const { text, of } = oneOf(draw, welfares);
  return { text: `good a, b\n${texts.join('\n')}\n${text}\n`, members, welfare: of };
}

/** The best welfare over a grid on every member's frontier: what it reaches is feasible, so no bound may lie below. */
export function bestOnGrid({ members, welfare }: SmallEconomy): number {
  const steps = [3000, 250, 44, 18][members.length - 1] ?? 10;
  const grids = members.map((member) => pointsOf(member, steps));
  let best = Number.NEGATIVE_INFINITY;
  const visit = (k: number, a: number, b: number) => {
    const grid = grids[k];
    if (grid === undefined) best = Math.max(best, welfare(a, b));
    else for (const [x, y] of grid) visit(k + 1, a + x, b + y);
  };
  visit(0, 0, 0);
  return best;
}

export function pointsOf(member: Member, steps: number): readonly (readonly [number, number])[] {
  if (member.kind === 'points') return member.points;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const a = Math.min(member.top, (member.top * i) / steps);
    return [a, member.height(a)] as const;
  });
}
