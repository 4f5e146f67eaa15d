import { generator } from './brute-force.ts';

/** What one member can make: places on a grid, each inside its set. */
export type Choices = readonly (readonly number[])[];

/** An economy as text, beside it the same as plain numbers that share nothing with the solver. */
export interface RandomEconomy {
  readonly text: string;
  readonly goods: readonly string[];
  readonly members: readonly Choices[];
  readonly welfare: (totals: ArrayLike<number>) => number;
}

type Draw = () => number;
type Made = { readonly text: string; readonly choices: Choices };

const size = (draw: Draw) => Math.round(10 + 90 * draw()) / 10;
const oneOf = <T>(draw: Draw, all: readonly T[]): T => all[Math.floor(draw() * all.length)] as T;
const steps = (count: number) => Array.from({ length: count + 1 }, (_, i) => i / count);

const curve = (text: string, top: number, height: (a: number) => number): Made => ({
  text,
  choices: steps(60).map((share) => [top * share, Math.max(0, height(top * share))]),
});

function explicit(draw: Draw): Made {
  const [r, s] = [size(draw), size(draw)];
  if (draw() < 0.5)
    return curve(
      `frontier b = ${s} * (1 - 3*(a/${r})^2 + 2*(a/${r})^3) for a in 0..${r}`,
      r,
      (a) => s * (1 - 3 * (a / r) ** 2 + 2 * (a / r) ** 3),
    );
  const k = oneOf(draw, [0.4, 0.7, 1.5, 3]);
  return curve(
    `frontier b = ${s} * (1 - (a/${r})^${k})^(1/${k}) for a in 0..${r}`,
    r,
    (a) => s * Math.max(0, 1 - (a / r) ** k) ** (1 / k),
  );
}

function implicit(draw: Draw, goods: readonly string[]): Made {
  const k = oneOf(draw, [0.6, 1, 2, 3]);
  const tops = goods.map(() => size(draw));
  const text = `frontier ${goods.map((good, j) => `(${good}/${tops[j]})^${k}`).join(' + ')} <= 1`;
  return { text, choices: splits(goods.length).map((split) => split.map((t, j) => (tops[j] ?? 0) * t ** (1 / k))) };
}

const technologies: readonly (readonly [text: string, of: (t: number) => number])[] = [
  ['time^0.6', (t) => t ** 0.6],
  ['time', (t) => t],
  ['time^1.4', (t) => t ** 1.4],
  ['time^2', (t) => t * t],
  ['max(0, time - 0.2)', (t) => Math.max(0, t - 0.2)],
  ['time^2 / (0.2 + time^2)', (t) => (t * t) / (0.2 + t * t)],
];

function budget(draw: Draw, goods: readonly string[]): Made {
  const tasks = goods.map(() => [size(draw), oneOf(draw, technologies)] as const);
  const text = `budget time <= 1 ${goods.map((good, j) => `${good} = ${tasks[j]?.[0]} * ${tasks[j]?.[1][0]}`).join(' ')}`;
  return {
    text,
    choices: splits(goods.length).map((split) =>
      split.map((t, j) => (tasks[j]?.[0] ?? 0) * (tasks[j]?.[1][1](t) ?? 0)),
    ),
  };
}

function splits(goods: number): Choices {
  if (goods === 2) return steps(60).map((t) => [t, 1 - t]);
  return steps(12).flatMap((t) =>
    steps(12).flatMap((u) => (t + u <= 1 + 1e-12 ? [[t, u, Math.max(0, 1 - t - u)]] : [])),
  );
}

function falling(draw: Draw): readonly (readonly [number, number])[] {
  const down = [size(draw), size(draw), size(draw)];
  const right = [size(draw), size(draw), size(draw)];
  const at = (parts: readonly number[]) => Math.round(10 * parts.reduce((a, b) => a + b, 0)) / 10;
  return [0, 1, 2, 3].map((k) => [at(right.slice(0, k)), at(down.slice(k))]);
}

function through(draw: Draw): Made {
  const points = falling(draw);
  const choices = points
    .slice(1)
    .flatMap((to, k) => steps(20).map((t) => to.map((y, j) => (points[k]?.[j] ?? 0) * (1 - t) + y * t)));
  return { text: `frontier through (a, b): ${points.map((p) => `(${p.join(', ')})`).join(', ')}`, choices };
}

function among(draw: Draw, goods: readonly string[]): Made {
  const points: number[][] = Array.from({ length: 4 }, () => goods.map((): number => (draw() < 0.25 ? 0 : size(draw))));
  if (points.every((point) => Math.max(...point) === 0)) points.push(goods.map((): number => 1));
  return {
    text: `frontier among (${goods.join(', ')}): ${points.map((p) => `(${p.join(', ')})`).join(', ')}`,
    choices: points,
  };
}

