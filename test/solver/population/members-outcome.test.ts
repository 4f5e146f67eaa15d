import { describe, expect, it } from 'vitest';
import { judgeFrontier } from '../../../src/curvature/judge-frontier.ts';
import { settle } from '../../../src/economy/settle.ts';
import { parseEconomy } from '../../../src/language/parse.ts';
import type { Allocation } from '../../../src/solver/branching/recover.ts';
import { search } from '../../../src/solver/branching/search.ts';
import { outcomesOf } from '../../../src/solver/outcome.ts';
import { type Placed, placedOf } from '../../../src/solver/placed.ts';
import { expand } from '../../../src/solver/population/expand.ts';
import type { MemberResults } from '../../../src/solver/population/members-outcome.ts';
import { commonRatio, onePriceOf, pricesDiverge } from '../../../src/solver/prices/law-of-one-price.ts';
import { STANDINGS } from '../../../src/solver/prices/standings.ts';
import { capsOf } from '../../../src/solver/relaxation/greedy.ts';
import { sideOf } from '../../../src/solver/sides.ts';
import { welfareOf } from '../../../src/solver/welfare/welfare.ts';
import { solveText } from '../solve-text.ts';
import { type Drawing, drawn } from './by-hand.ts';

/** The best allocation of members solved one by one. */
function solvedOneByOne(agents: readonly Drawing[], objective: string, named: string) {
  const economy = settle(parseEconomy(drawn(agents, objective, named)).economy);
  const goods = economy.goods.map(({ name }) => name);
  const parties = economy.agents.flatMap(
    (agent) => expand(agent, judgeFrontier(agent), goods, undefined).parties ?? [],
  );
  const sides = parties.map(({ agent, pieces }) => sideOf(agent.count, pieces));
  const { objective: written } = economy;
  if (written === null || !('welfare' in written || 'terms' in written)) throw new Error('no objective');
  const { welfare } = welfareOf(written, goods, capsOf(sides, goods.length));
  if (welfare === null) throw new Error('no welfare');
  const searched = search({ goods, welfare, sides }, { tolerance: 1e-6, work: 100, signal: undefined });
  const best: Allocation | null = searched?.best ?? null;
  if (searched === null || best === null) throw new Error('not solved');
  return { goods, parties, placed: placedOf(parties, best, goods), prices: searched.root.prices };
}

/** The same members as columns. */
function asColumns(placed: readonly Placed[], goods: readonly string[]): readonly Placed[] {
  const names = [...new Set(placed.map(({ party }) => party.population?.agent.name))];
  return names.flatMap((name) => {
    const own = placed.filter(({ party }) => party.population?.agent.name === name);
    const [first] = own;
    if (first?.party.population === undefined) return [];
    const column = (value: (one: Placed) => number): Float64Array => Float64Array.from(own, value);
    const shape = first.party.shape.goods;
    const isPlanar = shape.length === 2;
    const members: MemberResults = {
      agent: first.party.population.agent,
      outputs: goods.map((_, j) => column(({ outputs }) => outputs[j] ?? 0)),
      caps: goods.map((_, j) => column(({ party }) => party.caps[j] ?? 0)),
      standing: Uint8Array.from(own, ({ tradeOff }) => STANDINGS.indexOf(tradeOff?.at ?? 'bound')),
      bends: Uint8Array.from(own, ({ party }) => (['convex', 'mixed'].includes(party.judgement.verdict) ? 1 : 0)),
      ratioLo: isPlanar ? column(({ tradeOff }) => tradeOff?.ratio(0, 1).lo ?? Number.NaN) : null,
      ratioHi: isPlanar ? column(({ tradeOff }) => tradeOff?.ratio(0, 1).hi ?? Number.NaN) : null,
      supportLo: isPlanar ? column(({ supported }) => supported?.lo ?? Number.NaN) : null,
      supportHi: isPlanar ? column(({ supported }) => supported?.hi ?? Number.NaN) : null,
      products: isPlanar
        ? null
        : shape.map((_, k) => ({
            lo: column(({ tradeOff }) => tradeOff?.ratio(0, k).lo ?? Number.NaN),
            hi: column(({ tradeOff }) => tradeOff?.ratio(0, k).hi ?? Number.NaN),
          })),
    };
    const totals = Float64Array.from(goods, (_, j) => own.reduce((sum, { outputs }) => sum + (outputs[j] ?? 0), 0));
    return [{ party: first.party, count: 1, outputs: totals, tradeOff: null, supported: null, members }];
  });
}

/** Every number of a tree, beside where it stands; infinite ones as text. */
function near(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? expect.closeTo(value, 9) : value;
  if (Array.isArray(value)) return value.map(near);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, near(own)]));
}

