import type { Agent } from '../../economy/economy.ts';
import { settleAgent } from '../../economy/settle.ts';
import { add, compare, multiply, type Rational, rational, subtract, toDouble } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { between } from '../algebra/polynomial.ts';
import type { Certificate, ProvenVerdict, RangeProof } from '../certificate.ts';
import { checkCertificate } from '../check-certificate.ts';
import { textOf } from '../encoded-expression.ts';
import { nothing } from '../frontier/outcome.ts';
import type { ParamSegment, Verdict } from '../verdict.ts';
import { betweenEnds, certified } from './certified.ts';
import { changeBetween, type Judge, type PartProof, type Stretch } from './change.ts';
import { solvedCurve } from './implicit-over.ts';
import type { ParamBox, ParamRange } from './param-box.ts';
import { type JudgeAgent, proofOver } from './prove-over.ts';

/** Counted, so that the answer is the same on every machine. */
const MOST_JUDGEMENTS = 80;
/** Of a frontier that can be solved for no good each takes long. */
const MOST_SLOW_JUDGEMENTS = 11;
const MOST_PROOFS = 60;
const BOXES_FOR_PROOFS = 1500;
const STEPS = 8n;

/** A range, and the value that holds now. */
export interface ValuedRange extends ParamRange {
  readonly value: Rational;
}

/** What of the agent varies over a range, and what else it is at all the while. */
export interface Varied {
  readonly range: ValuedRange;
  readonly others: ReadonlyMap<string, Rational>;
  /** Draws of the members: whatever is proven is so for all of them. */
  readonly draws: ParamBox;
}

/**
 * Where the verdict changes over a param's range; proven, with a certificate that the independent checker accepts, or else
 * tested (with draws at their typical values). `judging` should give up soon: it is asked often. `fully` gives a certificate
 * too, and is asked at single values where a verdict stands alone.
 */
export function segmentsOver(
  agent: Agent,
  varied: Varied,
  judging: JudgeAgent,
  fully: JudgeAgent,
): readonly ParamSegment[] {
  const { range, others } = varied;
  const draws = varied.draws.map(({ name, from, to }) => ({ name, from, to }));
  const open = settleAgent({ ...agent, vary: [] }, others);
  const typical = new Map(draws.map((d) => [d.name, between(d.from, d.to)]));
  const at = (value: Rational): Agent => settleAgent(open, new Map([...typical, [range.name, value]]));
  const judged = upTo(isSlow(at(range.value)) ? MOST_SLOW_JUDGEMENTS : MOST_JUDGEMENTS, judging);
  const isRuled = judged(at(range.value)).verdict === byRules(at(range.value), judged);
  const judge = rememberingJudge((value) => (isRuled ? byRules(at(value), judged) : null) ?? judged(at(value)).verdict);
  const { from, to } = range;
  const values = valuesToTest(range.value, from, to, judge);
  const search: Search = {
    name: range.name,
    judge,
    proves: (verdict, a, b) =>
      proofOver(open, verdict, [{ name: range.name, from: a, to: b }, ...draws], search.work, judged),
    work: { boxes: 0, limit: BOXES_FOR_PROOFS, depth: 0 },
    proofs: 0,
  };
  const certificateAt = (value: Rational, verdict: ProvenVerdict): Certificate | null => {
    const settled = settleAgent(open, new Map([[range.name, value]]));
    if (draws.length > 0) {
      const proof = proofOver(settled, verdict, draws, search.work, judged);
      return proof && certified(settled, verdict, betweenEnds(draws), proof);
    }
    const { certificate, verdict: own } = fully(settled);
    return own === verdict && certificate && checkCertificate(certificate).valid ? certificate : null;
  };
  const cut = values.slice(1).flatMap((b, i) => changeBetween(judge, values[i] as Rational, b));
  const stretches = joined(withPoints(cut, judge)).flatMap((s) => refined(search, s, 0));
  return joined(withPoints(stretches, judge)).map((s) => {
    const { from: a, to: b, verdict } = s;
    const ends = { param: range.name, from: toDouble(a), to: toDouble(b), verdict };
    if (verdict === 'unknown') return { ...ends, proven: false };
    const proof = compare(a, b) === 0 ? null : proofOfAll(search, s);
    const over: ParamBox = [{ name: range.name, from: a, to: b }, ...draws];
    const certificate =
      compare(a, b) === 0 ? certificateAt(a, verdict) : proof && certified(open, verdict, betweenEnds(over), proof);
    return { ...ends, proven: certificate !== null, ...(certificate && { certificate }) };
  });
}

