import type { ProductionShape } from '../../curvature/shape.ts';
import type { FrontierJudgement, Verdict } from '../../curvature/verdict.ts';
import type { Agent, Economy } from '../../economy/economy.ts';
import type { KindOutcome, PerGood, Solution } from '../../solver/solution.ts';
import type { AgentPicture, AgentView, Point } from '../picture.ts';
import { chordOf } from './chord.ts';
import { economyNormal, normalsOf } from './normals.ts';
import { outline, type Pair } from './outline.ts';
import { pairsOf } from './pairs.ts';
import { extentOf } from './sample-curve.ts';
import { statedOutputs } from './stated.ts';

/** One panel a kind of each agent, in the order of the text; agents without a shape (an error says why) have none. */
export function agentPictures(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  solution: Solution,
): readonly AgentPicture[] {
  return economy.agents.flatMap((agent) => {
    const judgement = judgements.get(agent.name);
    if (!judgement?.shape) return [];
    const kinds = solution.agents.find((outcome) => outcome.agent === agent.name)?.kinds ?? [];
    if (kinds.length === 0) return [agentPicture(economy, agent, judgement, solution, null, true)];
    return kinds.map((kind) => agentPicture(economy, agent, judgement, solution, kind, kinds.length === 1));
  });
}

function agentPicture(
  economy: Economy,
  agent: Agent,
  judgement: FrontierJudgement,
  solution: Solution,
  kind: KindOutcome | null,
  only: boolean,
): AgentPicture {
  const goods = economy.goods.map((good) => good.name).filter((good) => judgement.goods.includes(good));
  return {
    agent: agent.name,
    kind: only ? null : (kind?.label ?? null),
    count: kind?.count ?? agent.count,
    verdict: judgement.verdict,
    views: pairsOf(goods).map((pair) => agentView(agent, judgement, solution, kind, pair)),
  };
}

function agentView(
  agent: Agent,
  judgement: FrontierJudgement,
  solution: Solution,
  kind: KindOutcome | null,
  pair: Pair,
): AgentView {
  const held = heldFor(judgement, kind, pair);
  const stretches = judgement.shape ? outline(judgement.shape, pair, held, judgement.verdict) : [];
  const stated = statedOutputs(agent, judgement);
  return {
    goods: pair,
    outline: stretches,
    point: kind ? inPair(kind.outputs, pair) : null,
    normals: kind && makesSome(kind, pair) ? normalsOf(kind, pair) : [],
    economyNormal: economyNormal(solution, pair),
    chord: chordOf(judgement, agent.frontier?.kind === 'implicit', stretches, pair, held),
    stated: stated ? inPair(stated, pair) : null,
    held,
  };
}

/** A member that makes neither good has no place on their frontier from which an arrow could point. */
function makesSome(kind: KindOutcome, pair: Pair): boolean {
  return pair.some((good) => 0 < (kind.outputs[good] ?? 0)) || Object.keys(kind.mix ?? {}).length <= 2;
}

/**
 * What the other goods are held at: the chosen outputs. Where those leave nothing for the pair (a specialist in a third
 * good), the pair is drawn with the others at 0: what the member could make of the two if it gave the third up.
 */
function heldFor(judgement: FrontierJudgement, kind: KindOutcome | null, pair: Pair): PerGood<number> {
  const others = judgement.goods.filter((good) => !pair.includes(good));
  const chosen = Object.fromEntries(others.map((good) => [good, kind?.outputs[good] ?? 0]));
  const shape = judgement.shape;
  if (shape?.kind !== 'separable' || others.length === 0) return chosen;
  const alone = Object.fromEntries(others.map((good) => [good, 0]));
  const [left, whole] = [chosen, alone].map((held) => extentOf(reach(shape, pair, held, judgement.verdict)));
  return left && whole && left[0] <= 1e-6 * whole[0] && left[1] <= 1e-6 * whole[1] ? alone : chosen;
}

function reach(shape: ProductionShape, pair: Pair, held: PerGood<number>, verdict: Verdict): readonly Point[] {
  return [[0, 0], ...outline(shape, pair, held, verdict).flatMap((stretch) => stretch.points)];
}

export function inPair(outputs: PerGood<number>, pair: Pair): Point {
  return [outputs[pair[0]] ?? 0, outputs[pair[1]] ?? 0];
}
