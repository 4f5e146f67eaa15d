import { describe, expect, test } from 'vitest';
import { judgeByRules } from '../../src/curvature/judge-by-rules.ts';
import { curvatureByRules } from '../../src/curvature/rules/curvature-by-rules.ts';
import { factsByRanges } from '../../src/curvature/rules/facts-by-ranges.ts';
import { fromRational, hull } from '../../src/math/interval/interval.ts';
import { functionCases } from './function-cases.ts';
import { formula, ranges } from './reading.ts';
import { severalCases } from './several-cases.ts';
import { severalEconomics } from './several-economics.ts';
import { severalKinks } from './several-kinks.ts';

describe('composition rules', () => {
  const cases: readonly (readonly [formula: string, ranges: string, rule: string, curvature: string])[] = [
    ['3*x - y', 'x 0 1, y 0 1', 'difference', 'affine'],
    ['x^2 + exp(y)', 'x -1 1, y 0 1', 'sum', 'convex'],
    ['-sqrt(x)', 'x 0 1', 'negative', 'convex'],
    ['2*sqrt(x)', 'x 0 1', 'multiple', 'concave'],
    ['ln(x + y)', 'x 1 2, y 1 2', 'composition with ln', 'concave'],
    ['(x + y)^1.5', 'x 0 1, y 0 1', 'composition with a power', 'convex'],
    ['2^(x - y)', 'x 0 1, y 0 1', 'exponential', 'convex'],
    ['max(x^2, y)', 'x -1 1, y -1 1', 'max', 'convex'],
    ['min(x, sqrt(y))', 'x 0 1, y 0 1', 'min', 'concave'],
    ['max(x, y)', 'x 2 3, y 0 1', 'branch that always wins', 'affine'],
    ['sqrt(1 + x^2 + 2*(x - y)^2)', 'x -1 1, y -1 1', 'norm', 'convex'],
    ['(x^2 + y^2)^1.5', 'x -1 1, y -1 1', 'composition with a power', 'convex'],
    ['(x^2 + y^2)^0.7', 'x -1 1, y -1 1', 'power of a norm', 'convex'],
    ['(0.3*x^0.5 + 0.7*y^0.5)^2', 'x 0 1, y 0 1', 'mean of powers', 'concave'],
    ['(x^3 + y^3)^(1/3)', 'x 0 1, y 0 1', 'mean of powers', 'convex'],
    ['1/(1/x + 1/y)', 'x 1 2, y 1 2', 'mean of powers', 'concave'],
    ['(x^0.5 + (1/y + 1/z)^-0.5)^2', 'x 1 2, y 1 2, z 1 2', 'mean of powers', 'concave'],
    ['x^0.3*y^0.7', 'x 0 1, y 0 1', 'product of powers', 'concave'],
    ['x^0.3*y^0.71', 'x 0 1, y 0 1', 'product', 'none'],
    ['x^2/y', 'x -1 1, y 1 2', 'product of powers', 'convex'],
    ['x^3/y', 'x -1 1, y 1 2', 'product', 'none'],
    ['1/(x*y)', 'x 1 2, y 1 2', 'product of powers', 'convex'],
    ['(x^2 + y^2)/z', 'x -1 1, y -1 1, z 1 2', 'sum of quotients', 'convex'],
    ['ln(exp(x) + exp(y))', 'x -1 1, y -1 1', 'logarithm of a log-convex function', 'convex'],
    ['exp(x)*exp(y^2)', 'x -1 1, y -1 1', 'product of log-convex functions', 'convex'],
    ['x*ln(x)', 'x 1 2', 'entropy', 'convex'],
    ['x*ln(x/y)', 'x 1 2, y 1 2', 'relative entropy', 'convex'],
    ['x*ln(y/x)', 'x 1 2, y 1 2', 'relative entropy', 'concave'],
    ['sin(x + y)', 'x 0 1, y 0 1', 'composition with sin', 'concave'],
    ['x*y', 'x 0 1, y 0 1', 'product', 'none'],
    ['x^2 - y^2', 'x 0 1, y 0 1', 'difference', 'none'],
  ];

  test.each(cases)('%s for %s: %s, %s', (text, over, rule, curvature) => {
    const box = new Map([...ranges(over)].map(([n, { lo, hi }]) => [n, hull(fromRational(lo), fromRational(hi))]));
    const tree = curvatureByRules(formula(text), factsByRanges(box));
    expect([tree.rule, tree.curvature]).toEqual([rule, curvature]);
  });
});

describe('rules alone are right or do not know', () => {
  const all = [...functionCases, ...severalCases, ...severalEconomics, ...severalKinks];

  test.each(all)('%s for %s is %s', (text, over, truth) => {
    expect([truth, 'unknown']).toContain(judgeByRules(formula(text), ranges(over)));
  });

  test('they decide a good part, but not half as much as there is', () => {
    const decided = all.filter(([text, over]) => judgeByRules(formula(text), ranges(over)) !== 'unknown');
    expect(decided.length / all.length).toBeGreaterThan(0.3);
    expect(decided.length / all.length).toBeLessThan(0.6);
  });

  test('what may be undefined is unknown', () => {
    expect(judgeByRules(formula('ln(x - y)'), ranges('x 0 1, y 0 1'))).toBe('unknown');
  });
});
