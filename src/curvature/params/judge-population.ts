import { extremesOf, reachOf, type SettledDraw, settledDraw } from '../../economy/draws.ts';
import type { Agent, Draw } from '../../economy/economy.ts';
import type { Finding } from '../../economy/finding.ts';
import { settleAgent } from '../../economy/settle.ts';
import {
  add,
  compare,
  fromDouble,
  multiply,
  type Rational,
  rational,
  subtract,
  toDouble,
  ZERO,
} from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import type { Certificate, ProvenVerdict, RangeProof, Values } from '../certificate.ts';
import { textOf } from '../encoded-expression.ts';
import { failure, shown } from '../frontier/outcome.ts';
import type { FrontierJudgement, Verdict } from '../verdict.ts';
import { certified } from './certified.ts';
import { halves, type ParamBox } from './param-box.ts';
import { type JudgeAgent, proofOver } from './prove-over.ts';

/** What all members may draw of one name: an interval, or separate values. */
export interface DrawRange {
  readonly name: string;
  readonly draw: SettledDraw;
  readonly origin: Draw['origin'];
  readonly from: Rational;
  readonly to: Rational;
  readonly typical: Rational;
  /** Every value that can be drawn, where they are separate. */
  readonly values: readonly Rational[] | null;
}

const MOST_MEMBERS_DRAWN = 20_000;
const MOST_COMBINATIONS = 64;
const BOXES_FOR_PROOFS = 6000;
const DEEPEST = 5;

/**
 * Judges a population whose members differ: the verdict holds for every draw, with all draws as intervals at once (choices
 * one by one); where it does not, or is not proven, it is unknown, and the reason says which draws differ. Shape, segments
 * and chords are those of a member with typical draws.
 */
export function judgePopulation(agent: Agent, judge: JudgeAgent, quickly: JudgeAgent): FrontierJudgement {
  const ranges = rangesOf(agent);
  if (!ranges) return withoutRange(agent);
  const plain: Agent = { ...agent, vary: [] };
  const typical = judge(settleAgent(plain, typicalOf(ranges)));
  const voided = voidDraw(plain, ranges, quickly);
  if (voided) return { ...undecided(typical), shape: null, reason: voided.message, findings: [voided] };
  if (typical.verdict === 'unknown') return { ...typical, certificate: null };
  const other = differences(plain, ranges, typical.verdict, quickly);
  const said = rangeWords(ranges, agent.count);
  if (other) return { ...undecided(typical), reason: `its members differ, ${other}` };
  const certificate = certificateForAll(plain, ranges, typical.verdict, judge, quickly);
  const everyDraw = { strict: null, certificate, reason: `${typical.verdict} for every draw of ${said}` };
  if (certificate) return { ...typical, ...everyDraw };
  const tested = `${typical.verdict} at all draws tested of ${said}, but not proven for those between`;
  return { ...undecided(typical), reason: tested };
}

function undecided(typical: FrontierJudgement): FrontierJudgement {
  return { ...typical, verdict: 'unknown', strict: null, certificate: null, blame: null };
}

/** The ranges of a settled agent's draws; null where one cannot be drawn. */
export function rangesOf(agent: Agent): readonly DrawRange[] | null {
  const ranges = (agent.vary ?? []).map((each) => {
    const draw = settledDraw(each);
    return draw && rangeOf(draw, agent, each.origin);
  });
  return ranges.every((r) => r !== null) ? ranges : null;
}

function withoutRange(agent: Agent): FrontierJudgement {
  const wrong = agent.vary?.find((each) => rangesOf({ ...agent, vary: [each] }) === null);
  const message = `${written(wrong?.name ?? 'A draw')} cannot be drawn: the low end must be below the high end, and a spread 0 or more.`;
  return failure([], 'bad-data', message, wrong?.origin ?? agent.origin);
}

