import { judgeFrontier } from '../../curvature/judge-frontier.ts';
import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Agent } from '../../economy/economy.ts';
import type { Finding } from '../../economy/finding.ts';
import { memberAgent, memberColumns } from '../../economy/members.ts';
import type { Party } from '../outcome.ts';
import { partyOf } from '../parties.ts';

/** Each member as a party of its own, or the finding of the first that has no frontier. */
export type Expanded =
  | { readonly parties: readonly Party[]; readonly finding: null }
  | { readonly parties: null; readonly finding: Finding };

/**
 * A settled agent whose members differ, member by member: each proved by itself, on its own numbers. Ends early, with a
 * finding, where `signal` asks for it.
 */
export function expand(
  agent: Agent,
  judgement: FrontierJudgement,
  goods: readonly string[],
  signal: { readonly aborted: boolean } | undefined,
): Expanded {
  const columns = memberColumns(agent);
  if (columns === null) return broken(agent, `${agent.name} has draws that cannot be drawn.`);
  const population = { agent, judgement };
  const parties: Party[] = [];
  for (let i = 0; i < agent.count; i++) {
    if (signal?.aborted === true) return broken(agent, stoppedAt(agent, i));
    const member = memberAgent(agent, columns, i);
    const own = judgeFrontier(member);
    const party = partyOf(member, own, goods);
    if (party === null) return broken(agent, withoutFrontier(member, own));
    parties.push({ ...party, population });
  }
  return { parties, finding: null };
}

const broken = ({ origin }: Agent, message: string): Expanded => ({
  parties: null,
  finding: { code: 'bad-data', severity: 'error', message, origin },
});

const stoppedAt = ({ name, count }: Agent, proved: number): string =>
  `The time was up when ${proved} of the ${count} members of ${name} were proved, which have to be proved one by one.`;

function withoutFrontier({ name }: Agent, { findings }: FrontierJudgement): string {
  const why = findings.find(({ severity }) => severity === 'error')?.message;
  return `${name} has no frontier${why === undefined ? '.' : `: ${why}`}`;
}
