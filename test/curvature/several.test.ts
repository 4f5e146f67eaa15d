import { describe, expect, test } from 'vitest';
import { judgeFunction } from '../../src/curvature/judge-function.ts';
import { formula, ranges } from './reading.ts';
import { severalCases } from './several-cases.ts';
import { severalEconomics } from './several-economics.ts';
import { severalKinks } from './several-kinks.ts';

describe('functions of several variables', () => {
  test.each([...severalCases, ...severalEconomics, ...severalKinks])('%s for %s is %s', (text, over, truth) => {
    const found = judgeFunction(formula(text), ranges(over));
    expect(found.verdict).toBe(truth);
    expect(found.certificate).not.toBeNull();
    const shown = new Set(found.witnesses.map((w) => w.shows));
    if (truth === 'mixed') expect(shown).toEqual(new Set(['not-concave', 'not-convex']));
    else expect(shown.has(truth === 'concave' ? 'not-concave' : 'not-convex')).toBe(false);
  });
});

describe('strictly curved, or straight along some line', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['x^2 + y^2', 'x -1 1, y -1 1', true],
    ['x^2 + y^2 + 2*x*y', 'x -1 1, y -1 1', false],
    ['x^2 + y^2 + 1.9*x*y', 'x -1 1, y -1 1', true],
    ['x^2 + y', 'x -1 1, y -1 1', false],
    ['exp(x) + y^4', 'x -1 1, y -1 1', true],
    ['x^0.4*y^0.6', 'x 1 2, y 1 2', false],
    ['x^0.3*y^0.3', 'x 1 2, y 1 2', true],
    ['x^0.3*y^0.3', 'x 0 2, y 0 2', false],
    ['sqrt(x^2 + y^2)', 'x 1 2, y 1 2', false],
    ['sqrt(1 + x^2 + y^2)', 'x -1 1, y -1 1', true],
    ['ln(exp(x) + exp(y))', 'x -1 1, y -1 1', false],
    ['max(x, y)', 'x 0 1, y 0 1', false],
    ['(x + 2*y)^2', 'x 0 1, y 0 1', false],
    ['1/(x*y)', 'x 1 2, y 1 2', true],
    ['x*y/(x + y)', 'x 1 2, y 1 2', false],
  ];

  test.each(cases)('%s for %s: %s', (text, over, strict) => {
    expect(judgeFunction(formula(text), ranges(over)).strict).toBe(strict);
  });
});

describe('a kink that no branch shows', () => {
  // |x + y| and |x - y| as roots of squares; chords across the line where they vanish tell the truth.
  const cases: readonly (readonly [formula: string, ranges: string, truth: string])[] = [
    ['sqrt(x^2 + 2*x*y + y^2)', 'x -1 2, y -1 2', 'convex'],
    ['x - sqrt(x^2 + 2*x*y + y^2)', 'x -1 2, y -1 2', 'concave'],
    ['x - sqrt(x^2 + 2*x*y + y^2) + x^2', 'x -1 2, y -1 2', 'mixed'],
    ['x^2 + y^2 - 0.1*sqrt(x^2 + 2*x*y + y^2)', 'x -1 2, y -1 2', 'mixed'],
    ['exp(x) + exp(y) + exp(-x - y) - 0.1*sqrt(x^2 + 2*x*y + y^2)', 'x -1 2, y -1 2', 'mixed'],
    ['20*x^2 + 20*y^2 - sqrt(x^2 + y^2)', 'x -1 2, y -1 2', 'mixed'],
  ];

  test.each(cases)('%s for %s is %s or unknown', (text, over, truth) => {
    expect([truth, 'unknown']).toContain(judgeFunction(formula(text), ranges(over)).verdict);
  });
});

describe('work is counted', () => {
  const hard = 'x^-2.7*y^-0.8*z^-4 - (x^2 + y^2 + z^2)^2.91';
  const over = 'x 1 10, y 0.5 4, z 1 10';

  test('the same answer twice', () => {
    const [a, b] = [0, 1].map(() => judgeFunction(formula(hard), ranges(over)));
    expect(a).toEqual(b);
  });

  test.each(severalCases.filter((_, i) => i % 6 === 0))(
    'little work gives the truth or unknown: %s for %s',
    (text, box, truth) => {
      const { verdict } = judgeFunction(formula(text), ranges(box), { boxes: 5 });
      expect([truth, 'unknown']).toContain(verdict);
    },
  );

  test('unknown names what blocks the proof', () => {
    const found = judgeFunction(formula('x + y/(x + z)'), ranges('x -1 1, y 0 1, z 0 1'));
    expect(found.verdict).toBe('unknown');
    expect(found.reason).toContain('y/(x + z)');
  });
});
