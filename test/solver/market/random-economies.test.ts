import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle } from '../../../src/economy/settle.ts';
import { parseEconomy } from '../../../src/language/parse.ts';
import { compile } from '../../../src/math/expression/compile.ts';
import type { Equilibrium, Solution } from '../../../src/solver/solution.ts';
import { solveText } from '../solve-text.ts';

const goods = ['x', 'y', 'z', 'w'];
const amount = fc.integer({ min: 1, max: 40 }).map((k) => k / 8);
const weight = fc.integer({ min: 1, max: 9 });

interface Person {
  readonly endowment: readonly number[];
  readonly weights: readonly number[];
  readonly kind: number;
}

const people = (kinds: number) =>
  fc.integer({ min: 2, max: 4 }).chain((n) =>
    fc.array(
      fc.record({
        endowment: fc.array(amount, { minLength: n, maxLength: n }),
        weights: fc.array(weight, { minLength: n, maxLength: n }),
        kind: fc.integer({ min: 0, max: kinds - 1 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  );

function textOf(all: readonly Person[], utility: (person: Person, names: readonly string[]) => string): string {
  const names = goods.slice(0, all[0]?.endowment.length ?? 0);
  const agents = all.map(
    (person, h) =>
      `agent c${h} { endowment ${names.map((good, j) => `${good} = ${person.endowment[j]}`).join(', ')}
        utility ${utility(person, names)} }`,
  );
  return [`good ${names.join(', ')}`, ...agents, 'market'].join('\n');
}

const product = ({ weights }: Person, names: readonly string[]): string =>
  names.map((good, j) => `${good}^${weights[j]}`).join(' * ');

const utilities: readonly ((person: Person, names: readonly string[]) => string)[] = [
  ({ weights }, names) => `(${names.map((good, j) => `${weights[j]}*${good}^0.5`).join(' + ')})^2`,
  ({ weights }, names) => `(${names.map((good, j) => `${weights[j]}*${good}^-1`).join(' + ')})^-1`,
  ({ weights }, names) => `min(${names.map((good, j) => `${weights[j]}*${good}`).join(', ')})`,
  ({ weights }, names) => names.map((good, j) => `${weights[j]}*${good}`).join(' + '),
];

/** Shares of spending a_hj: p_j e_j = Σ_h a_hj p·e_h, a singular linear system, by elimination with p_0 = 1. */
function cobbDouglasPrices(all: readonly Person[]): readonly number[] {
  const n = all[0]?.endowment.length ?? 0;
  const total = (j: number): number => all.reduce((sum, { endowment }) => sum + (endowment[j] ?? 0), 0);
  const entry = (j: number, k: number): number =>
    all.reduce(
      (sum, { endowment, weights }) => {
        const share = (weights[j] ?? 0) / weights.reduce((a, b) => a + b, 0);
        return sum - share * (endowment[k] ?? 0);
      },
      j === k ? total(j) : 0,
    );
  const rows = Array.from({ length: n - 1 }, (_, i) => [
    ...Array.from({ length: n - 1 }, (_, k) => entry(i + 1, k + 1)),
    -entry(i + 1, 0),
  ]);
  for (let c = 0; c < n - 1; c++) {
    const own = rows[c] ?? [];
    for (let i = 0; i < n - 1; i++) {
      const row = rows[i] ?? [];
      const factor = (row[c] ?? 0) / (own[c] ?? 1);
      if (i !== c) for (let k = c; k < n; k++) row[k] = (row[k] ?? 0) - factor * (own[k] ?? 0);
    }
  }
  return [1, ...rows.map((row, i) => (row[n - 1] ?? 0) / (row[i] ?? 1))];
}

/** Evaluated anew from the text: what is demanded, whether it can be paid, and whether random affordable bundles are better. */
function challenge(text: string, { prices, allocation }: Equilibrium, random: () => number): void {
  const { agents, goods: declared } = settle(parseEconomy(text).economy);
  const names = declared.map(({ name }) => name);
  const price = names.map((good) => prices[good] ?? 0);
  for (const j of names.keys()) {
    const good = names[j] ?? '';
    const owned = agents.map(({ consumer }) => numberIn(consumer?.endowment.find((e) => e.good === good)?.value));
    const supply = owned.reduce((a, b) => a + b, 0);
    const demand = agents.reduce((sum, { name }) => sum + (allocation[name]?.[good] ?? 0), 0);
    expect(demand - supply).toBeLessThanOrEqual(1e-9 * supply);
    if ((price[j] ?? 0) > 0) expect(supply - demand).toBeLessThanOrEqual(1e-9 * supply);
  }
  for (const { name, consumer } of agents) {
    const utility = consumer?.utility;
    if (utility == null) throw new Error('no utility');
    const value = compile(utility.formula, names);
    const income = (consumer?.endowment ?? []).reduce(
      (sum, { good, value: e }) => sum + (prices[good] ?? 0) * numberIn(e),
      0,
    );
    const bundle = names.map((good) => allocation[name]?.[good] ?? 0);
    const cost = bundle.reduce((sum, x, j) => sum + x * (price[j] ?? 0), 0);
    expect(cost).toBeLessThanOrEqual(income * (1 + 1e-9));
    const own = value(bundle);
    for (let k = 0; k < 200; k++) {
      const cuts = names.map(() => -Math.log(1 - random()) * (random() < 0.2 ? 0 : 1));
      const all = cuts.reduce((a, b) => a + b, 0);
      if (all === 0) continue;
      const near = k % 2 === 0 ? 0 : 0.98;
      const other = names.map((_, j) => {
        const free = !((price[j] ?? 0) > 0);
        const fresh = free ? 10 * random() : ((cuts[j] ?? 0) / all) * (income / (price[j] ?? 1));
        return near * (bundle[j] ?? 0) + (1 - near) * fresh;
      });
      const found = value(other);
      if (!Number.isNaN(found)) expect(found).toBeLessThanOrEqual(own + 1e-7 * Math.abs(own) + 1e-300);
    }
  }
}

function numberIn(e: Parameters<typeof compile>[0] | undefined): number {
  return e === undefined ? 0 : compile(e, [])([]);
}

/** A small generator with a fixed seed (Park & Miller 1988). */
function generator(): () => number {
  let state = 42;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function solved(text: string): Solution {
  const solution = solveText(text);
  expect(solution.status, text).toBe('optimal');
  expect(solution.equilibria?.length, text).toBeGreaterThan(0);
  return solution;
}

describe('random exchange economies', () => {
  it('with products of powers have the prices of their linear system', () => {
    fc.assert(
      fc.property(people(1), (all) => {
        const { equilibria } = solved(textOf(all, product));
        expect(equilibria?.length).toBe(1);
        const known = cobbDouglasPrices(all);
        goods.slice(0, known.length).forEach((good, j) => {
          const price = equilibria?.[0]?.prices[good] ?? Number.NaN;
          expect(Math.abs(price - (known[j] ?? 0))).toBeLessThanOrEqual(1e-9 * (known[j] ?? 0));
        });
      }),
      { seed: 20_260_101, numRuns: 200 },
    );
  }, 120_000);

  it('with any mixture of tastes clear, and no affordable bundle is better', () => {
    const random = generator();
    fc.assert(
      fc.property(people(utilities.length), (all) => {
        const text = textOf(all, (person, names) => utilities[person.kind]?.(person, names) ?? product(person, names));
        for (const equilibrium of solved(text).equilibria ?? []) challenge(text, equilibrium, random);
      }),
      { seed: 20_260_102, numRuns: 100 },
    );
  }, 240_000);
});
