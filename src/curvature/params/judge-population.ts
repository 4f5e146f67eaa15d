import type { Agent, MemberColumn } from '../../economy/economy.ts';
import type { Finding } from '../../economy/finding.ts';
import { memberAgent, memberColumns, memberName, tooManyMembers } from '../../economy/members.ts';
import { settleAgent } from '../../economy/settle.ts';
import { add, compare, multiply, type Rational, rational, subtract, toDouble } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import type { Certificate, ProvenVerdict, RangeProof, Values } from '../certificate.ts';
import { textOf } from '../encoded-expression.ts';
import { failure, nothing, shown } from '../frontier/outcome.ts';
import type { Family } from '../population/family.ts';
import { verdictOfFamily } from '../population/family-verdict.ts';
import { familyWhenAsked } from '../population/when-asked.ts';
import type { FrontierJudgement, Verdict } from '../verdict.ts';
import { certified } from './certified.ts';
import { type MemberRange, MOST_MEMBERS_DRAWN, rangesOf, rangeWords, typicalOf, written } from './member-ranges.ts';
import { halves, type ParamBox } from './param-box.ts';
import { type JudgeAgent, proofOver } from './prove-over.ts';
import { voidMember } from './void-member.ts';

const MOST_COMBINATIONS = 64;
const BOXES_FOR_PROOFS = 6000;
const DEEPEST = 5;
/** So few members are judged one by one. */
const FEW_MEMBERS = 40;
/** Of more members no one is looked at while a text is typed: what is then proven is so of all that could be drawn. */
const MOST_LOOKED_AT = 1_000_000;

/**
 * Judges a population whose members differ: the verdict holds for every draw and row, with all of them as intervals at once
 * (separate values one by one), or for the members there are, in cells; where it does not, or is not proven, it is unknown,
 * and the reason says which members differ. Shape, segments and chords are those of a typical member; `family` is what is
 * proven of all of them.
 */
export function judgePopulation(agent: Agent, judge: JudgeAgent, quickly: JudgeAgent): FrontierJudgement {
  const many = tooManyMembers(agent);
  if (many) return { ...nothing([]), reason: many.message, findings: [many] };
  const ranges = rangesOf(agent);
  if (!ranges) return withoutRange(agent);
  const columns = agent.count <= MOST_MEMBERS_DRAWN || agent.rows ? memberColumns(agent) : null;
  const family = familyWhenAsked(agent, columns);
  const typical = { ...typicalMember(agent, ranges, columns, judge), family };
  const voided = columns && !isRefused(typical) ? voidMember(agent, columns, quickly) : null;
  if (voided) return refused(typical, voided);
  const found =
    typical.verdict === 'unknown'
      ? { ...typical, certificate: null }
      : forAll({ agent, plain: plainly(agent), ranges, columns, judge, quickly }, typical, typical.verdict, family);
  if (columns || found.certificate || agent.count > MOST_LOOKED_AT) return found;
  // Without a proof for all that could be drawn, the numbers of very many members are looked at after all.
  const late = voidMember(agent, memberColumns(agent) ?? [], quickly);
  return late ? refused(typical, late) : found;
}

function refused(typical: FrontierJudgement, finding: Finding): FrontierJudgement {
  return { ...undecided(typical), shape: null, reason: finding.message, findings: [finding] };
}

interface Members {
  readonly agent: Agent;
  /** Without what its members differ in. */
  readonly plain: Agent;
  readonly ranges: readonly MemberRange[];
  readonly columns: readonly MemberColumn[] | null;
  readonly judge: JudgeAgent;
  readonly quickly: JudgeAgent;
}

/** The verdict of a typical member, if it is that of all: by a certificate for all values, or for the members there are. */
function forAll(
  members: Members,
  typical: FrontierJudgement,
  verdict: ProvenVerdict,
  family: () => Family | null,
): FrontierJudgement {
  const { agent, ranges, columns } = members;
  const said = rangeWords(ranges, agent);
  const other = agent.rows ? rowsThatDiffer(members, verdict) : differences(members, verdict);
  const certificate = other ? null : certificateForAll(members, verdict);
  const proven = { ...typical, strict: null, certificate };
  if (certificate) return { ...proven, reason: `${verdict} for every ${said}` };
  const few = columns && agent.count <= FEW_MEMBERS ? judgedSingly(members, columns) : null;
  const all = few ? few.verdict : agent.count <= MOST_LOOKED_AT ? verdictOfFamily(family()) : 'unknown';
  if (all !== 'unknown') return { ...proven, verdict: all, reason: `${all} for each of the ${agent.count} members` };
  const differ = few?.differ ?? other;
  if (differ) return { ...undecided(typical), reason: `its members differ, ${differ}` };
  const tested = `${verdict} for every ${said} that was tested, but not proven for those between`;
  return { ...undecided(typical), reason: tested };
}

