import type { AstNode } from 'langium';
import {
  type Agent,
  type Definition,
  type Fun,
  type Group,
  isBudget,
  isVary,
  type Model,
  type Statement,
  type Unit,
} from '../generated/ast.ts';

/**
 * The name spaces: a budget may be called as an agent is, a good may not be called as a param is. (Goods, params, lets,
 * budgets, `vary` names, rows and arguments are all `value`.)
 */
export type NameSpace = 'value' | 'function' | 'actor' | 'unit';

export type Declared = Definition | Unit;

export type Scoped = Model | Group | Agent | Fun;

export function spaceOf(declared: Declared): NameSpace {
  switch (declared.$type) {
    case 'Fun':
      return 'function';
    case 'Agent':
    case 'Group':
    case 'Firm':
      return 'actor';
    case 'Unit':
      return 'unit';
    case 'Good':
    case 'Param':
    case 'Let':
    case 'Argument':
    case 'Budget':
    case 'Vary':
    case 'Row':
      return 'value';
    default:
      throw new Error(
        `A declaration of an unknown kind: ${JSON.stringify((declared satisfies never as AstNode).$type)}`,
      );
  }
}

/** What a file, group, agent or fun declares itself, in the order of the text. Names may be missing in half-typed text. */
export function declaredIn(scope: Scoped): readonly Declared[] {
  switch (scope.$type) {
    case 'Model':
      return scope.statements.flatMap(declaredByStatement);
    case 'Group':
      return scope.members.flatMap(declaredByStatement);
    case 'Agent':
      return [
        ...(scope.row ? [scope.row] : []),
        ...scope.clauses.filter((clause) => isBudget(clause) || isVary(clause)),
      ];
    case 'Fun':
      return scope.arguments;
    default:
      throw new Error(`A scope of an unknown kind: ${JSON.stringify((scope satisfies never as AstNode).$type)}`);
  }
}

function declaredByStatement(statement: Statement | Group['members'][number]): readonly Declared[] {
  switch (statement.$type) {
    case 'Goods':
      return statement.goods;
    case 'Units':
      return statement.units;
    case 'Param':
    case 'Let':
    case 'Fun':
    case 'Agent':
    case 'Group':
    case 'Firm':
      return [statement];
    default:
      return [];
  }
}

const tables = new WeakMap<Scoped, ReadonlyMap<string, Declared>>();

/** The declarations of one scope by name space and name; of several with one name the first. Kept as long as the tree is. */
export function tableOf(scope: Scoped): ReadonlyMap<string, Declared> {
  const before = tables.get(scope);
  if (before !== undefined) return before;
  const table = new Map<string, Declared>();
  for (const declared of declaredIn(scope)) {
    const key = keyOf(spaceOf(declared), declared.name);
    if (declared.name !== undefined && !table.has(key)) table.set(key, declared);
  }
  tables.set(scope, table);
  return table;
}

export function keyOf(space: NameSpace, name: string): string {
  return `${space} ${name}`;
}
