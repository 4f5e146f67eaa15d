import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFunction } from '../../src/curvature/judge-function.ts';
import { compile } from '../../src/math/expression/compile.ts';
import { fromDouble } from '../../src/math/rational/rational.ts';
import { formula } from './reading.ts';

/** Formulas in x (and y) over positive ranges, as text. */
function formulas(names: readonly string[]): fc.Arbitrary<string> {
  const coefficient = fc.constantFrom('0.5', '2', '3', '1.25', '0.1');
  const exponent = fc.constantFrom('2', '3', '0.5', '1.5', '-1', '-0.5', '4');
  const { tree } = fc.letrec<{ tree: string; leaf: string }>((tie) => ({
    leaf: fc.oneof(fc.constantFrom(...names), coefficient),
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      tie('leaf'),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} + ${b})`),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} - ${b})`),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a})*(${b})`),
      fc.tuple(coefficient, tie('tree')).map(([c, a]) => `${c}*(${a})`),
      fc.tuple(tie('leaf'), exponent).map(([a, n]) => `(${a})^(${n})`),
      tie('tree').map((a) => `sqrt(1 + (${a})^2)`),
      tie('leaf').map((a) => `exp(-${a})`),
      tie('leaf').map((a) => `ln(1 + ${a})`),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `max(${a}, ${b})`),
      tie('tree').map((a) => `abs(${a})`),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a})/(1 + (${b})^2)`),
    ),
  }));
  return tree;
}

/** Whether dense chords in doubles refute a verdict beyond their rounding. */
function refuted(text: string, names: readonly string[], lo: number, hi: number, verdict: string): boolean {
  const f = compile(formula(text), names);
  const random = generator();
  for (let i = 0; i < 1500; i++) {
    const p = names.map(() => lo + (hi - lo) * random());
    const q = names.map((_, k) =>
      i % 2 ? lo + (hi - lo) * random() : clamp((p[k] ?? 0) + (hi - lo) * 0.1 * (random() - 0.5), lo, hi),
    );
    const [a, b, m] = [f(p), f(q), f(p.map((x, k) => (x + (q[k] ?? 0)) / 2))];
    const bend = (a + b) / 2 - m;
    const rounding = 1e-12 * (Math.abs(a) + Math.abs(b) + Math.abs(m) + 1);
    if (bend > rounding && (verdict === 'concave' || verdict === 'linear')) return true;
    if (bend < -rounding && (verdict === 'convex' || verdict === 'linear')) return true;
  }
  return false;
}

function clamp(x: number, lo: number, hi: number): number {
  return Math.min(hi, Math.max(lo, x));
}

function generator(): () => number {
  let state = 12345;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

describe('random formulas are never judged against what dense chords show', () => {
  test.each([
    [['x'], 400, 0.9],
    [['x', 'y'], 120, 0.75],
  ] as const)(
    'in %s',
    (names, runs, least) => {
      let decided = 0;
      let judged = 0;
      fc.assert(
        fc.property(formulas(names), (text) => {
          const range = { lo: fromDouble(0.25), hi: fromDouble(2) };
          const found = judgeFunction(formula(text), new Map(names.map((n) => [n, range])));
          judged++;
          if (found.verdict === 'unknown') return;
          decided++;
          expect(refuted(text, names, 0.25, 2, found.verdict), `${text} is not ${found.verdict}`).toBe(false);
          if (found.certificate) expect(checkCertificate(found.certificate), text).toEqual({ valid: true });
        }),
        { numRuns: runs, seed: 20251122 },
      );
      expect(decided / judged).toBeGreaterThan(least);
    },
    120_000,
  );
});
