import type { Fun, Let, Model } from '../generated/ast.ts';
import { isCondition } from './conditions.ts';
import { type Lowering, type Meaning, type Measured, plainly, report } from './context.ts';
import type { Defined } from './cycles.ts';
import { originOfName, reportDuplicate } from './definitions.ts';
import { readCondition, readNumber } from './expressions.ts';
import { keywordOrigin } from './goods.ts';

/**
 * Lets and funs are read once by themselves, so that what is wrong in them is said where it stands, used or not. What
 * they need comes first, so that no let of a long chain is read through all the others.
 */
export function checkDefinitions(lowering: Lowering, inOrder: readonly Defined[]): void {
  for (const node of inOrder) {
    if (lowering.cyclic.has(node)) continue;
    const isRead = node.$type === 'Let' ? checkLet(lowering, node) : checkFun(lowering, node);
    if (!isRead) lowering.broken.add(node);
  }
}

function checkLet(lowering: Lowering, node: Let): boolean {
  return read(lowering, node.value, lowering.surroundings, (value) => {
    if (!lowering.units.active && !lowering.lets.has(node)) lowering.lets.set(node, value);
  });
}

function checkFun(lowering: Lowering, node: Fun): boolean {
  const origin = lowering.origins.ofNode(node);
  const inner = new Map<string, Meaning>();
  for (const { name } of node.arguments) {
    if (name === undefined) continue;
    const value = { ...plainly({ kind: 'name', name, origin }), unit: lowering.units.fresh() };
    inner.set(name, { kind: 'bound', value });
  }
  return read(lowering, node.body, { ...lowering.surroundings, inner });
}

/** False where something is wrong in it. */
function read(
  lowering: Lowering,
  node: Let['value'] | undefined,
  around: Lowering['surroundings'],
  keep: (value: Measured | null) => void = () => {},
): boolean {
  const before = errorsIn(lowering);
  if (isCondition(node, { lowering, around })) readCondition(lowering, node, { around });
  else keep(readNumber(lowering, node, { around }));
  return errorsIn(lowering) === before;
}

function errorsIn({ findings }: Lowering): number {
  return findings.reduce((count, { severity }) => count + (severity === 'error' ? 1 : 0), 0);
}

/** One `economy`, one `seed`, and scenarios of different names. */
export function checkSingle(lowering: Lowering, model: Model): void {
  const scenarios = new Map<string, Model['statements'][number]>();
  const singles = new Map<string, Model['statements'][number]>();
  for (const statement of model.statements) {
    if (statement.$type === 'Scenario' && statement.name !== undefined) {
      const before = scenarios.get(statement.name);
      if (before === undefined) scenarios.set(statement.name, statement);
      else reportDuplicate(lowering, statement, before, statement.name);
    }
    if (statement.$type !== 'EconomyName' && statement.$type !== 'Seed') continue;
    const before = singles.get(statement.$type);
    if (before === undefined) singles.set(statement.$type, statement);
    else {
      const word = statement.$type === 'Seed' ? 'seed' : 'economy';
      const related = [{ message: `The first \`${word}\`.`, origin: originOfName(lowering.origins, before) }];
      report(
        lowering,
        'duplicate-name',
        keywordOrigin(lowering, statement),
        `A file has one \`${word}\`. Remove all but one.`,
        { related },
      );
    }
  }
}
