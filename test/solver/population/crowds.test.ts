import { describe, expect, it } from 'vitest';
import { memberColumns } from '../../../src/economy/members.ts';
import { settle } from '../../../src/economy/settle.ts';
import { parseEconomy } from '../../../src/language/parse.ts';
import type { Solution } from '../../../src/solver/solution.ts';
import { solveText } from '../solve-text.ts';
import { type Drawing, drawn, solvedByHand } from './by-hand.ts';

/** Frontiers in a draw r from 0.8 to 1.2, with the most of b beside a, written a second time. */
const frontiers = {
  bowl: ['frontier (a/r)^2 + (b/2)^2 <= 1', (a, r) => 2 * Math.sqrt(Math.max(0, 1 - (a / r) ** 2))],
  root: ['frontier b = r*sqrt(4 - a)', (a, r) => r * Math.sqrt(Math.max(0, 4 - a))],
  convex: ['frontier b = r*(1 - a/2)^1.5', (a, r) => r * Math.max(0, 1 - a / 2) ** 1.5],
  powers: ['frontier (a/r)^0.7 + (b/2)^0.7 <= 1', (a, r) => 2 * Math.max(0, 1 - (a / r) ** 0.7) ** (1 / 0.7)],
  linear: ['frontier b = r*(2 - a)', (a, r) => r * (2 - a)],
  logistic: ['frontier b = 1 / (1 + exp(8*(a - r/2))) for a in 0..1', (a, r) => 1 / (1 + Math.exp(8 * (a - r / 2)))],
  setUp: ['budget h <= 8 a = r*h^1.2 b = max(0, 2*(h - 1))', (a, r) => Math.max(0, 2 * (8 - (a / r) ** (1 / 1.2) - 1))],
} satisfies Record<string, readonly [string, (a: number, r: number) => number]>;

type Kind = keyof typeof frontiers;

const named = (members: Partial<Record<Kind, number>>): readonly Drawing[] =>
  Object.entries(members).map(([kind, count]) => [kind, count, frontiers[kind as Kind][0]]);

const mixes: readonly (readonly [Partial<Record<Kind, number>>, string])[] = [
  [{ bowl: 30 }, 'maximize a^0.5 * b^0.5'],
  [{ convex: 41 }, 'maximize a^0.5 * b^0.5'],
  [{ convex: 33, bowl: 28 }, 'maximize min(a, b)'],
  [{ linear: 30 }, 'maximize a^0.4 * b^0.6'],
  [{ linear: 30 }, 'prices a = 1, b = 1'],
  [{ logistic: 40 }, 'maximize a^0.5 * b^0.5'],
  [{ bowl: 30, convex: 26, logistic: 25 }, 'maximize a^0.3 * b^0.7'],
  [{ bowl: 25, powers: 25 }, 'proportions a : b = 2 : 1'],
  [{ root: 30, convex: 30 }, 'maximize sqrt(a) + 2*sqrt(b)'],
  [{ setUp: 27 }, 'maximize a*b'],
  [{ bowl: 25, convex: 3 }, 'maximize a*b'],
];

function expectFeasible(solution: Solution, text: string): void {
  const agents = settle(parseEconomy(text).economy).agents;
  for (const { agent: name, members, count } of solution.agents) {
    const agent = agents.find((own) => own.name === name);
    const [column] = (agent && memberColumns(agent)) ?? [];
    const [, most] = frontiers[name as Kind];
    const { a, b } = members?.outputs ?? {};
    expect([a?.length, b?.length]).toEqual([count, count]);
    const over = Array.from(b ?? [], (amount, i) => amount - most(a?.[i] ?? 0, column?.values[i] ?? 0));
    expect(Math.max(...over)).toBeLessThan(1e-9);
  }
  for (const good of ['a', 'b']) {
    const made = solution.agents.flatMap(({ members }) => Array.from(members?.outputs[good] ?? []));
    const total = made.reduce((sum, amount) => sum + amount, 0);
    expect(Math.abs(total - (solution.totals?.[good] ?? 0))).toBeLessThanOrEqual(1e-9 * total);
  }
}

