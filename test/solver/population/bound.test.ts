import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeFrontier } from '../../../src/curvature/judge-frontier.ts';
import { memberColumns } from '../../../src/economy/members.ts';
import { settle } from '../../../src/economy/settle.ts';
import { parseEconomy } from '../../../src/language/parse.ts';
import { crowdParty } from '../../../src/solver/population/crowd.ts';
import { solveText } from '../solve-text.ts';
import { drawn, solvedByHand } from './by-hand.ts';

function crowdOf(frontier: string, goods: string, count: number) {
  const [agent] = settle(parseEconomy(drawn([['Cell', count, frontier]], '', goods)).economy).agents;
  if (agent === undefined) throw new Error('no agent');
  const party = crowdParty(agent, judgeFrontier(agent), goods.split(', '));
  if (party === null) throw new Error(`no family for ${frontier}`);
  return { aggregate: party.crowd.aggregate, draws: memberColumns(agent)?.[0]?.values ?? new Float64Array(0) };
}

const count = 50;
const shares = Array.from({ length: 401 }, (_, i) => i / 400);
const price = fc.double({ min: -6, max: 6, noNaN: true }).map((x) => 10 ** x);

/** Frontiers in r, and the point at a share of the way along, written a second time. */
const planar: readonly (readonly [string, (s: number, r: number) => readonly [number, number]])[] = [
  ['frontier (a/r)^2 + (b/2)^2 <= 1', (s, r) => [r * s, 2 * Math.sqrt(1 - s * s)]],
  ['frontier b = r*(1 - a/2)^1.5', (s, r) => [2 * s, r * (1 - s) ** 1.5]],
  ['frontier b = 1 / (1 + exp(8*(a - r/2))) for a in 0..1', (s, r) => [s, 1 / (1 + Math.exp(8 * (s - r / 2)))]],
];

