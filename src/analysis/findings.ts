import type { FrontierJudgement, ParamSegment } from '../curvature/verdict.ts';
import type { Agent, Economy } from '../economy/economy.ts';
import type { Finding } from '../economy/finding.ts';
import { membersDiffer } from '../economy/members.ts';
import { toDouble } from '../math/rational/rational.ts';
import type { PerGood, Solution } from '../solver/solution.ts';
import { clause } from './reason.ts';
import { amount, amounts, capital, list } from './words.ts';

/** The warnings that a proven curvature deserves; `assert X is convex` (or mixed) acknowledges and so silences them. */
export function curvatureFindings(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  byParam: ReadonlyMap<string, readonly ParamSegment[] | null>,
): readonly Finding[] {
  const values = new Map(economy.params.map(({ name, value }) => [name, toDouble(value)]));
  return economy.agents.flatMap((agent) => {
    const judgement = judgements.get(agent.name);
    // Without a frontier there is nothing to prove: a finding of the language says what is missing.
    if (!judgement || agent.frontier === null || acknowledged(economy, agent, judgement)) return [];
    const finding = curvatureFinding(agent, judgement, paramSentences(byParam.get(agent.name) ?? [], values));
    return finding ? [finding] : [];
  });
}

function acknowledged(economy: Economy, agent: Agent, { verdict }: FrontierJudgement): boolean {
  return economy.assertions.some(
    (assertion) => assertion.kind === 'curvature' && assertion.agent === agent.name && assertion.curvature === verdict,
  );
}

function curvatureFinding(agent: Agent, judgement: FrontierJudgement, byParam: readonly string[]): Finding | null {
  const origin = agent.frontier?.origin ?? agent.origin;
  const place = { origin, related: relatedOf(agent, judgement, origin), data: { agent: agent.name } };
  const ranges = byParam.map((sentence) => ` ${sentence}`).join('');
  switch (judgement.verdict) {
    case 'convex':
      return {
        code: 'convex-frontier',
        severity: 'warning',
        message: `The frontier of ${agent.name} is convex (bowed inward)${drawsOf(agent, judgement)}: its members will specialise, and prices diverge.${causeOf(judgement)}${ranges}`,
        ...place,
      };
    case 'mixed':
      return {
        code: 'mixed-frontier',
        severity: 'warning',
        message: `The frontier of ${agent.name} is neither concave nor convex${drawsOf(agent, judgement)}: ${membersDiffer(agent) ? 'one in the middle of them is ' : ''}${segmentWords(judgement)}.${causeOf(judgement)}${ranges}`,
        ...place,
      };
    case 'unknown':
      return judgement.shape === null && judgement.findings.length !== 0
        ? null
        : {
            code: 'unproven-curvature',
            severity: 'information',
            message: `The curvature of ${agent.name} is not proven: ${clause(judgement.reason ?? 'no rule applies')}.`,
            origin,
            data: { agent: agent.name },
          };
    default:
      return null;
  }
}

/** " for every draw of a in 0.8..1.2", where members differ. */
function drawsOf({ vary }: Agent, { verdict, reason }: FrontierJudgement): string {
  return vary && 0 < vary.length && reason?.startsWith(`${verdict} `) ? reason.slice(verdict.length) : '';
}

function causeOf({ blame }: FrontierJudgement): string {
  return blame ? ` It comes from ${blame.cause}: ${blame.text}.` : '';
}

function segmentWords({ segments }: FrontierJudgement): string {
  const words = segments.map(
    ({ variable, from, to, verdict }) => `${verdict} for ${variable} in ${amount(from)}..${amount(to)}`,
  );
  return words.length === 0 ? 'it bends both ways' : list(words);
}

/**
 * "Convex here (k = 0.6); concave from k = 1.": a sentence for each param whose range changes the verdict, given the
 * params' present values. A single value at which both neighbours meet (linear at k = 1) goes without saying, but where
 * all else is alike it is what changes.
 */
