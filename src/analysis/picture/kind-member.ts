import { judgeFrontier } from '../../curvature/judge-frontier.ts';
import { memberAgent, memberColumns, membersDiffer } from '../../economy/members.ts';
import type { AgentOutcome, KindOutcome, MemberOutputs } from '../../solver/solution.ts';
import { type Subject, subjectOf } from './drawing.ts';

/** One member of a kind whose members differ: its own frontier, and what it makes itself. */
export interface KindMember {
  readonly subject: Subject;
  readonly kind: KindOutcome;
}

/**
 * The member of a kind that makes most nearly what its kind makes on average: the average itself lies on nobody's frontier. Null where
 * all members are alike, or where what each of them makes is not known.
 */
export function kindMember(subject: Subject, kind: KindOutcome, outcome: AgentOutcome | undefined): KindMember | null {
  const { agent, stated, kinds } = subject;
  if (!membersDiffer(agent) || outcome?.members === undefined) return null;
  const columns = memberColumns(agent);
  const nearest = nearestTo(kind, outcome.members);
  if (columns === null || nearest === null) return null;
  const member = memberAgent(agent, columns, nearest);
  const judgement = judgeFrontier(member);
  if (judgement.shape === null) return null;
  const own = Object.entries(outcome.members.outputs).map(([good, made]) => [good, made[nearest] ?? 0]);
  return {
    subject: { ...subjectOf(member, judgement, kinds), stated },
    kind: { ...kind, outputs: { ...kind.outputs, ...Object.fromEntries(own) } },
  };
}

/** By the sum of squares, each good as a share of the most that a member makes of it. */
function nearestTo({ outputs }: KindOutcome, members: MemberOutputs): number | null {
  const columns = Object.entries(members.outputs).map(([good, made]) => ({
    made,
    at: outputs[good] ?? 0,
    most: most(made),
  }));
  const count = columns[0]?.made.length ?? 0;
  let nearest: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let member = 0; member < count; member++) {
    let far = 0;
    for (const { made, at, most } of columns) if (0 < most) far += (((made[member] ?? 0) - at) / most) ** 2;
    if (far < least) [nearest, least] = [member, far];
  }
  return nearest;
}

function most(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i] ?? 0);
  return most;
}