describe('populations by columns', () => {
  it.each(mixes)('agree with the same members one by one: %o, %s', (members, objective) => {
    const agents = named(members);
    const text = drawn(agents, objective);
    const solution = solveText(text, { members: true });
    const byHand = solvedByHand(agents, objective);
    const own = solution.objective;
    const other = byHand.objective;
    if (own === null || other === null) throw new Error(`${solution.status}, ${byHand.status}`);
    expect(own.value).toBeLessThanOrEqual(own.upperBound);
    expect(own.upperBound).toBeLessThanOrEqual(own.dualBound);
    expect(own.value).toBeLessThanOrEqual(other.upperBound);
    expect(other.value).toBeLessThanOrEqual(own.upperBound);
    expect(solution.status).toBe('optimal');
    expectFeasible(solution, text);
  });

  it('give the same bits again', () => {
    const text = drawn(named({ bowl: 60, convex: 60, logistic: 60 }), 'maximize a^0.3 * b^0.7');
    expect(JSON.stringify(solveText(text))).toBe(JSON.stringify(solveText(text)));
  });

  it('stand beside agents of other kinds', () => {
    const beside =
      'agent Big[2] { frontier through (a, b): (0, 30), (10, 10), (20, 0) }\nagent Cap { frontier a <= 5 }';
    const text = `${drawn(named({ bowl: 40, convex: 40 }), beside)}\nmaximize a*b`;
    const solution = solveText(text);
    const { value = 0, upperBound = 0 } = solution.objective ?? {};
    expect(solution.agents.map(({ agent }) => agent)).toEqual(['bowl', 'convex', 'Big', 'Cap']);
    expect(value).toBeLessThanOrEqual(upperBound);
    expect(solution.status).toBe('optimal');
  });
});

describe('gaps', () => {
  const sizes: readonly (readonly [number, number])[] = [
    [333, 1e-6],
    [3333, 1e-8],
  ];
  const weights = [0.2, 0.35, 0.5, 0.65, 0.8];
  it.each(sizes)('of three times %i members, concave, convex and S-shaped, are below %d', (count, most) => {
    for (const weight of weights) {
      const text = drawn(
        named({ bowl: count, convex: count, logistic: count }),
        `maximize a^${weight} * b^${1 - weight}`,
      );
      const { objective } = solveText(text);
      expect(objective?.value).toBeLessThanOrEqual(objective?.upperBound ?? 0);
      expect(objective?.gap, `weight ${weight}`).toBeLessThan(most);
    }
  });
});

describe('scales and zeros', () => {
  it.each([1e-9, 1, 1e9])('goods %d apart', (scale) => {
    const frontier = (s: number): Drawing => ['Cell', 200, `frontier (a/(${s}*r))^2 + b^2 <= 1`];
    const plain = solveText(drawn([frontier(1)], 'maximize a*b'));
    const scaled = solveText(drawn([frontier(scale)], 'maximize a*b'));
    expect(scaled.status).toBe('optimal');
    const ratio = (scaled.objective?.value ?? 0) / (plain.objective?.value ?? 1);
    expect(Math.abs(ratio / scale - 1)).toBeLessThan(1e-9);
  });

  it('members who can make next to nothing do no harm', () => {
    const text = `good a, b
agent Cell[60] { vary r ~ choice(1, 0.000000000001)
frontier (a/r)^2 + (b/r)^2 <= 1 }
maximize a*b`;
    const [agent] = settle(parseEconomy(text).economy).agents;
    const [column] = (agent && memberColumns(agent)) ?? [];
    const sum = column?.values.reduce((all, r) => all + r, 0) ?? 0;
    const { status, objective } = solveText(text);
    expect(status).toBe('optimal');
    expect(Math.abs((objective?.value ?? 0) / ((sum * sum) / 2) - 1)).toBeLessThan(1e-9);
  });
});
