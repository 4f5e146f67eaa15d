import type { KindOutcome, PerGood, Solution } from '../../solver/solution.ts';
import type { AgentPicture, AgentView, Point } from '../picture.ts';
import { chordOf } from './chord.ts';
import { type Drawing, inPair, type Subject } from './drawing.ts';
import { kindMember } from './kind-member.ts';
import { economyNormal, normalsOf } from './normals.ts';
import type { Pair } from './outline.ts';
import { pairsOf } from './pairs.ts';
import { extentOf } from './sample-curve.ts';

/** One panel a kind of each agent, in the order of the text. */
export function agentPictures({ economy, solution, subjects }: Drawing): readonly AgentPicture[] {
  const declared = economy.goods.map((good) => good.name);
  return subjects.flatMap((subject) => {
    const pairs = pairsOf(declared.filter((good) => subject.judgement.goods.includes(good)));
    const kinds = subject.kinds.length === 0 ? [null] : subject.kinds;
    return kinds.map((kind) => agentPicture(subject, kind, pairs, solution));
  });
}

function agentPicture(
  subject: Subject,
  kind: KindOutcome | null,
  pairs: readonly Pair[],
  solution: Solution,
): AgentPicture {
  const outcome = solution.agents.find(({ agent }) => agent === subject.agent.name);
  const one = kind && kindMember(subject, kind, outcome);
  return {
    agent: subject.agent.name,
    kind: subject.kinds.length < 2 ? null : (kind?.label ?? null),
    count: kind?.count ?? subject.agent.count,
    verdict: subject.judgement.verdict,
    ...(one && { member: one.subject.agent.name }),
    views: pairs.map((pair) => agentView(one?.subject ?? subject, one?.kind ?? kind, pair, solution)),
  };
}

function agentView(subject: Subject, kind: KindOutcome | null, pair: Pair, solution: Solution): AgentView {
  const { agent, judgement, stated } = subject;
  const held = heldFor(subject, kind, pair);
  const stretches = subject.outline(pair, held);
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
function heldFor(subject: Subject, kind: KindOutcome | null, pair: Pair): PerGood<number> {
  const others = subject.judgement.goods.filter((good) => !pair.includes(good));
  const chosen = Object.fromEntries(others.map((good) => [good, kind?.outputs[good] ?? 0]));
  if (!['separable', 'level'].includes(subject.judgement.shape?.kind ?? '') || others.length === 0) return chosen;
  const alone = Object.fromEntries(others.map((good) => [good, 0]));
  const [left, whole] = [chosen, alone].map((held) => extentOf(reach(subject, pair, held)));
  return left && whole && left[0] <= 1e-6 * whole[0] && left[1] <= 1e-6 * whole[1] ? alone : chosen;
}

function reach(subject: Subject, pair: Pair, held: PerGood<number>): readonly Point[] {
  return [[0, 0], ...subject.outline(pair, held).flatMap((stretch) => stretch.points)];
}
