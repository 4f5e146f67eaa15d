import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { compile } from '../../src/math/expression/compile.ts';
import type { KindOutcome, Solution } from '../../src/solver/solution.ts';
import { solveText } from './solve-text.ts';

interface Cluster {
  readonly agent: string;
  readonly count: number;
  readonly output: Readonly<Record<string, number>>;
}

interface MarketEquilibrium {
  readonly prices: Readonly<Record<string, number>>;
  readonly utilities?: Readonly<Record<string, number>>;
  readonly allocation?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly allocation_multiset?: readonly Readonly<Record<string, number>>[];
}

interface Case {
  readonly id: string;
  readonly objective: string;
  readonly tolerance: number;
  readonly expected: {
    readonly status: string;
    readonly value?: number;
    readonly dual_bound?: number;
    readonly totals?: Readonly<Record<string, number>>;
    readonly prices?: Readonly<Record<string, number>>;
    readonly clusters?: readonly Cluster[];
    readonly n_equilibria?: number;
    readonly equilibria?: readonly MarketEquilibrium[];
    readonly specialised?: boolean;
    readonly unique?: { readonly totals: boolean; readonly prices: boolean; readonly clusters: boolean };
  };
}

const folder = new URL('../cases/equilibria/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));
const cases = names.map((name) => ({
  name,
  text: readFileSync(new URL(`${name}.econ`, folder), 'utf8'),
  known: JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Case,
}));

const isMarket = ({ known }: { readonly known: Case }): boolean => known.objective === 'walras';

describe('verified equilibria', () => {
  it('finds the cases', () => expect(cases.length).toBe(84));

  it.each(cases.filter(isMarket))('$name clears', ({ text, known }) => checkMarket(text, known));

  it.each(cases.filter((one) => !isMarket(one)))(
    '$name comes out',
    ({ text, known }) => {
      const { expected, tolerance } = known;
      const solution = solveText(text, tolerance > 0 ? { tolerance } : {});
      expect(solution.status).toBe(expected.status);
      if (expected.value !== undefined) checkValue(solution, expected.value, expected.dual_bound, tolerance);
      if (expected.unique?.totals === true) checkAmounts(solution.totals, expected.totals ?? {}, 1e-6);
      if (expected.unique?.prices === true) checkAmounts(solution.prices, expected.prices ?? {}, 1e-6);
      if (expected.unique?.clusters === true)
        for (const cluster of expected.clusters ?? []) checkCluster(solution, cluster);
    },
    120_000,
  );
});

function checkMarket(text: string, { expected }: Case): void {
  const solution = solveText(text);
  expect(solution.status).toBe(expected.status === 'equilibrium' ? 'optimal' : expected.status);
  const found = solution.equilibria ?? [];
  if (expected.n_equilibria !== undefined) expect(found.length).toBe(expected.n_equilibria);
  expected.equilibria?.forEach((known, k) => {
    const own = found[k];
    const unit = (own?.prices[solution.numeraire ?? ''] ?? 1) / (known.prices[solution.numeraire ?? ''] ?? 1);
    const scaled = Object.fromEntries(Object.entries(known.prices).map(([good, price]) => [good, price * unit]));
    checkAmounts(own?.prices ?? null, scaled, 1e-6);
    for (const [agent, bundle] of Object.entries(known.allocation ?? {}))
      checkAmounts(own?.allocation[agent] ?? null, bundle, 1e-6);
    const bundles = Object.values(own?.allocation ?? {});
    for (const bundle of known.allocation_multiset ?? [])
      expect(bundles.some((other) => Object.keys(bundle).every((good) => isNear(other[good], bundle[good])))).toBe(
        true,
      );
    checkUtilities(text, own?.allocation ?? {}, known.utilities ?? {});
  });
  if (expected.specialised === true)
    for (const { kinds } of solution.agents) for (const kind of kinds) expect(kind.specialization).toBe(1);
}

const isNear = (a = Number.NaN, b = Number.NaN): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));

/** Evaluated anew from the text. */
function checkUtilities(
  text: string,
  allocation: Readonly<Record<string, Readonly<Record<string, number>>>>,
  utilities: Readonly<Record<string, number>>,
): void {
  const { agents, goods } = settle(parseEconomy(text).economy);
  const names = goods.map(({ name }) => name);
  for (const [name, utility] of Object.entries(utilities)) {
    const formula = agents.find((agent) => agent.name === name)?.consumer?.utility?.formula;
    if (formula === undefined) throw new Error(`${name} has no utility`);
    const bundle = names.map((good) => allocation[name]?.[good] ?? Number.NaN);
    expect(isNear(compile(formula, names)(bundle), utility), `utility of ${name}`).toBe(true);
  }
}

function checkValue(solution: Solution, value: number, dualBound: number | undefined, tolerance: number): void {
  const { objective } = solution;
  if (objective === null) throw new Error('no objective value');
  expect(Math.abs(objective.value - value)).toBeLessThanOrEqual(Math.max(tolerance, 1e-12) * Math.abs(value));
  expect(objective.upperBound).toBeGreaterThanOrEqual(objective.value);
  expect(objective.upperBound).toBeGreaterThanOrEqual(value - 1e-14 * Math.abs(value));
  expect(objective.gap).toBeLessThanOrEqual(tolerance);
  expect(objective.dualBound).toBeGreaterThanOrEqual(objective.upperBound);
  if (dualBound !== undefined)
    expect(Math.abs(objective.dualBound - dualBound)).toBeLessThanOrEqual(1e-8 * Math.abs(dualBound));
}

function checkAmounts(
  found: Readonly<Record<string, number>> | null,
  expected: Readonly<Record<string, number>>,
  tolerance: number,
): void {
  for (const [good, amount] of Object.entries(expected)) {
    expect(Math.abs((found?.[good] ?? Number.NaN) - amount)).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(amount)),
    );
  }
}

function checkCluster(solution: Solution, cluster: Cluster): void {
  const kinds: readonly KindOutcome[] = solution.agents.find(({ agent }) => agent === cluster.agent)?.kinds ?? [];
  const match = kinds.find(
    ({ count, outputs }) =>
      count === cluster.count &&
      Object.entries(cluster.output).every(([good, y]) => Math.abs((outputs[good] ?? 0) - y) < 1e-5),
  );
  expect(match, `${cluster.count} of ${cluster.agent} at ${JSON.stringify(cluster.output)}`).toBeDefined();
}
