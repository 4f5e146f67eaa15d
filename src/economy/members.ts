import { fromDouble } from '../math/rational/rational.ts';
import { drawnColumn, settledDraw } from './draws.ts';
import type { Agent, Draw, MemberColumn } from './economy.ts';
import type { Finding } from './finding.ts';
import { settleAgent } from './settle.ts';

/** So many members may differ; identical ones may be more. */
export const MOST_MEMBERS_THAT_DIFFER = 2_000_000;

/** Whether each member draws numbers of its own, or is a row of a table. */
export function membersDiffer({ vary, rows }: Agent): boolean {
  return (vary !== undefined && vary.length > 0) || rows !== undefined;
}

/**
 * In what the members of a settled agent differ: a column for each draw, to the last bit as `drawOf` says, and the columns of
 * its table. Null where a draw cannot be drawn, or where there are more members than may differ.
 */
export function memberColumns(agent: Agent): readonly MemberColumn[] | null {
  if (tooManyMembers(agent)) return null;
  const drawn = (agent.vary ?? []).map((draw) => columnOf(draw, agent));
  return drawn.every((column) => column !== null) ? [...drawn, ...(agent.rows?.columns ?? [])] : null;
}

function columnOf(draw: Draw, { name, count }: Agent): MemberColumn | null {
  const settled = settledDraw(draw);
  const values = settled && drawnColumn(settled, name, count);
  return values && { name: draw.name, values, origin: draw.origin };
}

/** The finding of a population of more members than may differ; null where there are not too many. */
export function tooManyMembers(agent: Agent): Finding | null {
  const { name, count, origin } = agent;
  if (!membersDiffer(agent) || count <= MOST_MEMBERS_THAT_DIFFER) return null;
  const most = MOST_MEMBERS_THAT_DIFFER.toLocaleString('en-US');
  const message = `${name} has ${count.toLocaleString('en-US')} members that differ, and at most ${most} may: take a smaller count, or let them be alike.`;
  return { code: 'bad-count', severity: 'error', message, origin };
}

/** A member, from 0, as an agent of its own: its numbers are the exact values of the columns' doubles. */
export function memberAgent(agent: Agent, columns: readonly MemberColumn[], member: number): Agent {
  const { vary: _vary, rows: _rows, ...plain } = agent;
  const values = new Map(columns.map((c) => [c.name, fromDouble(c.values[member] as number)]));
  return settleAgent({ ...plain, name: memberName(agent, member), count: 1 }, values);
}

/** The name of its row, or the agent's and its number, from 1. */
export function memberName({ name, rows }: Agent, member: number): string {
  return rows?.names?.[member] ?? `${name} ${member + 1}`;
}
