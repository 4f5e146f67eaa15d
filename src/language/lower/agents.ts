import type { Frontier, Agent as LoweredAgent, StatedOutput } from '../../economy/economy.ts';
import { MOST_MEMBERS_THAT_DIFFER } from '../../economy/members.ts';
import { type Agent, isStated, type Output } from '../generated/ast.ts';
import { type AgentReading, readAgent } from './agent-reading.ts';
import { lowerConsumer } from './consumers.ts';
import { type Lowering, report, textOf } from './context.ts';
import { originOfName } from './definitions.ts';
import { docOf } from './docs.ts';
import { readNumber } from './expressions.ts';
import { lowerFrontiers } from './frontiers.ts';
import { eachOnce, goodOf } from './goods.ts';
import { goodsIn } from './goods-in.ts';
import { readCount } from './params.ts';
import { memberTable } from './rows.ts';
import { inUnitOfNamed } from './unit-demands.ts';

/** An agent with its frontier; what cannot be resolved, or not be computed yet, leaves the frontier a hole. */
export function lowerAgent(lowering: Lowering, node: Agent): LoweredAgent {
  const agent = readAgent(lowering, node);
  const written = lowerFrontiers(agent);
  checkAnyFrontier(agent);
  const consumer = lowerConsumer(agent);
  const at = lowerStated(agent, written);
  const rows = agent.rows && memberTable(lowering, node, agent.rows);
  const isWhole = rows !== 'unread';
  return {
    name: node.name ?? '',
    doc: docOf(node),
    count: isWhole && rows ? rows.count : readMemberCount(agent),
    frontier: isWhole ? written : null,
    at: isWhole ? at : [],
    ...(0 < agent.draws.length && { vary: agent.draws }),
    ...(isWhole && rows && { rows }),
    ...(consumer && { consumer }),
    origin: originOfName(lowering.origins, node),
  };
}

function readMemberCount({ lowering, node, draws, rows }: AgentReading): number {
  if (rows !== null) return 1;
  const count = readCount(lowering, node.count);
  if (draws.length === 0 || count <= MOST_MEMBERS_THAT_DIFFER) return count;
  const most = MOST_MEMBERS_THAT_DIFFER.toLocaleString('en');
  const message = `At most ${most} members may differ. Write a smaller count, or leave \`vary\` out: members that are alike may be more.`;
  report(lowering, 'bad-count', lowering.origins.ofNode(node.count), message);
  return 1;
}

function checkAnyFrontier({ lowering, node, frontiers, budgets, technologies }: AgentReading): void {
  const isConsumer = node.clauses.some(({ $type }) => $type === 'Endowment' || $type === 'Utility' || $type === 'Owns');
  if (isConsumer || 0 < frontiers.length + budgets.length + technologies.length) return;
  if (node.name === undefined || lowering.findings.some(({ code }) => code === 'syntax')) return;
  const message = `\`${node.name}\` has no frontier. Say what it can make, as in \`frontier bananas = 10 - apples\`.`;
  report(lowering, 'not-a-frontier', originOfName(lowering.origins, node), message);
}

/** The goods that an agent makes. */
export function goodsOf(frontier: Frontier): readonly string[] {
  switch (frontier.kind) {
    case 'explicit':
      return [...frontier.inputs.map(({ good }) => good), frontier.good];
    case 'implicit':
    case 'through':
    case 'among':
      return frontier.goods;
    case 'budget':
      return frontier.technologies.map(({ good }) => good);
    default:
      return frontier satisfies never;
  }
}

/** `at apples = 3`: all goods of the agent or all but one. */
function lowerStated(agent: AgentReading, frontier: Frontier | null): readonly StatedOutput[] {
  const { lowering, node } = agent;
  const statements = node.clauses.filter(isStated);
  const stated = statements.flatMap(({ outputs }) => outputs).map((output) => lowerOutput(agent, output));
  const known = stated.filter((output) => output !== null);
  const once = eachOnce(lowering, known, 'Say once how much of it is made.');
  const [first] = statements;
  if (first === undefined || frontier === null || once.length < stated.length) return [];
  const goods = goodsOf(frontier);
  const stranger = once.find(({ name }) => !goods.includes(name));
  if (stranger !== undefined) {
    report(
      lowering,
      'bad-data',
      stranger.origin,
      `\`${node.name}\` does not make \`${stranger.name}\`. Its goods are ${listed(goods)}.`,
    );
    return [];
  }
  if (once.length < goods.length - 1) {
    report(
      lowering,
      'bad-data',
      lowering.origins.ofNode(first),
      `\`at\` says where \`${node.name}\` stands. Give all of its goods, or all but one: ${listed(goods)}.`,
    );
    return [];
  }
  return once.map(({ name, value, origin }) => ({ good: name, value, origin }));
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function lowerOutput({ lowering, around }: AgentReading, output: Output) {
  const good = goodOf(lowering, output.good);
  const measured = readNumber(lowering, output.formula, { around, wanted: good?.unit ?? null });
  if (good === null || measured === null) return null;
  const { formula: node } = output;
  const advice = 'Write the amount in the unit of the good.';
  const value = inUnitOfNamed(lowering, good.unit, measured, node, { name: `\`${good.name}\``, advice });
  if (value === null) return null;
  const [named] = goodsIn([value], lowering.goods);
  if (named === undefined) return { name: good.name, value, origin: lowering.origins.ofNode(output) };
  report(
    lowering,
    'bad-data',
    lowering.origins.ofNode(node),
    `\`${textOf(node)}\` names the good \`${named}\`, but where an agent stands is a number.`,
  );
  return null;
}
