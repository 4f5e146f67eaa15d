import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KindOutcome, Solution } from '../../src/solver/solution.ts';
import { solveText } from './solve-text.ts';

interface Cluster {
  readonly agent: string;
  readonly count: number;
  readonly output: Readonly<Record<string, number>>;
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

const notYet = ['walras'];

describe('verified equilibria', () => {
  it('finds the cases', () => expect(cases.length).toBe(84));

  it.each(cases.filter(({ known }) => notYet.includes(known.objective)))('$name waits as invalid', ({ text }) => {
    expect(solveText(text).status).toBe('invalid');
  });

  it.each(cases.filter(({ known }) => !notYet.includes(known.objective)))(
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
