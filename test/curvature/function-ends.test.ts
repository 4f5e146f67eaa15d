import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFunction } from '../../src/curvature/judge-function.ts';
import { formula, ranges } from './reading.ts';

/** Formulas on [0, 4], how they bend inside, and their limits at both ends. */
const INSIDE: readonly (readonly [formula: string, bend: -1 | 0 | 1, start: number, end: number])[] = [
  ['9 - x', 0, 9, 5],
  ['(x - 1)^2', 1, 1, 9],
  ['sqrt(x) + 1', -1, 1, 3],
  ['max(x, 2)', 1, 2, 4],
  ['2*exp(0)', 0, 2, 2],
];

const STEPS = [-1, -0.25, 0, 0.25, 1] as const;

const cases = INSIDE.flatMap(([text, bend, start, end]) =>
  STEPS.flatMap((low) =>
    STEPS.map((high) => {
      const whole = `if x <= 0 then ${start + low} else if x >= 4 then ${end + high} else ${text}`;
      const bends = [bend, Math.sign(low), Math.sign(high)];
      const [up, down] = [bends.includes(1), bends.includes(-1)];
      return [whole, up && down ? 'mixed' : up ? 'convex' : down ? 'concave' : 'linear'] as const;
    }),
  ),
);

// On a closed interval a convex function is convex inside and at the ends no lower than its limits (Rockafellar 1970, §10).
describe('values of their own at both ends', () => {
  test.each(cases)('%s is %s', (text, truth) => {
    const found = judgeFunction(formula(text), ranges('x 0 4'));
    expect(found.verdict).toBe(truth);
    if (!found.certificate) throw new Error('no certificate');
    expect(checkCertificate(found.certificate)).toEqual({ valid: true });
    const shown = new Set(found.witnesses.map((w) => w.shows));
    expect(shown.has('not-concave')).toBe(truth === 'convex' || truth === 'mixed');
    expect(shown.has('not-convex')).toBe(truth === 'mixed');
    if (found.certificate.kind !== 'line') throw new Error('not a line');
    const { ends = [0, 0] } = found.certificate;
    for (const [i, end] of ends.entries()) {
      for (const other of [-1, 0, 1] as const) {
        const told: [-1 | 0 | 1, -1 | 0 | 1] = [...ends];
        told[i] = other;
        if (other !== end) expect(checkCertificate({ ...found.certificate, ends: told }).valid).toBe(false);
      }
    }
  });
});
