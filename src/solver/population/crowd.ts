import { judgeFrontier } from '../../curvature/judge-frontier.ts';
import type { Family } from '../../curvature/population/family.ts';
import type { ProductionShape } from '../../curvature/shape.ts';
import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Agent } from '../../economy/economy.ts';
import { memberAgent, memberColumns, memberName } from '../../economy/members.ts';
import type { Party, Population } from '../outcome.ts';
import type { Side } from '../relaxation/greedy.ts';
import { capsOf } from '../relaxation/greedy.ts';
import { piecesOf } from '../sets/build.ts';
import { sideOf } from '../sides.ts';
import { type Aggregate, crowdPiece } from './aggregate.ts';
import { FREE, INSIDE, OUT } from './choice.ts';
import { memberShape } from './member-shape.ts';
import { planarAggregate } from './planar-aggregate.ts';
import { remembering } from './remembering.ts';
import { separableAggregate } from './separable-aggregate.ts';
import type { Signal } from './stopping.ts';
import { thinned } from './thin.ts';

/** A population solved by columns: as an agent it is one that makes what all make. */
export interface CrowdParty extends Party {
  readonly population: Population;
  readonly crowd: { readonly aggregate: Aggregate; readonly family: Family };
}

/** A member of a crowd that is looked at by itself. */
export interface SingleParty extends Party {
  readonly member: number;
}

export const isCrowdParty = (party: Party): party is CrowdParty => 'crowd' in party;
export const isSingleParty = (party: Party): party is SingleParty => 'member' in party;

/** A population as one party, where its family can be told by columns; null where not. */
export function crowdParty(agent: Agent, judgement: FrontierJudgement, goods: readonly string[]): CrowdParty | null {
  const family = judgement.family?.() ?? null;
  if (family === null || judgement.shape === null || !hasCodes(family)) return null;
  const aggregate = aggregateOf(family, goods, agent.count, agent.count);
  const piece = crowdPiece(aggregate, null);
  return {
    agent: { ...agent, count: 1, at: [] },
    population: { agent, judgement },
    judgement,
    shape: judgement.shape,
    pieces: [piece],
    caps: aggregate.caps(null),
    crowd: { aggregate, family },
  };
}

/** Each piece, and each task, has a code of its own. */
const hasCodes = (family: Family): boolean =>
  family.kind === 'planar'
    ? family.cells.every(({ pieces }) => pieces.length < INSIDE)
    : family.technologies.length < INSIDE;

function aggregateOf(family: Family, goods: readonly string[], count: number, standFor: number): Aggregate {
  switch (family.kind) {
    case 'planar':
      return remembering(planarAggregate(family, goods, count));
    case 'separable':
      return remembering(separableAggregate(family, goods, count, standFor));
  }
}

/** All its members at once. */
export const crowdSide = ({ pieces }: Pick<CrowdParty, 'pieces'>): Side => ({
  count: 1,
  entries: pieces.map((piece) => ({ piece, lo: 1, hi: 1 })),
});

/** The same, stopping in the middle of its members where it is asked to. */
export const stoppableSide = ({ crowd: { aggregate } }: CrowdParty, signal: Signal): Side =>
  crowdSide({ pieces: [crowdPiece(aggregate, null, signal === undefined ? {} : { signal })] });

/** The same, of which nobody is turned to another choice than the best. */
export const hastySide = ({ crowd: { aggregate } }: CrowdParty): Side =>
  crowdSide({ pieces: [crowdPiece(aggregate, null, { hasty: true })] });

/** The same without some of its members, who are counted elsewhere. */
export function withoutMembers(party: CrowdParty, members: readonly number[]): CrowdParty {
  const { aggregate } = party.crowd;
  const mask = new Uint8Array(aggregate.count).fill(FREE);
  for (const i of members) mask[i] = OUT;
  return { ...party, pieces: [crowdPiece(aggregate, mask)], caps: aggregate.caps(mask) };
}

/** About `members` of them stand for all, each counted as often as it takes: for where prices lie, never for a bound. */
export function thinSide(
  { population: { agent }, crowd }: CrowdParty,
  goods: readonly string[],
  members: number,
): Side {
  const step = Math.max(1, Math.floor(agent.count / members));
  const count = Math.ceil(agent.count / step);
  const aggregate = aggregateOf(thinned(crowd.family, step), goods, count, agent.count);
  const each = agent.count / count;
  return { count: each, entries: [{ piece: crowdPiece(aggregate, null), lo: each, hi: each }] };
}

/** A member by itself. `proven`: its frontier is judged anew, which takes longer and tells more than what holds of all. */
export function singleParty(
  { population, judgement, crowd }: CrowdParty,
  member: number,
  goods: readonly string[],
  proven: boolean,
): SingleParty {
  const known = proven ? ownShape(population.agent, member) : null;
  const shape = known ?? memberShape(crowd.family, member);
  const pieces = piecesOf(shape, goods);
  const { vary: _vary, rows: _rows, ...plain } = population.agent;
  const own: Agent = { ...plain, name: memberName(population.agent, member), count: 1 };
  return {
    agent: own,
    population,
    judgement,
    shape,
    pieces,
    caps: capsOf([sideOf(1, pieces)], goods.length),
    member,
  };
}

function ownShape(agent: Agent, member: number): ProductionShape | null {
  const columns = memberColumns(agent);
  return columns === null ? null : judgeFrontier(memberAgent(agent, columns, member)).shape;
}