/** One proof of a stretch, by its parts; where two of them only meet, one across their joint is sought. */
function proofOfAll(search: Search, { verdict, proofs, proven }: Stretch): RangeProof | null {
  const [first, ...others] = proofs ?? [];
  if (!first || proven !== true) return null;
  if (others.length === 0) return first.proof;
  const parts = [first];
  for (const next of others) {
    const before = parts[parts.length - 1] as PartProof;
    if (compare(next.from, before.to) >= 0) {
      const reach = multiply(least(subtract(before.to, before.from), subtract(next.to, next.from)), rational(1n, 32n));
      const [from, to] = [subtract(before.to, reach), add(next.from, reach)];
      const proof = search.proves(verdict, from, to);
      if (!proof) return null;
      parts.push({ from, to, proof });
    }
    parts.push(next);
  }
  const written = parts.map(({ from, to, proof }) => ({ from: textOf(from), to: textOf(to), proof }));
  return { method: 'parts', name: search.name, parts: written };
}

function least(a: Rational, b: Rational): Rational {
  return compare(a, b) < 0 ? a : b;
}

/** After so many judgements nothing more is decided. */
function upTo(most: number, judge: JudgeAgent): JudgeAgent {
  let count = 0;
  return (agent) => (count++ < most ? judge(agent) : nothing([]));
}

/** Asked with all params at values: exponents must be known before a power can be undone. */
function isSlow({ frontier }: Agent): boolean {
  return frontier?.kind === 'implicit' && frontier.goods.length > 1 && solvedCurve(frontier, []) === null;
}

/** What the proof over ranges says of a single value, where it can without boxes: much faster than judging. */
function byRules(agent: Agent, judge: JudgeAgent): Verdict | null {
  const work: Work = { boxes: 0, limit: 0, depth: 0 };
  return CURVED.find((verdict) => proofOver(agent, verdict, [], work, judge)) ?? null;
}

const CURVED = ['concave', 'convex', 'linear'] as const;

function rememberingJudge(fresh: (value: Rational) => Verdict): Judge {
  const known = new Map<string, Verdict>();
  return (value) => {
    const key = `${value.numerator}/${value.denominator}`;
    const before = known.get(key);
    if (before) return before;
    const verdict = fresh(value);
    known.set(key, verdict);
    return verdict;
  };
}

/** The ends, the present value and an even grid; where nothing is decided at the first of them, no more. */
function valuesToTest(value: Rational, from: Rational, to: Rational, judge: Judge): readonly Rational[] {
  const within = (v: Rational): boolean => compare(from, v) <= 0 && compare(v, to) <= 0;
  const few = [from, between(from, to), to, value].filter(within);
  const some = few.some((v) => judge(v) !== 'unknown');
  const step = multiply(subtract(to, from), rational(1n, STEPS));
  const grid = Array.from({ length: Number(STEPS) + 1 }, (_, i) => add(from, multiply(step, rational(BigInt(i)))));
  const all = [...(some ? [...grid, value].filter(within) : few)].sort(compare);
  return all.filter((v, i) => i === 0 || compare(all[i - 1] as Rational, v) < 0);
}

interface Search {
  readonly name: string;
  readonly judge: Judge;
  readonly proves: (verdict: Verdict, a: Rational, b: Rational) => RangeProof | null;
  readonly work: Work;
  proofs: number;
}

const DEEPEST_SEARCH = 3;

/**
 * A stretch whose ends have one verdict: proven as a whole or by overlapping parts. Where it is not, values between are
 * tested, which finds a change that the grid has stepped over.
 */
function refined(search: Search, stretch: Stretch, depth: number): readonly Stretch[] {
  const { from, to, verdict } = stretch;
  if (verdict === 'unknown' || compare(from, to) === 0) return [stretch];
  const parts = new Cover(search, stretch);
  const stranger = parts.prove();
  if (stranger && depth < DEEPEST_SEARCH) {
    const cut = [...changeBetween(search.judge, from, stranger), ...changeBetween(search.judge, stranger, to)];
    return joined(withPoints(cut, search.judge)).flatMap((s) => refined(search, s, depth + 1));
  }
  return parts.result();
}

interface Part {
  readonly from: Rational;
  readonly to: Rational;
}

const DEEPEST_INSIDE = 5;
/** What is proven on no part of this level is hardly proven on smaller ones. */
const LEVELS_WITHOUT_ANY = 3;
const DEEPEST_AT_END = 26;