describe('the bound of all members of a population', () => {
  it.each(planar)('of %s is above every choice, and little above the answer', (frontier, at) => {
    const { aggregate, draws } = crowdOf(frontier, 'a, b', count);
    fc.assert(
      fc.property(price, price, (pa, pb) => {
        const prices = Float64Array.of(pa, pb);
        const answer = aggregate.respond(prices, null);
        const worth = pa * (answer[0] ?? 0) + pb * (answer[1] ?? 0);
        const bound = aggregate.bound(prices, null);
        const best = draws.reduce((sum, r) => {
          const values = shares.map((s) => at(s, r)).map(([a, b]) => pa * a + pb * b);
          return sum + Math.max(...values);
        }, 0);
        expect(bound).toBeGreaterThanOrEqual(best * (1 - 1e-13));
        expect(bound).toBeGreaterThanOrEqual(worth * (1 - 1e-13));
        expect(bound).toBeLessThanOrEqual(worth * (1 + 1e-9));
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  const splits = shares.flatMap((s, i) => shares.slice(0, 401 - i).map((t) => [s, t, Math.max(0, 1 - s - t)]));
  const few = splits.filter((_, i) => i % 37 === 0);
  it.each([
    [
      'budget h <= 1 a = r*h^0.5 b = h^0.8 c = ln(1 + h)',
      (x: readonly number[], r: number) => [r * Math.sqrt(x[0] ?? 0), (x[1] ?? 0) ** 0.8, Math.log1p(x[2] ?? 0)],
    ],
    [
      'budget h <= 1 a = r*h^1.5 b = h^2 c = h',
      (x: readonly number[], r: number) => [r * (x[0] ?? 0) ** 1.5, (x[1] ?? 0) ** 2, x[2] ?? 0],
    ],
  ] as const)('of %s is above every split', (frontier, at) => {
    const { aggregate, draws } = crowdOf(frontier, 'a, b, c', 12);
    fc.assert(
      fc.property(price, price, price, (...asked) => {
        const prices = Float64Array.from(asked);
        const answer = aggregate.respond(prices, null);
        const worthOf = (y: ArrayLike<number>) => prices.reduce((sum, p, j) => sum + p * (y[j] ?? 0), 0);
        const bound = aggregate.bound(prices, null);
        const best = draws.reduce((sum, r) => sum + few.reduce((most, x) => Math.max(most, worthOf(at(x, r))), 0), 0);
        expect(bound).toBeGreaterThanOrEqual(best * (1 - 1e-13));
        expect(bound).toBeGreaterThanOrEqual(worthOf(answer) * (1 - 1e-13));
        expect(bound).toBeLessThanOrEqual(worthOf(answer) * (1 + 1e-6));
      }),
      { seed: 11, numRuns: 40 },
    );
  });
});

/** Of these a grid of splits, within 1/200 of the best in each share, misses a little. */
const both: readonly (readonly [string, (x: readonly [number, number, number], r: number) => readonly number[]])[] = [
  ['a = r*h^0.5 b = h^1.5 c = h^0.8/r', ([x, y, z], r) => [r * x ** 0.5, y ** 1.5, z ** 0.8 / r]],
  ['a = r*h^1.3 b = h^1.5 c = h^0.8', ([x, y, z], r) => [r * x ** 1.3, y ** 1.5, z ** 0.8]],
  [
    'a = r*h^2/(0.1+h^2) b = h^2/(0.2+h^2) c = h^2/(0.05+h^2)',
    ([x, y, z], r) => [(r * x ** 2) / (0.1 + x ** 2), y ** 2 / (0.2 + y ** 2), z ** 2 / (0.05 + z ** 2)],
  ],
  ['a = r*h^0.5 b = max(0, h - 0.2) c = h^0.8/r', ([x, y, z], r) => [r * x ** 0.5, Math.max(0, y - 0.2), z ** 0.8 / r]],
];
const grid = Array.from({ length: 201 }, (_, i) =>
  Array.from({ length: 201 - i }, (__, j): readonly [number, number, number] => [
    i / 200,
    j / 200,
    (200 - i - j) / 200,
  ]),
).flat();

describe('members who split one resource over tasks whose returns rise and fall', () => {
  it.each(both)('make the best of %s, as the bound proves', (tasks, at) => {
    const { aggregate, draws } = crowdOf(`budget h <= 1 ${tasks}`, 'a, b, c', 4);
    const near = fc.double({ min: -1.5, max: 1.5, noNaN: true }).map((x) => Math.exp(x));
    fc.assert(
      fc.property(near, near, near, (...asked) => {
        const prices = Float64Array.from(asked);
        const worthOf = (y: ArrayLike<number>) => prices.reduce((sum, p, j) => sum + p * (y[j] ?? 0), 0);
        const worth = worthOf(aggregate.respond(prices, null));
        const bound = aggregate.bound(prices, null);
        const best = draws.reduce((sum, r) => sum + grid.reduce((most, x) => Math.max(most, worthOf(at(x, r))), 0), 0);
        expect(worth).toBeGreaterThanOrEqual(best * (1 - 1e-7));
        expect(worth).toBeLessThanOrEqual(best * (1 + 1e-2));
        expect(bound).toBeGreaterThanOrEqual(Math.max(worth, best) * (1 - 1e-13));
        expect(bound).toBeLessThanOrEqual(worth * (1 + 1e-6));
      }),
      { seed: 17, numRuns: 15 },
    );
  });

  it('make what their best turns say, task by task', () => {
    const { aggregate } = crowdOf('budget h <= 1 a = r*h^0.5 b = h^1.5 c = h^0.8/r', 'a, b, c', 40);
    const prices = Float64Array.of(1, 1.02, 0.85);
    const worthOf = (y: ArrayLike<number>) => prices.reduce((sum, p, j) => sum + p * (y[j] ?? 0), 0);
    const before = aggregate.respond(prices, null);
    const [turn] = aggregate.marginal(prices, null, 0.5);
    const mask = aggregate.made().choice.slice();
    mask[turn?.member ?? 0] = turn?.code ?? 0;
    const after = aggregate.respond(prices, mask);
    const moved = before.map((y, j) => (after[j] as number) - y);
    for (const [j, by] of moved.entries()) expect(by).toBeCloseTo(turn?.change[j] ?? Number.NaN, 6);
    expect(worthOf(after)).toBeLessThanOrEqual(worthOf(before) * (1 + 1e-12));
    expect(aggregate.bound(prices, mask)).toBeGreaterThanOrEqual(worthOf(after));
    expect(aggregate.bound(prices, mask)).toBeLessThanOrEqual(worthOf(after) * (1 + 1e-6));
  });

  it.each([100, 400])('close the gap of %i as their number grows', (many) => {
    const tasks = 'budget h <= 1 a = r*h^0.5 b = h^1.5 c = h^0.8/r';
    const { objective } = solveText(drawn([['Cell', many, tasks]], 'maximize a^0.4 * b^0.3 * c^0.3', 'a, b, c'));
    expect(objective?.value).toBeLessThanOrEqual(objective?.upperBound ?? 0);
    expect(objective?.gap).toBeLessThan(1e-2 / many);
  });
});

describe('one resource split over many goods', () => {
  const concave = 'budget h <= 1 a = r*h^0.5 b = h^0.6 c = 2*h^0.7 d = r*h^0.8 e = ln(1 + h)';
  const welfare = 'maximize a^0.2 * b^0.2 * c^0.2 * d^0.2 * e^0.2';

  it('agrees with the same members one by one', () => {
    const agents = [['Cell', 30, concave]] as const;
    const own = solveText(drawn(agents, welfare, 'a, b, c, d, e')).objective;
    const other = solvedByHand(agents, welfare, 'a, b, c, d, e').objective;
    expect(own?.gap).toBeLessThan(1e-9);
    expect(Math.abs((own?.value ?? 0) / (other?.value ?? 1) - 1)).toBeLessThan(1e-9);
  });

  it('closes the gap of many specialists', () => {
    const convex = 'budget h <= 1 a = r*h^1.5 b = h^1.6 c = 2*h^1.7 d = r*h^2 e = h^3';
    const { objective, kinds } = solveText(drawn([['Cell', 5000, convex]], welfare, 'a, b, c, d, e'));
    expect(objective?.value).toBeLessThanOrEqual(objective?.upperBound ?? 0);
    expect(objective?.gap).toBeLessThan(1e-6);
    expect(kinds.map(({ label }) => label).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('members so steep at an end that no number lies between it and the best', () => {
  it.each(['frontier (a/q)^p + (b/2)^p <= 1', 'frontier b = 2*(1 - (a/q)^p)^(1/p)'])(
    '%s have a tight bound',
    (frontier) => {
      const text = `good a, b\nagent M[50] { vary p ~ uniform(1.002, 1.05)\nvary q ~ normal(2, 0.2)\n${frontier} }\nseed 13\nmaximize a^2*b`;
      expect(solveText(text).objective?.gap).toBeLessThan(1e-7);
    },
  );
});