export function paramSentences(
  byParam: readonly ParamSegment[],
  values: ReadonlyMap<string, number>,
): readonly string[] {
  return [...new Set(byParam.map(({ param }) => param))].flatMap((param) => {
    const segments = byParam.filter((segment) => segment.param === param);
    const value = values.get(param);
    const holding = segments.filter(({ from, to }) => value !== undefined && from <= value && value <= to);
    const here = holding.find(({ from, to }) => from === to) ?? holding[0];
    if (value === undefined || !here || segments.length < 2) return [];
    const others = segments.filter((segment) => segment !== here && segment.from < segment.to);
    const single = segments.filter(({ from, to }) => from === to && from !== value);
    const changes =
      0 < others.length ? others.map((segment) => changeWords(segment, param, value)) : single.map(atWords);
    if (changes.length === 0) return [];
    return [`${capital(here.verdict)} here (${param} = ${amount(value)}); ${changes.join('; ')}.`];
  });
}

function atWords({ param, from, verdict }: ParamSegment): string {
  return `${verdict} at ${param} = ${amount(from)}`;
}

function changeWords({ from, to, verdict, proven }: ParamSegment, param: string, value: number): string {
  if (proven === false && verdict !== 'unknown')
    return `${verdict} at every value tested from ${param} = ${amount(from)} to ${amount(to)}`;
  return value <= from ? `${verdict} from ${param} = ${amount(from)}` : `${verdict} up to ${param} = ${amount(to)}`;
}

/** Jensen's chords, each as a sentence where the blamed sub-expression or the frontier stands. */
function relatedOf(agent: Agent, judgement: FrontierJudgement, origin: number): Finding['related'] {
  const where = judgement.blame?.origin ?? origin;
  return judgement.witnesses.map((witness) => ({
    message: witnessSentence(agent.name, witness, relativeGaps(agent)),
    origin: where,
  }));
}

/** Whether the gaps of an agent's chords are shares of what is made, not amounts of a good. */
export function relativeGaps({ frontier }: Agent): boolean {
  return frontier?.kind === 'implicit';
}

/** A Jensen chord in a sentence: two points, their average, and on which side of the frontier that lies. */
export function witnessSentence(
  agent: string,
  witness: FrontierJudgement['witnesses'][number],
  relative: boolean,
): string {
  const [p, q, mid] = [witness.p, witness.q, witness.mid].map((point: PerGood<number>) => amounts(point));
  const by = relative ? `${amount(100 * gain(witness))} %` : amount(witness.gap);
  return witness.shows === 'not-concave'
    ? `Two of ${agent} apart, one at ${p} and one at ${q}, average ${mid}: more than two together can make (by ${by}).`
    : `Two of ${agent} together make more than two apart, one at ${p} and one at ${q}, whose average ${mid} falls short (by ${by}).`;
}

/** How much more the better way makes: with s·mid on the frontier and gap |1 − s| it is 1/s − 1 apart, s − 1 together. */
function gain({ gap, shows }: FrontierJudgement['witnesses'][number]): number {
  return shows === 'not-concave' ? gap / (1 - gap) : gap;
}

/** The assertions that do not hold. Where nothing could be solved only those about curvature can be judged. */
export function failedAssertions(economy: Economy, solution: Solution): readonly Finding[] {
  return economy.assertions.flatMap((assertion, index): readonly Finding[] => {
    const outcome = solution.asserts[index];
    if (!outcome || outcome.holds || (solution.totals === null && assertion.kind !== 'curvature')) return [];
    const found = outcome.value === '' ? '' : ` Found: ${outcome.value}.`;
    const message = `The assertion “${assertion.text}” does not hold.${found}`;
    return [{ code: 'failed-assertion', severity: 'error', message, origin: assertion.origin }];
  });
}

/** Each finding once, in the order of the first of them: code and place tell them apart, one of the whole file its code. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, origin }) => {
    const key = code === 'no-objective' ? code : `${code} ${origin}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
