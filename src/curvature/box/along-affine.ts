import { substitute } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { divide, type Rational, rational, subtract } from '../../math/rational/rational.ts';
import type { Algebra, Work } from '../algebra/algebra.ts';
import { type Form, minus, scale } from '../algebra/form.ts';
import type { Witness } from '../verdict.ts';
import { type BoxJudgement, rangesOf } from './box-judgement.ts';
import { chordThrough, searchChords, type Target } from './chords.ts';
import { judgeOnLine } from './on-line.ts';

/** f = φ(c·x): judged along the diagonal on which c·x takes all its values. */
export function alongAffine(
  e: Expression,
  slopes: readonly Form[],
  names: readonly string[],
  algebra: Algebra,
  work: Work,
): BoxJudgement | null {
  const first = slopes[0] as Form;
  const lead = first.terms[0];
  if (!lead) return null;
  const ratios: Rational[] = [];
  for (const slope of slopes) {
    const same = slope.terms.find((t) => t.key === lead.key);
    const ratio = same && divide(same.coefficient, lead.coefficient);
    if (!ratio || minus(slope, scale(first, ratio)).terms.length > 0) return null;
    ratios.push(ratio);
  }
  const parameter = '·s';
  const replacements = new Map<string, Expression>();
  names.forEach((n, i) => {
    const { lo, hi } = algebra.domain.get(n) as { lo: Rational; hi: Rational };
    const [from, to] = (ratios[i] as Rational).numerator >= 0n ? [lo, hi] : [hi, lo];
    const step: Expression = {
      kind: 'multiply',
      left: { kind: 'number', value: subtract(to, from) },
      right: { kind: 'name', name: parameter },
    };
    replacements.set(n, { kind: 'add', left: { kind: 'number', value: from }, right: step });
  });
  const range = { lo: rational(0n), hi: rational(1n) };
  const along = judgeOnLine(substitute(e, replacements), parameter, new Map([[parameter, range]]), work);
  if (along.verdict === 'unknown') return null;
  const witnesses = along.witnesses.map((w) => ontoBox(w, names, algebra, ratios, parameter)).filter((w) => w !== null);
  const wanted: Witness['shows'][] =
    along.verdict === 'mixed' ? ['not-concave', 'not-convex'] : along.verdict === 'convex' ? ['not-concave'] : [];
  const target: Target = { e, names, form: null, algebra: null };
  const confirmed = wanted.map((shows) => searchAlong(target, witnesses, shows, algebra));
  return { ...along, strict: false, witnesses: confirmed.filter((w) => w !== null), proof: along.proof };
}

function searchAlong(
  target: Target,
  candidates: readonly { readonly m: readonly number[]; readonly d: readonly number[] }[],
  shows: Witness['shows'],
  algebra: Algebra,
): Witness | null {
  const ranges = rangesOf(algebra, target.names);
  for (const { m, d } of candidates) {
    const found = chordThrough(target, ranges, m, d, shows);
    if (found) return found;
  }
  return searchChords(target, ranges, shows);
}

function ontoBox(
  w: Witness,
  names: readonly string[],
  algebra: Algebra,
  ratios: readonly Rational[],
  parameter: string,
): { m: number[]; d: number[] } | null {
  const [mid, q] = [w.mid[parameter], w.q[parameter]];
  if (mid === undefined || q === undefined) return null;
  const ranges = rangesOf(algebra, names);
  const span = (i: number): readonly [number, number] => {
    const r = ranges[i] as { lo: number; hi: number };
    return (ratios[i] as Rational).numerator >= 0n ? [r.lo, r.hi] : [r.hi, r.lo];
  };
  return {
    m: names.map((_, i) => span(i)[0] + mid * (span(i)[1] - span(i)[0])),
    d: names.map((_, i) => (q - mid) * (span(i)[1] - span(i)[0])),
  };
}