function rangeOf(draw: SettledDraw, agent: Agent, origin: Draw['origin']): DrawRange | null {
  const [first, second] = draw.parameters;
  if (!first) return null;
  const own = { name: draw.name, draw, origin };
  switch (draw.distribution) {
    case 'choice': {
      const values = [...draw.parameters].sort(compare);
      return { ...own, from: values[0] as Rational, to: values.at(-1) as Rational, typical: first, values };
    }
    case 'uniform':
      if (!second || compare(first, second) >= 0) return null;
      return { ...own, from: first, to: second, typical: halfway(first, second), values: null };
    default: {
      if (!second || second.numerator < 0n) return null;
      const [low, high] = reach(draw, agent);
      if (low === high) {
        const only = fromDouble(low);
        return { ...own, from: only, to: only, typical: only, values: [only] };
      }
      const [from, to] = roundedOutward(low, high);
      return { ...own, from, to, typical: halfway(from, to), values: null };
    }
  }
}

/** The least and greatest draw: of all members, or, of very many, of any member there could be. */
function reach(draw: SettledDraw, agent: Agent): readonly [number, number] {
  return agent.count <= MOST_MEMBERS_DRAWN ? extremesOf(draw, agent.name, agent.count) : reachOf(draw);
}

function halfway(a: Rational, b: Rational): Rational {
  return multiply(add(a, b), rational(1n, 2n));
}

/** To whole multiples of about a thousandth of the range: what holds there holds within, and short numbers are proven fast. */
function roundedOutward(low: number, high: number): readonly [Rational, Rational] {
  const step = 2 ** Math.floor(Math.log2((high - low) / 1000));
  // Strictly beyond: what is proven holds inside.
  const [from, to] = [(Math.ceil(low / step) - 1) * step, (Math.floor(high / step) + 1) * step];
  // Positive draws stay so.
  return [0 < low && from <= 0 ? ZERO : fromDouble(from), fromDouble(to)];
}

function typicalOf(ranges: readonly DrawRange[]): ReadonlyMap<string, Rational> {
  return new Map(ranges.map((r) => [r.name, r.typical]));
}

/** Without what tells a draw from a param of its name. */
function written(name: string): string {
  return name.replace(/ \(draw\)$/, '');
}

/** "a in 0.8..1.2 and b in 1, 2 or 4". */
function rangeWords(ranges: readonly DrawRange[], count: number): string {
  const each = ranges.map(({ name, from, to, values, draw }) => {
    if (values) return `${written(name)} among ${values.map((v) => shown(toDouble(v))).join(', ')}`;
    const ends = `${written(name)} in ${shown(toDouble(from))}..${shown(toDouble(to))}`;
    return draw.distribution === 'uniform'
      ? ends
      : `${ends} (all that members ${count <= MOST_MEMBERS_DRAWN ? '' : 'can '}draw)`;
  });
  return each.join(' and ');
}

/** Draws that void the frontier: the extremes that members really draw, one name at a time. */
function voidDraw(plain: Agent, ranges: readonly DrawRange[], judge: JudgeAgent): Finding | null {
  const members = Math.min(plain.count, MOST_MEMBERS_DRAWN);
  for (const range of ranges) {
    const drawn = range.values ?? extremesOf(range.draw, plain.name, members).map(fromDouble);
    for (const value of drawn) {
      const values = new Map([...typicalOf(ranges), [range.name, value]]);
      const error = judge(settleAgent(plain, values)).findings.find((f) => f.severity === 'error');
      if (!error) continue;
      const message = `A member draws ${written(range.name)} = ${shown(toDouble(value))}, which leaves no frontier: ${error.message}`;
      return { code: 'bad-data', severity: 'error', message, origin: range.origin };
    }
  }
  return null;
}