function capacity(draw: Draw, goods: readonly string[]): Made {
  const [j, most] = [Math.floor(draw() * goods.length), size(draw)];
  return { text: `frontier ${goods[j]} <= ${most}`, choices: [goods.map((_, k) => (k === j ? most : 0))] };
}

const objectives: readonly {
  readonly text: (goods: readonly string[]) => string;
  readonly of: (y: ArrayLike<number>) => number;
}[] = [
  { text: (goods) => `maximize ${goods.join('*')}`, of: (y) => fold(y, 1, (all, own) => all * own) },
  {
    text: (goods) => `maximize ${goods.map((good) => `sqrt(${good})`).join(' + ')}`,
    of: (y) => fold(y, 0, (all, own) => all + Math.sqrt(own)),
  },
  {
    text: (goods) => `maximize min(${goods.join(', ')})`,
    of: (y) => fold(y, Number.POSITIVE_INFINITY, (all, own) => Math.min(all, own)),
  },
  {
    text: (goods) => `maximize ${goods.map((good) => `ln(1 + ${good})`).join(' + ')}`,
    of: (y) => fold(y, 0, (all, own) => all + Math.log(1 + own)),
  },
  {
    text: (goods) =>
      `maximize a - 0.02*a^2 + ${goods
        .slice(1)
        .map((good) => `sqrt(${good})`)
        .join(' + ')}`,
    of: (y) =>
      fold(y, 0, (all, own, j) => all + (j === 0 ? Math.min(own, 25) - 0.02 * Math.min(own, 25) ** 2 : Math.sqrt(own))),
  },
  {
    text: (goods) => `prices ${goods.map((good, j) => `${good} = ${j + 1}`).join(', ')}`,
    of: (y) => fold(y, 0, (all, own, j) => all + (j + 1) * own),
  },
  {
    text: (goods) => `proportions ${goods.join(' : ')} = ${goods.map((_, j) => j + 1).join(' : ')}`,
    of: (y) => fold(y, Number.POSITIVE_INFINITY, (all, own, j) => Math.min(all, own / (j + 1))),
  },
];

function fold(y: ArrayLike<number>, start: number, step: (all: number, own: number, j: number) => number): number {
  let all = start;
  for (let j = 0; j < y.length; j++) all = step(all, y[j] ?? 0, j);
  return all;
}

/** One to six members of one to four agents, in two goods or three. */
export function randomEconomy(seed: number): RandomEconomy {
  const draw = generator(700_000 + seed);
  const goods = draw() < 0.6 ? ['a', 'b'] : ['a', 'b', 'c'];
  const forms =
    goods.length === 2 ? [explicit, implicit, budget, through, among, capacity] : [implicit, budget, among, capacity];
  const most = goods.length === 2 ? 6 : 3;
  const members: Choices[] = [];
  const agents: string[] = [];
  while (agents.length === 0 || (members.length < most && draw() < 0.7)) {
    const { text, choices } = oneOf(draw, forms)(draw, goods);
    const count = Math.min(most - members.length, draw() < 0.3 ? 2 : 1);
    agents.push(`agent A${agents.length}${count > 1 ? `[${count}]` : ''} { ${text} }`);
    for (let c = 0; c < count; c++) members.push(choices);
  }
  const objective = oneOf(draw, objectives);
  const text = `good ${goods.join(', ')}\n${agents.join('\n')}\n${objective.text(goods)}\n`;
  return { text, goods, members, welfare: objective.of };
}

/**
 * The best welfare of grid places, by dynamic programming over members: of all sums that fall into one cell of a grid of totals
 * without the last good the one with most of the last is kept, whole (never rounded), so that all that is found is feasible.
 */
export function bestOfGrid({ members, goods, welfare }: RandomEconomy): number {
  const caps = goods.map((_, j) => members.reduce((sum, own) => sum + Math.max(...own.map((y) => y[j] ?? 0)), 0));
  const cells = goods.length === 2 ? 400 : 40;
  let sums: Choices = [goods.map((): number => 0)];
  for (const choices of members) {
    const kept = new Map<number, readonly number[]>();
    for (const sum of sums) {
      for (const choice of choices) {
        const next = sum.map((y, j) => y + (choice[j] ?? 0));
        let cell = 0;
        for (let j = 0; j + 1 < next.length; j++)
          cell = cell * (cells + 1) + Math.floor((cells * (next[j] ?? 0)) / (caps[j] || 1));
        const other = kept.get(cell);
        if (other === undefined || (next[next.length - 1] ?? 0) > (other[next.length - 1] ?? 0)) kept.set(cell, next);
      }
    }
    sums = [...kept.values()];
  }
  return sums.reduce((best, totals) => Math.max(best, welfare(totals)), Number.NEGATIVE_INFINITY);
}
