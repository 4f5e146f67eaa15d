import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeFunction } from '../../src/curvature/judge-function.ts';
import type { FunctionJudgement } from '../../src/curvature/verdict.ts';
import { functionCases } from './function-cases.ts';
import { exact, formula, ranges } from './reading.ts';

interface SampleCase {
  readonly id: string;
  readonly expr: string;
  readonly domain: Readonly<Record<string, readonly [number, number]>>;
  readonly truth: string;
  readonly inflections?: readonly number[];
}

const sample: readonly SampleCase[] = readFileSync(new URL('../cases/curvature-sample.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as SampleCase);

function judged(c: SampleCase): FunctionJudgement {
  const domain = new Map(
    Object.entries(c.domain).map(([n, [lo, hi]]) => [n, { lo: exact(String(lo)), hi: exact(String(hi)) }]),
  );
  return judgeFunction(formula(c.expr), domain);
}

/** Convex verdicts come with a chord, mixed ones with one each way. */
function showsChords(found: FunctionJudgement): boolean {
  const shown = new Set(found.witnesses.map((w) => w.shows));
  if (found.verdict === 'mixed') return shown.size === 2;
  return found.verdict !== 'convex' || shown.has('not-concave');
}

describe('the sample of verified expressions', () => {
  test.each(sample.map((c) => [c.id, c.expr, c] as const))('%s: %s', (_id, _expr, c) => {
    const found = judged(c);
    expect(found.verdict).toBe(c.truth);
    expect(showsChords(found)).toBe(true);
    if (c.inflections) {
      expect(found.inflections.map((i) => i.at)).toHaveLength(c.inflections.length);
      found.inflections.forEach((i, k) => {
        expect(i.at).toBeCloseTo(c.inflections?.[k] ?? Number.NaN, 9);
        expect(i.interval[1] - i.interval[0]).toBeLessThan(1e-9);
      });
    }
  });
});

describe('near misses and traps', () => {
  test.each(functionCases)('%s for %s is %s', (text, over, truth) => {
    expect(judgeFunction(formula(text), ranges(over)).verdict).toBe(truth);
  });
});

describe('many branches', () => {
  const lines = (count: number, over: string): string =>
    Array.from({ length: count }, (_, i) => `${i - 3}*x - ${(i - 3) ** 2 / 4}*${over}`).join(', ');

  test.each([
    [`max(${lines(8, '1')})`, 'x -10 10', 'convex', 8],
    [`max(${lines(30, '1')})`, 'x -10 30', 'convex', 30],
    [`-max(${lines(100, '1')})`, 'x -10 60', 'concave', 1],
    [`max(${lines(30, 'y')})`, 'x 0 1, y 0 1', 'convex', 0],
    [`min(${lines(30, 'y')}) + x*y`, 'x 0 1, y 0 1', 'mixed', 0],
  ] as const)('%s for %s is %s in %i segments', (text, over, truth, segments) => {
    const found = judgeFunction(formula(text), ranges(over));
    expect(found.verdict).toBe(truth);
    expect(found.segments).toHaveLength(segments);
  });
});

describe('what is unknown says why', () => {
  test.each([
    ['ln(x)', 'x -1 1', /logarithm/],
    ['sqrt(x)', 'x -1 1', /root/],
    ['1/x', 'x -1 1', /division/],
    ['sqrt(1 - 3*x)', 'x 0 0.3334', /root/],
    ['sqrt(x)', 'x -1e-11 1', /root/],
    ['sqrt(x)', 'x -1 -1', /not defined/],
    ['1/(1 - sqrt(1 - x^2))', 'x -0.5 0.5', /division/],
    ['1/sin(pi*sqrt(1 - x^2))', 'x -0.5 0.5', /division/],
    ['ln(1 - (1 - x^2)^0.3)', 'x -0.5 0.5', /logarithm/],
    ['x*y', 'x 0 1', /y has no range/],
    ['if x^2 == 2 then 5 else x', 'x 0 3', /single point/],
    ['if x > 0 then sqrt(x) else ln(x)', 'x 0 3', /single point/],
    ['if sin(x) < 1 then x else 3', 'x 0 3', /could not be isolated/],
    ['x^0.5', 'x 1 0', /does not run upward/],
  ] as const)('%s for %s', (text, over, why) => {
    const found = judgeFunction(formula(text), ranges(over));
    expect(found.verdict).toBe('unknown');
    expect(found.certificate).toBeNull();
    expect(found.reason).toMatch(why);
  });

  test('a work limit ends in unknown, not in a guess', () => {
    const hard = formula('x*sin(x*x) + exp(sin(3*x))*cos(x^3)');
    expect(judgeFunction(hard, ranges('x 0 3'), { boxes: 1 }).verdict).toMatch(/unknown|mixed/);
  });
});

describe('segments and inflections', () => {
  test('an S-shape is cut at its inflection', () => {
    const found = judgeFunction(formula('1 - 3*x^2 + 2*x^3'), ranges('x 0 1'));
    expect(found.segments).toEqual([
      { variable: 'x', from: 0, to: 0.5, verdict: 'concave' },
      { variable: 'x', from: 0.5, to: 1, verdict: 'convex' },
    ]);
    expect(found.inflections).toEqual([{ variable: 'x', at: 0.5, interval: [0.5, 0.5] }]);
  });

  test('a kink of a convex function is no inflection, one against the curvature beside it is', () => {
    expect(judgeFunction(formula('abs(x)'), ranges('x -1 1')).inflections).toEqual([]);
    expect(judgeFunction(formula('min(1, exp(x - 3))'), ranges('x 0 6')).inflections.map((i) => i.at)).toEqual([3]);
  });

  test('where the value at an end goes against the curvature beside it, that is an inflection', () => {
    const at = (text: string): readonly number[] =>
      judgeFunction(formula(text), ranges('x 0 2')).inflections.map((i) => i.at);
    expect(at('if x > 0 then x^2 else -1')).toEqual([0]);
    expect(at('if x < 2 then x^2 else 3')).toEqual([2]);
    expect(at('if x > 0 then x^2 else 1')).toEqual([]);
  });

  test('a chord is laid from where a single point has a value of its own', () => {
    const { witnesses } = judgeFunction(formula('if x > 0 then 9 - x else 10'), ranges('x 0 5'));
    expect(witnesses).toEqual([{ p: { x: 0 }, q: { x: 4 }, mid: { x: 2 }, gap: 0.5, shows: 'not-concave' }]);
  });

  test('strict curvature', () => {
    expect(judgeFunction(formula('x^4'), ranges('x -1 1')).strict).toBe(true);
    expect(judgeFunction(formula('max(0, x)'), ranges('x -1 1')).strict).toBe(false);
    expect(judgeFunction(formula('3*x + 1'), ranges('x -1 1')).strict).toBe(false);
  });
});
