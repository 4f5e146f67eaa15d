import type { Reference } from 'langium';
import type { Consumer, StatedOutput } from '../../economy/economy.ts';
import { namesIn } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import {
  type Endowment,
  type Firm,
  isEndowment,
  isOwns,
  isUtility,
  type Expression as Node,
  type Owns,
  type Share,
  type Utility,
} from '../generated/ast.ts';
import { PLAIN } from '../units/unit.ts';
import type { AgentReading } from './agent-reading.ts';
import { readAmount } from './amounts.ts';
import { isHalfTyped, report, textOf } from './context.ts';
import { originOfName } from './definitions.ts';
import { readNumber } from './expressions.ts';
import { eachOnce, goodOf, keywordOrigin } from './goods.ts';
import { goodsIn } from './goods-in.ts';
import { reportUnknownFirm } from './names.ts';
import { inUnitOfNamed } from './unit-demands.ts';

/** What an agent owns and likes; null where it has no such clause, or where one of them cannot be read. */
export function lowerConsumer(agent: AgentReading): Consumer | null {
  const { clauses } = agent.node;
  const utilities = clauses.filter(isUtility);
  const endowments = clauses.filter(isEndowment);
  const shares = clauses.filter(isOwns);
  if (utilities.length + endowments.length + shares.length === 0) return null;
  const utility = lowerUtility(agent, utilities);
  const endowment = lowerEndowments(agent, endowments);
  const owns = lowerShares(agent, shares);
  if (utilities.length === 0) reportWithoutUtility(agent);
  if (endowment === null || owns === null || (utility === null && 0 < utilities.length)) return null;
  return { endowment, utility, owns };
}

/** Who owns something and has no use for it. */
function reportWithoutUtility({ lowering, node }: AgentReading): void {
  if (node.name === undefined || !lowering.hasMarket || isHalfTyped(lowering, node)) return;
  const message = `\`${node.name}\` owns something, but wants nothing. Say what it likes, as in \`utility apples^0.3 * bananas^0.7\`.`;
  report(lowering, 'no-utility', originOfName(lowering.origins, node), message);
}

function lowerUtility(agent: AgentReading, utilities: readonly Utility[]): Consumer['utility'] {
  const { lowering, around } = agent;
  const [first, ...others] = utilities;
  for (const other of others) {
    const related = [{ message: 'The first utility.', origin: keywordOrigin(lowering, first as Utility) }];
    const message = 'A consumer has one utility. Remove all but one.';
    report(lowering, 'several-objectives', keywordOrigin(lowering, other), message, { related });
    readNumber(lowering, other.utility, { around, isWelfare: true });
  }
  const measured = readNumber(lowering, first?.utility, { around, isWelfare: true });
  if (first === undefined || measured === null || isHalfTyped(lowering, first)) return null;
  const formula = measured.expression;
  const origin = lowering.origins.ofNode(first.utility);
  if (!isAlikeForAll(agent, formula, first.utility)) return null;
  if (0 < goodsIn([formula], lowering.goods).length) return { formula, origin };
  report(
    lowering,
    'no-utility',
    origin,
    `A utility names the goods that are liked, but \`${textOf(first.utility)}\` names none.`,
  );
  return null;
}

/** Null where one of the amounts cannot be read. */
function lowerEndowments(agent: AgentReading, endowments: readonly Endowment[]): Consumer['endowment'] | null {
  const { lowering, around } = agent;
  const outputs = endowments.flatMap((endowment) => endowment.outputs);
  const stated = outputs.flatMap((output): readonly (StatedOutput & { readonly name: string })[] => {
    const good = goodOf(lowering, output.good);
    const value = readAmount(lowering, output.formula, good, around, 'An endowment');
    if (good === null || value === null || !isAlikeForAll(agent, value, output.formula)) return [];
    return [{ name: good.name, good: good.name, value, origin: lowering.origins.ofNode(output) }];
  });
  const once = eachOnce(lowering, stated, 'Say once how much of it is owned.');
  if (once.length < outputs.length) return null;
  return once.map(({ good, value, origin }) => ({ good, value, origin }));
}

function lowerShares(agent: AgentReading, clauses: readonly Owns[]): Consumer['owns'] | null {
  const { lowering } = agent;
  const written = clauses.flatMap(({ shares }) => shares);
  const read = written.flatMap((share) => lowerShare(agent, share) ?? []);
  const once = eachOnce(
    lowering,
    read.map((share) => ({ ...share, name: share.firm })),
    'Write one share, of all that is owned.',
  );
  if (once.length < written.length) return null;
  return once.map(({ firm, share, origin }) => ({ firm, share, origin }));
}

function lowerShare(agent: AgentReading, node: Share): Consumer['owns'][number] | null {
  const { lowering, around } = agent;
  const firm = firmOf(agent, node.firm);
  const measured = readNumber(lowering, node.share, { around, wanted: PLAIN });
  if (firm === null || measured === null) return null;
  const named = { name: 'a share', advice: 'Write a plain number: 0.5 is half of the profit.' };
  const share = inUnitOfNamed(lowering, PLAIN, measured, node.share, named);
  if (share === null || !isAlikeForAll(agent, share, node.share)) return null;
  const origin = lowering.origins.ofNode(node);
  if (goodsIn([share], lowering.goods).length === 0) return { firm, share, origin };
  const message = `A share is made of numbers and params, but \`${textOf(node.share)}\` names a good.`;
  report(lowering, 'bad-shares', lowering.origins.ofNode(node.share), message);
  return null;
}

function firmOf({ lowering }: AgentReading, reference: Reference<Firm> | undefined): string | null {
  const name = reference?.$refText;
  if (!name) return null;
  if (lowering.actors.get(name)?.$type === 'Firm') return name;
  reportUnknownFirm(lowering, lowering.origins.ofCst(reference.$refNode), name);
  return null;
}

/** Members may differ in what they make, not yet in what they own and like. */
function isAlikeForAll({ lowering, draws, rows }: AgentReading, formula: Expression, node: Node): boolean {
  const names = namesIn(formula);
  const differing = [...draws, ...(rows?.used.values() ?? [])].find(({ name }) => names.has(name));
  if (differing === undefined) return true;
  const message = `Members may differ in what they make, but own and like the same so far: \`${differing.name}\` differs from member to member. Write a number here that is the same for all.`;
  report(lowering, 'not-yet-supported', lowering.origins.ofNode(node), message);
  return false;
}
