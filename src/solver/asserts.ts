import type { FrontierJudgement } from '../curvature/verdict.ts';
import type { Assertion, Economy, Measure } from '../economy/economy.ts';
import { assertNever } from '../math/expression/assert-never.ts';
import { compileCondition } from '../math/expression/compile.ts';
import { madeFrom } from './kinds/mix.ts';
import type { AssertOutcome, KindOutcome, Solution } from './solution.ts';

type Solved = Pick<Solution, 'onePrice' | 'pricesDiverge' | 'agents' | 'totals' | 'prices' | 'dualPrices'>;

/** Every assertion with whether it holds and what was found; what is not solved does not hold, and says so. */
export function assertOutcomes(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  solved: Solved | null,
): readonly AssertOutcome[] {
  return economy.assertions.map((assertion) => {
    const outcome = judge(assertion, judgements, solved);
    return { text: assertion.text, ...outcome };
  });
}

type Outcome = Omit<AssertOutcome, 'text'>;

const unsolved: Outcome = { holds: false, value: 'not solved' };

function judge(
  assertion: Assertion,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  solved: Solved | null,
): Outcome {
  switch (assertion.kind) {
    case 'curvature':
      return curvature(assertion, judgements.get(assertion.agent));
    case 'one-price':
      return solved?.onePrice == null ? unsolved : { holds: solved.onePrice.holds, value: onePriceWords(solved) };
    case 'prices-diverge':
      return solved === null ? unsolved : { holds: solved.pricesDiverge, value: divergeWords(solved) };
    case 'specializes':
    case 'mixes':
      return specialisation(assertion, solved);
    case 'condition':
      return condition(assertion, solved);
    default:
      return assertNever(assertion);
  }
}

function curvature(
  { curvature: wanted }: Extract<Assertion, { kind: 'curvature' }>,
  judgement: FrontierJudgement | undefined,
): Outcome {
  if (judgement === undefined) return { holds: false, value: 'not judged' };
  const { verdict, reason } = judgement;
  const linearToo = verdict === 'linear' && (wanted === 'concave' || wanted === 'convex');
  const value = verdict === 'unknown' ? `not proved: ${reason ?? 'no rule decides it'}` : verdict;
  return { holds: verdict === wanted || linearToo, value };
}

function onePriceWords({ onePrice }: Solved): string {
  if (onePrice === null) return 'not solved';
  const bound = onePrice.atBound === 1 ? '1 member is at a bound' : `${onePrice.atBound} members are at a bound`;
  const percent = Math.expm1(onePrice.spread ?? 0) * 100;
  const differ =
    onePrice.interior < 2
      ? ''
      : percent < 1e-7
        ? ', own trade-offs inside are equal'
        : `, own trade-offs inside spread by ${rounded(percent)} %`;
  return `${onePrice.holds ? 'one price supports every member' : 'no one price'}: ${onePrice.interior} inside, ${bound}${differ}`;
}

function divergeWords(solved: Solved): string {
  if (solved.pricesDiverge) return 'specialists at a bound, whose own trade-offs differ';
  return solved.onePrice?.atBound === 0
    ? 'no member is at a bound'
    : 'own trade-offs do not differ between members with convex or mixed frontiers';
}

function specialisation(
  assertion: Extract<Assertion, { kind: 'specializes' | 'mixes' }>,
  solved: Solved | null,
): Outcome {
  const agent = solved?.agents.find((outcome) => outcome.agent === assertion.agent);
  if (agent === undefined) return unsolved;
  const made = (kind: KindOutcome) => Object.values(kind.mix ?? {}).filter((share) => share > madeFrom).length;
  const holds = agent.kinds.every((kind) => (assertion.kind === 'specializes' ? made(kind) === 1 : made(kind) >= 2));
  return { holds: holds && agent.kinds.length > 0, value: kindWords(agent.kinds) };
}

/** "2 kinds: 5 wood, 4 leaves". */
function kindWords(kinds: readonly KindOutcome[]): string {
  const list = kinds.map(({ label, count }) => `${count} ${label}`).join(', ');
  return `${kinds.length} ${kinds.length === 1 ? 'kind' : 'kinds'}: ${list}`;
}

function condition(assertion: Extract<Assertion, { kind: 'condition' }>, solved: Solved | null): Outcome {
  const measured = assertion.measures.map((measure) => ({ measure, value: measured1(measure, solved) }));
  if (measured.some(({ value }) => value === null)) return unsolved;
  const names = measured.map((_, k) => `#${k}`);
  const holds = compileCondition(assertion.condition, names)(measured.map(({ value }) => value ?? Number.NaN));
  const words = measured.map(({ measure, value }) => measureWords(measure, value ?? Number.NaN, solved));
  return { holds, value: [...new Set(words)].join(', ') };
}

function measured1({ measure, of }: Measure, solved: Solved | null): number | null {
  if (solved === null) return null;
  switch (measure) {
    case 'kinds':
      return solved.agents.find(({ agent }) => agent === of)?.kinds.length ?? null;
    case 'total':
      return solved.totals?.[of] ?? null;
    case 'price':
      return (solved.prices ?? solved.dualPrices)?.[of] ?? null;
    default:
      return assertNever(measure);
  }
}

function measureWords({ measure, of }: Measure, value: number, solved: Solved | null): string {
  const kinds = solved?.agents.find(({ agent }) => agent === of)?.kinds ?? [];
  return measure === 'kinds' ? kindWords(kinds) : `${measure}(${of}) = ${rounded(value)}`;
}

const rounded = (value: number): string => String(Number(value.toPrecision(6)));
