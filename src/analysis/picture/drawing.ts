import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Agent, Economy } from '../../economy/economy.ts';
import type { KindOutcome, PerGood, Solution } from '../../solver/solution.ts';
import type { Point } from '../picture.ts';
import { outline, type Pair, type Stretch } from './outline.ts';
import { statedOutputs } from './stated.ts';

/** What all panels of one picture are drawn from. */
export interface Drawing {
  readonly economy: Economy;
  readonly solution: Solution;
  /** Agents that have a shape (an error says why another has none), in the order of the text. */
  readonly subjects: readonly Subject[];
}

export interface Subject {
  readonly agent: Agent;
  readonly judgement: FrontierJudgement;
  /** Empty while unsolved. */
  readonly kinds: readonly KindOutcome[];
  readonly stated: PerGood<number> | null;
  /** The frontier of one member in a pair of goods, the others held; each curve is sampled once. */
  outline(pair: Pair, held: PerGood<number>): readonly Stretch[];
}

export function startDrawing(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  solution: Solution,
): Drawing {
  const kinds = new Map(solution.agents.map((outcome) => [outcome.agent, outcome.kinds]));
  const subjects = economy.agents.flatMap((agent) => {
    const judgement = judgements.get(agent.name);
    return judgement?.shape ? [subjectOf(agent, judgement, kinds.get(agent.name) ?? [])] : [];
  });
  return { economy, solution, subjects };
}

export function subjectOf(agent: Agent, judgement: FrontierJudgement, kinds: readonly KindOutcome[]): Subject {
  const drawn = new Map<string, readonly Stretch[]>();
  const { shape, goods, verdict } = judgement;
  const draw = (pair: Pair, held: PerGood<number>): readonly Stretch[] => {
    const others = goods.filter((good) => !pair.includes(good)).map((good) => held[good] ?? 0);
    const key = JSON.stringify([pair, others]);
    const stretches = drawn.get(key) ?? (shape ? outline(shape, pair, held, verdict) : []);
    drawn.set(key, stretches);
    return stretches;
  };
  return { agent, judgement, kinds, stated: statedOutputs(agent, judgement), outline: draw };
}

export function inPair(outputs: PerGood<number>, pair: Pair): Point {
  return [outputs[pair[0]] ?? 0, outputs[pair[1]] ?? 0];
}