/** "convex at k = 0.8, concave at k = 1.2": the first draw whose values do not all have one verdict. */
function differences(plain: Agent, ranges: readonly DrawRange[], verdict: Verdict, judge: JudgeAgent): string | null {
  for (const { name, from, to, typical, values } of ranges) {
    const found = (values ?? inside(from, to)).map((value) => {
      const settled = settleAgent(plain, new Map([...typicalOf(ranges), [name, value]]));
      return { value, verdict: judge(settled).verdict };
    });
    const known = [{ value: typical, verdict }, ...found].filter((f) => f.verdict !== 'unknown');
    const kinds = new Map(known.map((f) => [f.verdict, f.value]));
    if (kinds.size < 2) continue;
    // What is straight in passing from one bend to the other says less than the two.
    if (kinds.size > 2) kinds.delete('linear');
    const telling = [...kinds].sort((a, b) => compare(a[1], b[1]));
    return telling.map(([kind, value]) => `${kind} at ${written(name)} = ${shown(toDouble(value))}`).join(', ');
  }
  return null;
}

/** Within: a uniform draw never is its end. */
function inside(from: Rational, to: Rational): readonly Rational[] {
  const length = subtract(to, from);
  return [1n, 8n, 16n, 32n, 48n, 56n, 63n].map((n) => add(from, multiply(length, rational(n, 64n))));
}

/** One that the independent checker accepts, or null. */
function certificateForAll(
  plain: Agent,
  ranges: readonly DrawRange[],
  verdict: ProvenVerdict,
  judge: JudgeAgent,
  quickly: JudgeAgent,
): Certificate | null {
  const combinations = ranges.reduce((n, { values }) => n * (values?.length ?? 1), 1);
  if (combinations > MOST_COMBINATIONS) return null;
  const work: Work = { boxes: 0, limit: BOXES_FOR_PROOFS, depth: 0 };
  const proof = proofForEach(plain, ranges, { verdict, judge, quickly, work });
  if (!proof) return null;
  return certified(plain, verdict, Object.fromEntries(ranges.map((r) => [r.name, valuesOf(r)])), proof);
}

function valuesOf({ from, to, values }: DrawRange): Values {
  return values ? { among: values.map(textOf) } : { between: [textOf(from), textOf(to)] };
}

interface Proving {
  readonly verdict: ProvenVerdict;
  readonly judge: JudgeAgent;
  readonly quickly: JudgeAgent;
  readonly work: Work;
}

/** Separate values one by one, then all intervals at once. */
function proofForEach(agent: Agent, ranges: readonly DrawRange[], proving: Proving): RangeProof | null {
  const separate = ranges.find((r) => r.values);
  if (!separate?.values) {
    const open: ParamBox = ranges.map(({ name, from, to }) => ({ name, from, to }));
    return open.length === 0 ? proofOfOne(agent, proving) : proofByParts(agent, open, proving, DEEPEST);
  }
  const { name, values } = separate;
  const others = ranges.filter((r) => r !== separate);
  const cases = [];
  for (const value of values) {
    const proof = proofForEach(settleAgent(agent, new Map([[name, value]])), others, proving);
    if (!proof) return null;
    cases.push({ value: textOf(value), proof });
  }
  return { method: 'each', name, cases };
}

function proofOfOne(agent: Agent, { verdict, judge }: Proving): RangeProof | null {
  const { certificate, verdict: own } = judge(agent);
  return certificate && own === verdict ? { method: 'single', certificate } : null;
}

function proofByParts(agent: Agent, box: ParamBox, proving: Proving, depth: number): RangeProof | null {
  const { verdict, quickly, work } = proving;
  const whole = proofOver(agent, verdict, box, work, quickly);
  if (whole || depth === 0 || work.boxes > work.limit) return whole;
  const index = depth % box.length;
  const parts = [];
  for (const half of halves(box, index)) {
    const proof = proofByParts(agent, half, proving, depth - 1);
    const { from, to } = half[index] as ParamBox[number];
    if (!proof) return null;
    parts.push({ from: textOf(from), to: textOf(to), proof });
  }
  return { method: 'parts', name: (box[index] as ParamBox[number]).name, parts };
}
