import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import { fromRational, hull } from '../../math/interval/interval.ts';
import { compare, fromDouble, type Rational, toDouble } from '../../math/rational/rational.ts';
import type { Domain, Work } from '../algebra/algebra.ts';
import { judgeLine, type LineJudgement } from '../line/judge-line.ts';
import { exactly, middleOf } from '../line/pieces.ts';
import type { Witness } from '../verdict.ts';
import type { BoxJudgement, BoxVerdict } from './box-judgement.ts';
import { chordThrough, type Target } from './chords.ts';
import { chordAcross, chordAnywhere, chordFrom, chordInSliver } from './chords-on-line.ts';
import { searchChords } from './search-chords.ts';

/** A function of one variable as a judgement of the kind that boxes give. */
export function judgeOnLine(e: Expression, name: string, domain: Domain, work: Work): BoxJudgement {
  const { lo, hi } = domain.get(name) as { lo: Rational; hi: Rational };
  return summary(e, name, lo, hi, judgeLine(e, name, exactly(lo), exactly(hi), work));
}

/** The same without chords, for those who only ask which way it bends. */
export function bendOnLine(
  e: Expression,
  name: string,
  domain: Domain,
  work: Work,
): { readonly verdict: BoxVerdict; readonly strict: boolean } {
  const { lo, hi } = domain.get(name) as { lo: Rational; hi: Rational };
  const judged = judgeLine(e, name, exactly(lo), exactly(hi), work);
  const verdict = judged.failure ? 'unknown' : verdictOfLine(bendsOfLine(judged));
  const curved = verdict === 'concave' || verdict === 'convex';
  return { verdict, strict: curved && !judged.stretches.some((s) => s.sign === 0) };
}

export function summary(e: Expression, name: string, lo: Rational, hi: Rational, judged: LineJudgement): BoxJudgement {
  const found = proven(e, name, lo, hi, judged);
  return found.verdict === 'unknown' ? (refutedBothWays(e, name, lo, hi, judged) ?? found) : found;
}

/** Two chords settle what no chart could; the function must be defined all along. */
function refutedBothWays(
  e: Expression,
  name: string,
  lo: Rational,
  hi: Rational,
  judged: LineJudgement,
): BoxJudgement | null {
  const box = new Map([[name, hull(fromRational(lo), fromRational(hi))]]);
  if (judged.failure && !enclose(e, box).defined) return null;
  const ends = [{ lo: toDouble(lo), hi: toDouble(hi) }];
  const target: Target = { e, names: [name], form: null, algebra: null };
  const search = (wanted: Witness['shows']): Witness | null =>
    searchChords(target, ends, wanted) ?? chordAnywhere(target, [toDouble(lo), toDouble(hi)], wanted);
  const up = search('not-concave');
  const down = up && search('not-convex');
  return up && down
    ? { verdict: 'mixed', strict: false, witnesses: [up, down], proof: { kind: 'witnesses' }, reason: NOT_ISOLATED }
    : null;
}

const NOT_ISOLATED = 'two chords show it; where it turns, which may be at many points, was not isolated';

function proven(e: Expression, name: string, lo: Rational, hi: Rational, judged: LineJudgement): BoxJudgement {
  if (judged.failure) {
    return {
      verdict: 'unknown',
      strict: null,
      witnesses: [],
      proof: null,
      reason: `${print(judged.failure.at)} blocks the proof: ${judged.failure.message}.`,
    };
  }
  const bends = bendsOfLine(judged);
  const verdict = verdictOfLine(bends);
  const witnesses = witnessesOf(e, name, lo, hi, judged, verdict);
  if (verdict === 'mixed' && witnesses.length < 2) return notShown(witnesses[0]);
  const straight = judged.stretches.some((s) => s.sign === 0);
  const curved = verdict === 'concave' || verdict === 'convex';
  return {
    verdict,
    strict: curved ? !straight : verdict === 'unknown' ? null : false,
    witnesses,
    proof: verdict === 'unknown' ? null : { kind: 'line', e, line: judged },
    reason: verdict === 'unknown' ? `the sign of the second derivative of ${print(e)} was not decided` : null,
  };
}

/** Both ways of bending were seen, one of them too little for a chord: what is mixed has a chord each way. */
function notShown(other: Witness | undefined): BoxJudgement {
  const way = other?.shows === 'not-concave' ? 'concave' : other ? 'convex' : 'not straight';
  const reason = `it is ${way} on a stretch so short, or so flat, that no chord in double numbers shows it`;
  return { verdict: 'unknown', strict: null, witnesses: [], proof: null, reason };
}