/** The parts of a stretch that are still to be proven, halved level by level; only parts at an end are halved far. */
class Cover {
  private readonly search: Search;
  private readonly stretch: Stretch;
  private open: readonly Part[];
  private readonly proofs: PartProof[] = [];

  constructor(search: Search, stretch: Stretch) {
    this.search = search;
    this.stretch = stretch;
    this.open = [stretch];
  }

  /** Proves what it can; returns a value at which the verdict is another one, if it meets one. */
  prove(): Rational | null {
    const { search, stretch } = this;
    for (let level = 0; this.open.length > 0 && level <= DEEPEST_AT_END; level++) {
      if (level > LEVELS_WITHOUT_ANY && this.proofs.length === 0) return null;
      const failed = this.open.filter((part) => !this.isProven(part));
      const stuck = level >= DEEPEST_INSIDE ? failed.filter((part) => !this.isAtEnd(part)) : [];
      this.open = failed;
      if (stuck.length > 0 || search.proofs >= MOST_PROOFS) return null;
      const next: Part[] = [];
      for (const part of failed) {
        const middle = between(part.from, part.to);
        const verdict = search.judge(middle);
        if (verdict !== stretch.verdict) return verdict === 'unknown' ? null : middle;
        next.push(...overlapping(part));
      }
      this.open = next;
    }
    return null;
  }

  private isProven({ from, to }: Part): boolean {
    this.search.proofs++;
    const proof = this.search.proofs <= MOST_PROOFS ? this.search.proves(this.stretch.verdict, from, to) : null;
    if (proof) this.proofs.push({ from, to, proof });
    return proof !== null;
  }

  private isAtEnd({ from, to }: Part): boolean {
    return compare(from, this.stretch.from) === 0 || compare(to, this.stretch.to) === 0;
  }

  /** Proven, or with narrow parts at its ends left open as unknown, or tested only. */
  result(): readonly Stretch[] {
    const { stretch, open } = this;
    const least = multiply(subtract(stretch.to, stretch.from), rational(1n, 2n ** 16n));
    const narrow = open.every((p) => this.isAtEnd(p) && compare(subtract(p.to, p.from), least) < 0);
    if (!narrow) return [{ ...stretch, proven: false }];
    const proofs = this.proofs.sort((a, b) => compare(a.from, b.from));
    const low = open.filter((p) => compare(p.from, stretch.from) === 0).at(-1);
    const high = open.find((p) => compare(p.to, stretch.to) === 0);
    const [from, to] = [low?.to ?? stretch.from, high?.from ?? stretch.to];
    return [
      ...(low ? [{ from: stretch.from, to: from, verdict: 'unknown' as const }] : []),
      { from, to, verdict: stretch.verdict, proven: true, proofs },
      ...(high ? [{ from: to, to: stretch.to, verdict: 'unknown' as const }] : []),
    ];
  }
}

function overlapping({ from, to }: Part): readonly Part[] {
  const length = subtract(to, from);
  const at = (n: bigint): Rational => add(from, multiply(length, rational(n, 32n)));
  return [
    { from, to: at(17n) },
    { from: at(15n), to },
  ];
}

/** A tested end whose verdict is neither that before it nor that after it stands alone. */
function withPoints(stretches: readonly Stretch[], judge: Judge): readonly Stretch[] {
  const result: Stretch[] = [];
  for (const s of stretches) {
    const last = result[result.length - 1];
    const own = compare(s.from, s.to) < 0 && s.verdict !== 'unknown' ? judge(s.from) : s.verdict;
    if (own !== s.verdict && own !== 'unknown' && own !== last?.verdict)
      result.push({ from: s.from, to: s.from, verdict: own });
    result.push(s);
  }
  const end = result[result.length - 1];
  const own = end && end.verdict !== 'unknown' ? judge(end.to) : null;
  if (end && own && own !== 'unknown' && own !== end.verdict && compare(end.from, end.to) < 0)
    result.push({ from: end.to, to: end.to, verdict: own });
  return result;
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = [];
  for (const s of stretches) {
    const last = result[result.length - 1];
    if (last && last.verdict === s.verdict)
      result[result.length - 1] = {
        ...last,
        to: s.to,
        proven: last.proven === true && s.proven === true,
        proofs: [...(last.proofs ?? []), ...(s.proofs ?? [])],
      };
    else result.push(s);
  }
  return result;
}