function undecided(typical: FrontierJudgement): FrontierJudgement {
  return { ...typical, verdict: 'unknown', strict: null, certificate: null, blame: null };
}

function plainly({ vary: _vary, rows: _rows, ...plain }: Agent): Agent {
  return plain;
}

function withoutRange(agent: Agent): FrontierJudgement {
  const wrong = agent.vary?.find((each) => rangesOf({ ...plainly(agent), vary: [each] }) === null);
  if (!wrong) return { ...nothing([]), reason: 'A number of a member could not be read.' };
  const message = `${written(wrong.name)} cannot be drawn: the low end must be below the high end, and a spread 0 or more.`;
  return failure([], 'bad-data', message, wrong.origin);
}

function isRefused({ findings }: FrontierJudgement): boolean {
  return findings.some((f) => f.severity === 'error');
}

const SPREAD = [0, 0.25, 0.75, 1];

/** Of tables a row in the middle; else one that draws the middle of each range, or, where that has no frontier, one that has. */
function typicalMember(
  agent: Agent,
  ranges: readonly MemberRange[],
  columns: readonly MemberColumn[] | null,
  judge: JudgeAgent,
): FrontierJudgement {
  const at = (member: number): Agent => memberAgent(agent, columns ?? [], member);
  const isTable = agent.rows && columns;
  const middle = judge(isTable ? at(agent.count >> 1) : settleAgent(plainly(agent), typicalOf(ranges)));
  if (!columns || !isRefused(middle)) return middle;
  // What is wrong for all of them is wrong with the frontier, not with their numbers.
  for (const share of SPREAD) {
    const other = judge(at(Math.round(share * (agent.count - 1))));
    if (!isRefused(other)) return other;
  }
  return middle;
}

interface Singly {
  readonly verdict: Verdict;
  /** "convex for North, concave for South". */
  readonly differ: string | null;
}

/** Few members, each by its own proof. */
function judgedSingly({ agent, quickly }: Members, columns: readonly MemberColumn[], some?: readonly number[]): Singly {
  const first = new Map<Verdict, number>();
  for (const member of some ?? Array.from({ length: agent.count }, (_, i) => i)) {
    const { verdict } = quickly(memberAgent(agent, columns, member));
    if (!first.has(verdict)) first.set(verdict, member);
  }
  const known = [...first].filter(([verdict]) => verdict !== 'unknown');
  if (first.size === 1) return { verdict: known[0]?.[0] ?? 'unknown', differ: null };
  if (known.length < 2) return { verdict: 'unknown', differ: null };
  return { verdict: 'unknown', differ: known.map(([v, member]) => `${v} for ${memberName(agent, member)}`).join(', ') };
}

/** Of a table the rows with the least and the most of each column. */
function rowsThatDiffer(members: Members, verdict: ProvenVerdict): string | null {
  const { agent, columns } = members;
  if (!columns) return null;
  const some = columns.flatMap(({ values }) => [0, 1].map((k) => extremeRow(values, k === 1)));
  const { differ, verdict: found } = judgedSingly(members, columns, [...new Set([agent.count >> 1, ...some])]);
  return differ ?? (found === verdict || found === 'unknown' ? null : `${found} for some`);
}

function extremeRow(values: Float64Array, most: boolean): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    const [v, b] = [values[i] as number, values[best] as number];
    if (most ? v > b : v < b) best = i;
  }
  return best;
}

/** "convex at k = 0.8, concave at k = 1.2": the first draw whose values do not all have one verdict. */
function differences({ plain, ranges, quickly }: Members, verdict: Verdict): string | null {
  for (const { name, from, to, typical, values } of ranges) {
    const found = (values ?? inside(from, to)).map((value) => {
      const settled = settleAgent(plain, new Map([...typicalOf(ranges), [name, value]]));
      return { value, verdict: quickly(settled).verdict };
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
function certificateForAll({ plain, ranges, judge, quickly }: Members, verdict: ProvenVerdict): Certificate | null {
  const combinations = ranges.reduce((n, { values }) => n * (values?.length ?? 1), 1);
  if (combinations > MOST_COMBINATIONS) return null;
  const work: Work = { boxes: 0, limit: BOXES_FOR_PROOFS, depth: 0 };
  const proof = proofForEach(plain, ranges, { verdict, judge, quickly, work });
  if (!proof) return null;
  return certified(plain, verdict, Object.fromEntries(ranges.map((r) => [r.name, valuesOf(r)])), proof);
}

function valuesOf({ from, to, values }: MemberRange): Values {
  return values ? { among: values.map(textOf) } : { between: [textOf(from), textOf(to)] };
}

interface Proving {
  readonly verdict: ProvenVerdict;
  readonly judge: JudgeAgent;
  readonly quickly: JudgeAgent;
  readonly work: Work;
}

/** Separate values one by one, then all intervals at once. */
function proofForEach(agent: Agent, ranges: readonly MemberRange[], proving: Proving): RangeProof | null {
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
