import type { AgentCurvature, Analysis } from '../../analysis/analysis.ts';
import { paramSentences, witnessSentence } from '../../analysis/findings.ts';
import { clause } from '../../analysis/reason.ts';
import { amount, coordinates } from '../../analysis/words.ts';
import type { Certificate } from '../../curvature/certificate.ts';
import { checkCertificate } from '../../curvature/check-certificate.ts';
import type { FunctionJudgement, ParamSegment, Segment, Witness } from '../../curvature/verdict.ts';
import type { Look, Paint } from './paint.ts';
import { proofTree } from './proof-text.ts';
import { wrapped } from './table.ts';

const LOOKS: Readonly<Record<AgentCurvature['verdict'], Look>> = {
  concave: 'blue',
  linear: 'blue',
  convex: 'yellow',
  mixed: 'yellow',
  unknown: 'dim',
};

/** The verdict for every agent, in sentences; with `explain` the proof of each as a tree. Ends with a line feed. */
export function curvatureText({ curvature, params }: Analysis, paint: Paint, explain = false): string {
  const values = new Map(params.map(({ name, value }) => [name, value]));
  const blocks = curvature.map((row) => agentLines(row, values, paint, explain).join('\n'));
  return blocks.length === 0 ? 'No agents.\n' : `${blocks.join('\n\n')}\n`;
}

/** All about one agent's verdict, without colours: what `econ curvature --explain` prints, and what the editor opens. */
export function proofPage(row: AgentCurvature, values: ReadonlyMap<string, number>): string {
  return `${agentLines(row, values, (_, text) => text, true).join('\n')}\n`;
}

function agentLines(
  row: AgentCurvature,
  values: ReadonlyMap<string, number>,
  paint: Paint,
  explain: boolean,
): readonly string[] {
  const head = `${paint('bold', row.agent)}  ${verdictWords(row, paint)}  ${paint('dim', row.goods.join(', '))}`;
  const domain = row.domain.map(
    ({ good, from, to, inferred }) => `for ${good} in ${amount(from)}..${amount(to)}${inferred ? ' (inferred)' : ''}`,
  );
  const dominated = row.dominated.map(
    ({ good, from, to }) =>
      `not efficient for ${good} in ${amount(from)}..${amount(to)}: there is more of both elsewhere`,
  );
  const chords = row.witnesses.map((witness) => witnessSentence(row.agent, witness, row.relativeGaps === true));
  const ranges = row.byParam ? paramSentences(row.byParam, values) : [];
  const table = explain && row.byParam ? rangeLines(row.byParam, paint) : [];
  const said = shared(row, explain);
  const first = row.forEveryDraw ? said.slice(0, 1) : [];
  const own = [...domain, ...said.slice(first.length), ...dominated, ...chords];
  const typical = row.forEveryDraw && 0 < own.length ? ['of a member with draws in the middle of their ranges:'] : [];
  const sentences = [...first, ...typical, ...own, ...ranges].flatMap((sentence) => wrapped(sentence));
  return [head, ...sentences, ...table, ...(explain ? proof(row, paint) : [])];
}

/** The judgement of a bare function, as a function. Ends with a line feed. */
export function functionText(expression: string, judgement: FunctionJudgement, paint: Paint, explain = false): string {
  const head = `${paint('bold', expression)}  ${verdictWords(judgement, paint)}`;
  const chords = judgement.witnesses.map(functionChord);
  const lines = [...shared(judgement, explain), ...chords].flatMap((sentence) => wrapped(sentence));
  return `${[head, ...lines, ...(explain ? proof(judgement, paint) : [])].join('\n')}\n`;
}

type Judged = Pick<
  FunctionJudgement,
  'verdict' | 'strict' | 'segments' | 'inflections' | 'reason' | 'blame' | 'certificate'
>;

function verdictWords({ verdict, strict }: Judged, paint: Paint): string {
  return paint(LOOKS[verdict], `${strict && verdict !== 'linear' ? 'strictly ' : ''}${verdict}`);
}

function shared({ verdict, segments, inflections, reason, blame }: Judged, explain: boolean): readonly string[] {
  const because = reason === null ? [] : [`${verdict === 'unknown' ? 'not decided: ' : ''}${clause(reason)}`];
  const cause = blame ? [`from ${blame.cause}: ${blame.text}`] : [];
  const parts = segments.length < 2 && !explain ? [] : segments.map(segmentWords);
  const turns = inflections.map(({ variable, at }) => `turns at ${variable} = ${amount(at)}`);
  return [...because, ...cause, ...parts, ...turns];
}

function segmentWords({ variable, from, to, verdict }: Segment): string {
  return `${verdict} for ${variable} in ${amount(from)}..${amount(to)}`;
}

function functionChord({ p, q, mid, gap, shows }: Witness): string {
  const side = shows === 'not-concave' ? 'below' : 'above';
  return `between ${coordinates(p)} and ${coordinates(q)} it lies ${side} its chord: by ${amount(gap)} at ${coordinates(mid)}`;
}

/** The proof, and what the checker that shares nothing with the prover says of it. */
function proof({ certificate, verdict }: Judged, paint: Paint): readonly string[] {
  if (certificate === null) return verdict === 'unknown' ? [] : ['  there is no certificate to check'];
  return checkedProof(certificate, paint);
}

function checkedProof(certificate: Certificate, paint: Paint): readonly string[] {
  const checked = checkCertificate(certificate);
  const answer = checked.valid ? paint('green', 'yes') : paint('red', `no (${checked.why})`);
  return [...proofTree(certificate, paint), `  checked by the independent checker: ${answer}`];
}

/** Where over the ranges of params and draws the verdict changes, one stretch a line. */
function rangeLines(byParam: readonly ParamSegment[], paint: Paint): readonly string[] {
  return [...new Set(byParam.map(({ param }) => param))].flatMap((param) => {
    const own = byParam.filter((segment) => segment.param === param);
    const lines = own.flatMap(({ from, to, verdict, proven, certificate }) => {
      const place = from === to ? `at ${param} = ${amount(from)}` : `for ${param} in ${amount(from)}..${amount(to)}`;
      const how =
        verdict === 'unknown' ? '' : proven === false ? ' at every value tested' : ', proven at every value between';
      const proof = certificate ? checkedProof(certificate, paint).map((line) => `    ${line}`) : [];
      return [`    ${place}: ${verdict}${from === to ? '' : how}`, ...proof];
    });
    return [`  by ${param}`, ...lines];
  });
}
