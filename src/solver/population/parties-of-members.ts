import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Agent } from '../../economy/economy.ts';
import type { Finding } from '../../economy/finding.ts';
import type { Party } from '../placed.ts';
import { crowdParty } from './crowd.ts';
import { expand } from './expand.ts';
import { statedOutside } from './stated-members.ts';

/** So few are as fast one by one, and then each is told in its own words. */
const fewMembers = 24;
/** Each is proved by itself: more would take too long. */
const mostOneByOne = 20_000;
/** Of more members it is not looked at whether exchanges between where they stand would gain. */
const mostStated = 500;

/** A population as parties of the search: one that stands for all, or, where they are few or not provable together, one each. */
export function partiesOfMembers(
  agent: Agent,
  judgement: FrontierJudgement,
  goods: readonly string[],
  signal: { readonly aborted: boolean } | undefined,
): { readonly parties: readonly Party[]; readonly finding: Finding | null; readonly note: string | null } {
  const compared = agent.at.length === 0 || agent.count <= mostStated;
  const crowd =
    agent.count <= fewMembers || (agent.at.length > 0 && compared) ? null : crowdParty(agent, judgement, goods);
  if (crowd !== null) {
    const finding = compared ? null : statedOutside(agent, crowd.crowd.family);
    return { parties: [crowd], finding, note: compared ? null : notCompared(agent) };
  }
  if (agent.count > mostOneByOne) return { parties: [], finding: tooMany(agent), note: null };
  const { parties, finding } = expand(agent, judgement, goods, signal);
  return { parties: parties ?? [], finding, note: null };
}

function tooMany({ name, count, origin }: Agent): Finding {
  const [many, most] = [count, mostOneByOne].map((n) => n.toLocaleString('en-US'));
  return {
    code: 'bad-count',
    severity: 'error',
    message: `The frontiers of the ${many} members of ${name} cannot be proved all at once, and one by one at most ${most} can: take fewer, or a simpler formula.`,
    origin,
  };
}

const notCompared = ({ name, count }: Agent): string =>
  `Whether an exchange between the ${count.toLocaleString('en-US')} members of ${name} would gain, from where each of them stands, is not known: they are too many.`;
