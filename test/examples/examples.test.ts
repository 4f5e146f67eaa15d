import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { analyze } from '../../src/analysis/analyze.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { tableFiles } from '../../src/language/tables/table-files.ts';

const FOLDER = join(import.meta.dirname, '../../examples');
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.econ'))
  .sort();

/** What a reader is shown at first: nothing is wrong, and the warnings that the example is about. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'cells.econ': ['convex-frontier'],
  'grass.econ': [],
  'market.econ': [],
  'mixed.econ': ['mixed-frontier'],
  'orchard.econ': [],
  'ricardo.econ': ['not-pareto-optimal'],
  'sites.econ': [],
  'tree.econ': ['convex-frontier'],
  'two-to-one.econ': ['not-pareto-optimal'],
};

const readTable = tableFiles()(null);

function read(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}

function analyzed(file: string, overrides?: Readonly<Record<string, number>>): Analysis {
  const uri = pathToFileURL(join(FOLDER, file)).href;
  const { economy, findings } = parseEconomy(read(file), uri, { readTable });
  return analyze(economy, { findings, overrides });
}

/** Six digits are the same on every machine; more need not be. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? Number(value.toPrecision(6)) + 0 : String(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rounded(part)]));
}

it('there are as many examples as are expected', () => expect(FILES).toEqual(Object.keys(SHOWN)));

describe.each(FILES)('%s', (file) => {
  const analysis = analyzed(file);
  const { solution } = analysis;

  it('shows what it is about, and nothing else', () => {
    expect([...new Set(solution.diagnostics.map(({ code }) => code))]).toEqual(SHOWN[file]);
  });

  it('holds what it claims, proven and optimal', () => {
    expect(solution.asserts.length).toBeGreaterThan(0);
    expect(solution.asserts.filter(({ holds }) => !holds)).toEqual([]);
    expect(solution.status).toBe('optimal');
    const { equilibria, objective } = solution;
    // In a market nobody goes for a value of all.
    if (objective === null) expect(equilibria?.length).toBeGreaterThan(0);
    else expect(objective.upperBound).toBeGreaterThanOrEqual(objective.value ?? Number.POSITIVE_INFINITY);
    for (const row of analysis.curvature) expect(row).toMatchObject({ verdict: expect.not.stringMatching('unknown') });
  });

  it('comes out as it did', () => {
    const { objective, totals, prices, dualPrices, agents, kinds, improvement } = solution;
    const verdicts = analysis.curvature.map(({ agent, verdict }) => ({ agent, verdict }));
    const bounded = objective && { kind: objective.kind, value: objective.value };
    expect(
      rounded({ verdicts, objective: bounded, totals, prices, dualPrices, agents, kinds, improvement }),
    ).toMatchSnapshot();
  });

  it('is drawn: every agent, and the whole economy (where it is their sum) through its optimum', () => {
    const drawn = new Set(analysis.picture.agents.map(({ agent }) => agent));
    expect([...drawn]).toEqual(analysis.curvature.map(({ agent }) => agent));
    for (const { views } of analysis.picture.agents) {
      for (const view of views) expect(view.outline.flatMap(({ points }) => points).length).toBeGreaterThan(0);
    }
    for (const { hull, dented, optimum } of analysis.picture.aggregates) {
      expect(nearest(dented ?? hull, optimum ?? [Number.NaN, Number.NaN])).toBeLessThan(0.005);
    }
  });

  it('is explained to a newcomer', () => {
    const text = read(file);
    expect(text).toMatch(/^\/\/ \d\. /);
    expect(text).not.toMatch(/assert \w+ is /);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });
});

/** How far a point lies from a drawn curve, as a share of the curve's extent. */
function nearest(curve: readonly (readonly [number, number])[], [x, y]: readonly [number, number]): number {
  const [width, height] = [Math.max(...curve.map((p) => p[0])), Math.max(...curve.map((p) => p[1]))];
  let least = Number.POSITIVE_INFINITY;
  for (let index = 1; index < curve.length; index++) {
    const [a, b] = [curve[index - 1] ?? [0, 0], curve[index] ?? [0, 0]];
    const [dx, dy] = [(b[0] - a[0]) / width, (b[1] - a[1]) / height];
    const [px, py] = [(x - a[0]) / width, (y - a[1]) / height];
    const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(px - along * dx, py - along * dy));
  }
  return least;
}

describe('what the comments say happens', () => {
  it('the tree melts into one kind past k = 1', () => {
    const bent = analyzed('tree.econ', { k: 2 });
    expect(bent.curvature[0]?.verdict).toBe('concave');
    expect(bent.solution.kinds).toHaveLength(1);
    expect(bent.solution.onePrice?.holds).toBe(true);
    expect(bent.solution.asserts.map(({ holds }) => holds)).toEqual([false, false, false]);
  });

  it('the tree says at which k its verdict changes, and says nothing wrong', () => {
    const segments = analyzed('tree.econ').curvature[0]?.byParam ?? [];
    for (const { from, to, verdict } of segments) {
      const truth = to <= 1 ? 'convex' : 1 <= from ? 'concave' : 'unknown';
      expect([truth, 'unknown', ...(from === 1 && to === 1 ? ['linear'] : [])]).toContain(verdict);
    }
    const [first, last] = [segments.at(0), segments.at(-1)];
    expect([first?.from, last?.to]).toEqual([0.3, 3]);
  });

  it.each([0.5, 1.3, 2])('the orchard has its one price at rain = %d', (rain) => {
    expect(analyzed('orchard.econ', { rain }).solution.asserts.filter(({ holds }) => !holds)).toEqual([]);
  });

  it('Ricardo’s hands make 2.2 cloth and 2.125 wine', () => {
    expect(analyzed('ricardo.econ').solution.totals).toEqual({
      cloth: expect.closeTo(2.2, 9),
      wine: expect.closeTo(2.125, 9),
    });
  });

  it('in two-to-one both goods grow by the exchange that is shown', () => {
    const { improvement } = analyzed('two-to-one.econ').solution;
    expect(improvement?.moves.map(({ agent }) => agent).sort()).toEqual(['Alice', 'Bob']);
    const gains = Object.values(improvement?.gain ?? {});
    expect(Math.min(...gains)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...gains)).toBeGreaterThan(0);
  });
});
