import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { type AnalyzeOptions, analyze } from '../../src/analysis/analyze.ts';
import { memberColumns } from '../../src/economy/members.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { toDouble } from '../../src/math/rational/rational.ts';

function analyzed(text: string, options: AnalyzeOptions = {}): Analysis {
  const { economy, findings } = parseEconomy(text);
  return analyze(economy, { findings, ...options });
}

const codes = ({ solution }: Analysis) => [...new Set(solution.diagnostics.map(({ code }) => code))];

const CELLS = `
param k = 0.5 in 0.3..3
good a, b
agent Cell[4] { frontier a^k + b^k <= 1 }
maximize a^0.5 * b^0.5
`;

describe('analyze', () => {
  it('judges, solves and draws', () => {
    const analysis = analyzed(CELLS);
    expect(analysis.curvature).toMatchObject([{ agent: 'Cell', verdict: 'convex', goods: ['a', 'b'] }]);
    expect(analysis.solution).toMatchObject({ status: 'optimal', pricesDiverge: true });
    expect(analysis.picture.agents.map(({ kind, count }) => [kind, count]).sort()).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
    expect(analysis.params).toEqual([{ name: 'k', value: 0.5, from: 0.3, to: 3, step: null, unit: null }]);
  });

  it('puts overrides in, exactly as they are written', () => {
    const analysis = analyzed(CELLS, { overrides: { k: 2 } });
    expect(analysis.curvature[0]?.verdict).toBe('concave');
    expect(analysis.solution.onePrice?.holds).toBe(true);
    expect(analysis.params[0]?.value).toBe(2);
    expect(analyzed(CELLS, { overrides: { k: 1 } }).curvature[0]?.verdict).toBe('linear');
  });

  it('gives the ranges of each param with the others where they stand', () => {
    const asked: number[][] = [];
    const judgeByParam: NonNullable<AnalyzeOptions['judgeByParam']> = (_agent, params) => {
      asked.push(params.map(({ value }) => toDouble(value)));
      return [{ param: 'k', from: 0.3, to: 3, verdict: 'mixed' }];
    };
    const two = `param r = 1 in 1..2 ${CELLS.replace('a^k', '(r*a)^k')}`;
    expect(analyzed(two, { overrides: { r: 2 }, judgeByParam }).curvature[0]?.byParam).toMatchObject([{ param: 'k' }]);
    expect(asked).toEqual([[2, 0.5]]);
  });

  it('leaves out what is not asked for', () => {
    const analysis = analyzed(CELLS, { solve: false, picture: false, byParam: false });
    expect(analysis.curvature[0]).toMatchObject({ verdict: 'convex', byParam: null });
    expect(analysis.picture).toEqual({ agents: [], aggregates: [] });
    expect(analysis.solution.totals).toBeNull();
    expect(codes(analysis)).toEqual(['convex-frontier']);
  });

  const WARNINGS: readonly (readonly [string, string, readonly string[]])[] = [
    ['a convex frontier', 'frontier a^0.5 + b^0.5 <= 1', ['convex-frontier']],
    ['a mixed frontier', 'frontier b = 1 - 3*a^2 + 2*a^3 for a in 0..1', ['mixed-frontier']],
    ['a concave frontier', 'frontier a^2 + b^2 <= 1', []],
    ['a straight line', 'frontier a + b <= 1', []],
  ];
  it.each(WARNINGS)('warns of %s', (_what, frontier, expected) => {
    expect(codes(analyzed(`good a, b agent A { ${frontier} } maximize a^0.5 * b^0.5`))).toEqual(expected);
  });

  it('is silent about a curvature that is acknowledged, and about no other', () => {
    const text = (curvature: string) =>
      `good a, b agent A { frontier a^0.5 + b^0.5 <= 1 } maximize a + b assert A is ${curvature}`;
    expect(codes(analyzed(text('convex')))).toEqual([]);
    expect(codes(analyzed(text('mixed')))).toEqual(['convex-frontier', 'failed-assertion']);
  });

  const UNSOLVED: readonly (readonly [string, string, string])[] = [
    ['an error in the text', 'good a agent A { frontier z <= 1 } maximize a', 'invalid'],
    ['half a text', 'good a agent A { frontier', 'invalid'],
    ['nothing', '', 'optimal'],
    ['a frontier without end', 'good a, b agent A { frontier b = 1/a } maximize a^0.5 * b^0.5', 'unbounded'],
    ['all that can be had', 'good a, b agent A { frontier a + b <= 1 } trace', 'optimal'],
  ];
  it.each(UNSOLVED)('says what it can about %s', (_what, text, status) => {
    const analysis = analyzed(text);
    expect(analysis.solution.status).toBe(status);
    expect(analysis.solution.totals).toBeNull();
  });

  it('never throws, whatever breaks below', () => {
    const broken = () => {
      throw new Error('out of ideas');
    };
    const analysis = analyzed(CELLS, { judge: broken, judgeByParam: broken });
    expect(analysis.curvature[0]).toMatchObject({ verdict: 'unknown', reason: 'the proof broke off (out of ideas)' });
    expect(analysis.solution.status).not.toBe('optimal');
  });

  it('never calls infeasible what it had no time for', () => {
    const { solution } = analyzed(CELLS, { signal: { aborted: true } });
    expect(['optimal', 'bounded']).toContain(solution.status);
  });

  it('says that an assertion fails, and what was found instead', () => {
    const { solution } = analyzed(`${CELLS} assert kinds(Cell) == 3`);
    expect(solution.diagnostics.at(-1)).toMatchObject({ code: 'failed-assertion', severity: 'error' });
    expect(solution.diagnostics.at(-1)?.message).toContain('2 kinds');
  });
});

describe('an economy whose members differ', () => {
  const text = `good a, b
param k = 2 in 0.5..3
agent Cell[50] {
  vary s ~ uniform(0.8, 1.2)
  frontier (a/s)^k + b^k <= 1
}
maximize a + b`;

  it('is proven for every draw, and solved member by member', () => {
    const { economy } = parseEconomy(text);
    const { curvature, solution } = analyze(economy, { picture: false });
    expect(curvature[0]).toMatchObject({ verdict: 'concave', forEveryDraw: true, certificate: { kind: 'range' } });
    expect(curvature[0]?.byParam?.map(({ certificate: _, ...segment }) => segment)).toEqual([
      { param: 'k', from: 0.5, to: 1, verdict: 'convex', proven: true },
      { param: 'k', from: 1, to: 1, verdict: 'linear', proven: true },
      { param: 'k', from: 1, to: 3, verdict: 'concave', proven: true },
      { param: 's', from: 0.8, to: 1.2, verdict: 'concave', proven: true },
    ]);
    const [cell] = economy.agents;
    const [s] = (cell && memberColumns(cell)) ?? [];
    // On (a/s)^2 + b^2 = 1 the most of a + b is √(1 + s²).
    const most = s?.values.reduce((sum, own) => sum + Math.sqrt(1 + own * own), 0) ?? 0;
    expect(solution.status).toBe('optimal');
    expect(solution.objective?.value).toBeCloseTo(most, 9);
    expect(solution.agents.map(({ agent, count, kinds }) => [agent, count, kinds.length])).toEqual([['Cell', 50, 1]]);
  });

  it('says of a convex one that every member will specialise', () => {
    const { economy } = parseEconomy(text);
    const { solution } = analyze(economy, { overrides: { k: 0.5 }, picture: false, solve: false });
    expect(solution.diagnostics[0]?.message).toMatch(
      /^The frontier of Cell is convex \(bowed inward\) for every draw of s in 0.8..1.2: its members will specialise/,
    );
  });
});
