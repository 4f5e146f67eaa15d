import { substitute } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { divide, type Rational, rational, subtract } from '../../math/rational/rational.ts';
import type { Algebra, Work } from '../algebra/algebra.ts';
import { type Form, minus, scale } from '../algebra/form.ts';
import type { Witness } from '../verdict.ts';
import { type BoxJudgement, rangesOf } from './box-judgement.ts';
import { chordThrough, type Target } from './chords.ts';
import { judgeOnLine } from './on-line.ts';
import { searchChords } from './search-chords.ts';

/** f = φ(c·x), seen from its gradient: all slopes are multiples of one. */
export function directionOfGradient(slopes: readonly Form[]): readonly Rational[] | null {
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
  return ratios;
}

const PARAMETER = '·s';

/** A function of c·x judged along the diagonal on which c·x takes all its values; null where that leaves it unknown. */
export function alongDirection(
  e: Expression,
  ratios: readonly Rational[],
  names: readonly string[],
  algebra: Algebra,
  work: Work,
): BoxJudgement | null {
  const replacements = new Map<string, Expression>();
  names.forEach((n, i) => {
    const { lo, hi } = algebra.domain.get(n) as { lo: Rational; hi: Rational };
    const [from, to] = (ratios[i] as Rational).numerator >= 0n ? [lo, hi] : [hi, lo];
    const step: Expression = {
      kind: 'multiply',
      left: { kind: 'number', value: subtract(to, from) },
      right: { kind: 'name', name: PARAMETER },
    };
    replacements.set(n, { kind: 'add', left: { kind: 'number', value: from }, right: step });
  });
  const range = { lo: rational(0n), hi: rational(1n) };
  const along = judgeOnLine(substitute(e, replacements), PARAMETER, new Map([[PARAMETER, range]]), work);
  if (along.verdict === 'unknown') return null;
  const wanted: Witness['shows'][] =
    along.verdict === 'mixed' ? ['not-concave', 'not-convex'] : along.verdict === 'convex' ? ['not-concave'] : [];
  const target: Target = { e, names, form: null, algebra: null };
  const lines = along.witnesses.map((w) => ({ shows: w.shows, ...ontoBox(w, names, algebra, ratios) }));
  const confirmed = wanted.map((shows) => searchAlong(target, lines, shows, algebra)).filter((w) => w !== null);
  const { proof } = along;
  if (along.verdict === 'mixed' && confirmed.length < 2) return null;
  const judged: BoxJudgement = { ...along, strict: false, witnesses: confirmed, proof };
  return along.verdict === 'mixed' ? { ...judged, proof: { kind: 'witnesses' } } : judged;
}

interface Line {
  readonly shows: Witness['shows'];
  readonly m: readonly number[];
  readonly d: readonly number[];
}

function searchAlong(
  target: Target,
  lines: readonly Line[],
  shows: Witness['shows'],
  algebra: Algebra,
): Witness | null {
  const ranges = rangesOf(algebra, target.names);
  for (const { m, d } of [...lines].sort((a, b) => Number(b.shows === shows) - Number(a.shows === shows))) {
    // The chord as it was found first, then all that fit in the box.
    const found = chordThrough(target, ranges, m, d, shows, 1) ?? chordThrough(target, ranges, m, d, shows);
    if (found) return found;
  }
  return searchChords(target, ranges, shows);
}

function ontoBox(
  w: Witness,
  names: readonly string[],
  algebra: Algebra,
  ratios: readonly Rational[],
): { readonly m: number[]; readonly d: number[] } {
  const [mid, q] = [w.mid[PARAMETER] ?? 0, w.q[PARAMETER] ?? 0];
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