const CASES: readonly (readonly [string, readonly Drawing[], string, string])[] = [
  ['generalists', [['Bowl', 300, 'frontier (a/r)^2 + (b/2)^2 <= 1']], 'maximize a^0.5 * b^0.5', 'a, b'],
  ['specialists', [['Cell', 300, 'frontier b = r*(1 - a/2)^1.5']], 'maximize a^0.5 * b^0.5', 'a, b'],
  [
    'S-shaped',
    [['Step', 301, 'frontier b = 2 * (1 - 3*(a/r)^2 + 2*(a/r)^3) for a in 0..r']],
    'maximize a^0.3 * b^0.7',
    'a, b',
  ],
  [
    'three populations',
    [
      ['Bowl', 100, 'frontier (a/r)^2 + (b/2)^2 <= 1'],
      ['Cell', 100, 'frontier b = r*(1 - a/2)^1.5'],
      ['Line', 100, 'frontier b = r*(2 - a)'],
    ],
    'maximize a^0.6 * b^0.4',
    'a, b',
  ],
];

describe('members as columns', () => {
  it.each(CASES)('are told as the same members one by one: %s', (_, agents, objective, named) => {
    const { goods, parties, placed, prices } = solvedOneByOne(agents, objective, named);
    const columns = asColumns(placed, goods);
    const one = outcomesOf(placed, parties, goods, prices, 0);
    const all = outcomesOf(columns, parties, goods, prices, 0);
    expect(all).toEqual(near(one));
    expect(all.agents.flatMap(({ kinds }) => kinds).reduce((sum, { count }) => sum + count, 0)).toBe(placed.length);
    expect(onePriceOf(columns, goods, true)).toEqual(near(onePriceOf(placed, goods, true)));
    expect(pricesDiverge(columns, goods)).toBe(pricesDiverge(placed, goods));
    expect(commonRatio(columns, goods)).toEqual(near(commonRatio(placed, goods)));
  });

  it('tell of split resources what they yield, in three goods', () => {
    const tasks = 'budget t <= r { a = t^0.5, b = 2*t^0.5, c = t^0.6 }';
    const { goods, parties, placed, prices } = solvedOneByOne(
      [['Hand', 30, tasks]],
      'maximize a^0.3 * b^0.3 * c^0.4',
      'a, b, c',
    );
    const columns = asColumns(placed, goods);
    const one = outcomesOf(placed, parties, goods, prices, 0);
    expect(outcomesOf(columns, parties, goods, prices, 0)).toEqual(near(one));
    expect(one.agents[0]?.kinds[0]?.supportingPrices).not.toBeNull();
    expect(onePriceOf(columns, goods, true)).toEqual(near(onePriceOf(placed, goods, true)));
  });
});

describe('a population solved by columns', () => {
  const texts: readonly (readonly [string, Drawing, string])[] = [
    ['generalists', ['Bowl', 300, 'frontier (a/r)^2 + (b/2)^2 <= 1'], 'maximize a^0.5 * b^0.5'],
    ['specialists', ['Cell', 300, 'frontier b = r*(1 - a/2)^1.5'], 'maximize a^0.5 * b^0.5'],
    ['both', ['Hill', 300, 'frontier b = 1 / (1 + exp(8*(a - r/2))) for a in 0..1'], 'maximize a^0.5 * b^0.5'],
  ];

  it.each(texts)('is told as its members one by one: %s', (_, agent, objective) => {
    const { goods, parties, placed, prices } = solvedOneByOne([agent], objective, 'a, b');
    const one = outcomesOf(placed, parties, goods, prices, 0);
    const all = solveText(drawn([agent], objective), { members: true });
    const kinds = all.agents.flatMap((outcome) => outcome.kinds);
    const others = one.agents.flatMap((outcome) => outcome.kinds);
    expect(kinds.map(({ label, at }) => [label, at])).toEqual(others.map(({ label, at }) => [label, at]));
    kinds.forEach((kind, k) => {
      const other = others[k];
      // Which of two members who are hardly different is the marginal one may differ.
      expect(Math.abs(kind.count - (other?.count ?? 0))).toBeLessThanOrEqual(1);
      for (const good of goods) expect(kind.outputs[good]).toBeCloseTo(other?.outputs[good] ?? Number.NaN, 2);
      expect(kind.specialization).toBeCloseTo(other?.specialization ?? Number.NaN, 2);
    });
    expect(all.onePrice?.holds).toBe(onePriceOf(placed, goods, all.prices !== null)?.holds);
    expect(all.pricesDiverge).toBe(pricesDiverge(placed, goods));
    expect(all.discreteness?.specialized).toBeCloseTo(one.discreteness?.specialized ?? Number.NaN, 2);
  });
});
