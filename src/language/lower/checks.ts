import type { Fun, Let, Model } from '../generated/ast.ts';
import { isCondition } from './conditions.ts';
import { type Lowering, type Meaning, plainly, report } from './context.ts';
import { originOfName, reportDuplicate } from './definitions.ts';
import { readCondition, readNumber } from './expressions.ts';
import { keywordOrigin } from './goods.ts';

/** Lets and funs are read once by themselves, so that what is wrong in them is said where it stands, used or not. */
export function checkDefinitions(lowering: Lowering, model: Model): void {
  for (const statement of model.statements) {
    if (statement.$type === 'Let' && !lowering.cyclic.has(statement)) checkLet(lowering, statement);
    if (statement.$type === 'Fun' && !lowering.cyclic.has(statement)) checkFun(lowering, statement);
  }
}

function checkLet(lowering: Lowering, node: Let): void {
  read(lowering, node.value, lowering.surroundings);
}

function checkFun(lowering: Lowering, node: Fun): void {
  const origin = lowering.origins.ofNode(node);
  const inner = new Map<string, Meaning>();
  for (const { name } of node.arguments) {
    if (name === undefined) continue;
    const value = { ...plainly({ kind: 'name', name, origin }), unit: lowering.units.fresh() };
    inner.set(name, { kind: 'bound', value });
  }
  read(lowering, node.body, { ...lowering.surroundings, inner });
}

function read(lowering: Lowering, node: Let['value'] | undefined, around: Lowering['surroundings']): void {
  if (isCondition(node, { lowering, around })) readCondition(lowering, node, { around });
  else readNumber(lowering, node, { around });
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
