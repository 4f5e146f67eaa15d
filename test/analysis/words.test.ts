import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analysis/analyze.ts';
import { distinct, paramSentences, witnessSentence } from '../../src/analysis/findings.ts';
import { clause } from '../../src/analysis/reason.ts';
import type { ParamSegment } from '../../src/curvature/verdict.ts';
import { parseEconomy } from '../../src/language/parse.ts';

describe('the reason of a verdict', () => {
  const cases: readonly (readonly [frontier: string, reason: string])[] = [
    ['frontier a^2 + k*a*b + b^2 <= 4', 'the edge of a^2 + k*a*b + b^2 <= 4 bends outward all along'],
    ['frontier b = 4 - k*a^2', '4 - k*a^2 bends outward all along: its second derivative is negative'],
    ['frontier a + k*b <= 1', 'the edge of a + k*b <= 1 is a straight line'],
    ['budget h <= 8 a = h b = h^1.2', 'what h can make of a and b bends inward all along'],
    ['frontier through (a, b): (0, 3), (2, 2), (3, 0)', 'slopes of the straight lines compared exactly'],
  ];
  it.each(cases)('%s', (frontier, reason) => {
    const { economy, findings } = parseEconomy(`good a, b param k = 0.2 in 0..1 agent A { ${frontier} } maximize a*b`);
    expect(analyze(economy, { findings, picture: false }).curvature[0]?.reason).toBe(reason);
  });

  it('goes on within a sentence', () => {
    expect(clause('The frontier is not a sum.')).toBe('the frontier is not a sum');
    expect(clause('A*b^2 bends inward')).toBe('A*b^2 bends inward');
  });
});

describe('where a verdict changes with a param', () => {
  const segment = (from: number, to: number, verdict: ParamSegment['verdict']) => ({ param: 'k', from, to, verdict });
  const cases: readonly (readonly [number, readonly ParamSegment[], readonly string[]])[] = [
    [
      0.6,
      [segment(0.3, 1, 'convex'), segment(1, 1, 'linear'), segment(1, 3, 'concave')],
      ['Convex here (k = 0.6); concave from k = 1.'],
    ],
    [
      1,
      [segment(0.3, 1, 'convex'), segment(1, 1, 'linear'), segment(1, 3, 'concave')],
      ['Linear here (k = 1); convex up to k = 1; concave from k = 1.'],
    ],
    [0.5, [segment(0, 0, 'linear'), segment(0, 4, 'convex')], ['Convex here (k = 0.5); linear at k = 0.']],
    [0.5, [segment(0, 4, 'convex')], []],
  ];
  it.each(cases)('at k = %d of %j', (value, segments, sentences) => {
    expect(paramSentences(segments, new Map([['k', value]]))).toEqual(sentences);
  });
});

describe('a chord', () => {
  const chord = {
    p: { a: 0, b: 1 },
    q: { a: 1, b: 0 },
    mid: { a: 0.5, b: 0.5 },
    gap: 0.2,
    shows: 'not-concave',
  } as const;
  it.each([
    [chord, true, '(by 25 %).'],
    [chord, false, '(by 0.2).'],
    [{ ...chord, shows: 'not-convex' } as const, true, 'falls short (by 20 %).'],
  ])('says by how much: %j, relative %s', (witness, relative, end) => {
    expect(witnessSentence('A', witness, relative).endsWith(end)).toBe(true);
  });
});

describe('findings', () => {
  it('ask for an objective once', () => {
    const hint = { code: 'no-objective', severity: 'hint', message: 'There is none.' } as const;
    expect(
      distinct([
        { ...hint, origin: 1 },
        { ...hint, origin: 2 },
      ]),
    ).toEqual([{ ...hint, origin: 1 }]);
  });
});