/** The signs of all bends: a jump of the value inside refutes both curvatures, one at an end only one of them. */
export function bendsOfLine(judged: LineJudgement): readonly (number | null)[] {
  const bends: (number | null)[] = [...judged.stretches.map((s) => s.sign), ...judged.ends];
  for (const k of judged.kinks) {
    if (k.value === 0) bends.push(k.slope);
    else if (k.value === null) bends.push(null);
    else bends.push(1, -1);
  }
  return bends;
}

export function verdictOfLine(bends: readonly (number | null)[]): BoxVerdict {
  const [up, down] = [bends.includes(1), bends.includes(-1)];
  if (up && down) return 'mixed';
  if (bends.includes(null)) return 'unknown';
  return up ? 'convex' : down ? 'concave' : 'linear';
}

function witnessesOf(
  e: Expression,
  name: string,
  lo: Rational,
  hi: Rational,
  judged: LineJudgement,
  verdict: BoxVerdict,
): Witness[] {
  const wanted: Witness['shows'][] =
    verdict === 'mixed' ? ['not-concave', 'not-convex'] : verdict === 'convex' ? ['not-concave'] : [];
  const found = wanted.map((shows) => chordOn(e, name, lo, hi, judged, shows));
  return found.filter((w) => w !== null);
}

function chordOn(
  e: Expression,
  name: string,
  lo: Rational,
  hi: Rational,
  judged: LineJudgement,
  shows: Witness['shows'],
): Witness | null {
  const sign = shows === 'not-concave' ? 1 : -1;
  const ends = { lo: toDouble(lo), hi: toDouble(hi) };
  const stretches = judged.stretches.filter((s) => s.sign === sign).sort((a, b) => length(b) - length(a));
  for (const s of stretches) {
    const piece = judged.pieces[s.piece];
    const target: Target = { e, names: [name], form: piece?.form ?? null, algebra: piece?.algebra ?? null };
    const range = { lo: Math.max(ends.lo, middleOf(s.lo)), hi: Math.min(ends.hi, middleOf(s.hi)) };
    const found = chordWithin(target, range, shows);
    if (found) return found;
  }
  const target: Target = { e, names: [name], form: null, algebra: null };
  for (const k of judged.kinks.filter((x) => x.slope === sign || x.value !== 0)) {
    const found = chordAcross(target, [ends.lo, ends.hi], middleOf(k.at), shows);
    if (found) return found;
  }
  const own = [lo, hi].filter((x, i) => judged.ends[i] === sign && isDouble(x)).map(toDouble);
  for (const at of [...own, ...judged.kinks.filter((x) => x.value !== 0).map((k) => middleOf(k.at))]) {
    const found = chordFrom(target, [ends.lo, ends.hi], at, shows);
    if (found) return found;
  }
  return searchChords(target, [ends], shows) ?? chordAnywhere(target, [ends.lo, ends.hi], shows);
}

/** Where values overflow, nearer to 0; where the stretch is a sliver, in the finest numbers there are. */
function chordWithin(
  target: Target,
  { lo, hi }: { readonly lo: number; readonly hi: number },
  shows: Witness['shows'],
): Witness | null {
  for (const size of [Number.POSITIVE_INFINITY, 1e90, 1e30, 1e10]) {
    if (size < Number.POSITIVE_INFINITY && size >= Math.max(-lo, hi)) continue;
    const range = { lo: Math.max(lo, -size), hi: Math.min(hi, size) };
    if (!(range.lo < range.hi)) continue;
    for (const t of [0.5, 0.25, 0.75, 0.1, 0.9]) {
      const middle = range.lo / 2 + range.hi / 2 + (range.hi / 2 - range.lo / 2) * (2 * t - 1);
      const found = chordThrough(target, [range], [middle], [1], shows);
      if (found) return found;
    }
  }
  return chordInSliver(target, { lo, hi }, shows);
}

function isDouble(x: Rational): boolean {
  return compare(fromDouble(toDouble(x)), x) === 0;
}

function length(s: {
  readonly lo: { readonly lo: Rational; readonly hi: Rational };
  readonly hi: { readonly lo: Rational; readonly hi: Rational };
}): number {
  return middleOf(s.hi) - middleOf(s.lo);
}
