import { namesIn } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';

/** The terms of a sum as it is written, with their signs in front. */
export function addends(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'add':
      return [...addends(e.left), ...addends(e.right)];
    case 'subtract':
      return [...addends(e.left), ...addends(e.right).map(opposite)];
    case 'negate':
      return addends(e.operand).map(opposite);
    default:
      return [e];
  }
}

function opposite(e: Expression): Expression {
  return e.kind === 'negate' ? e.operand : { kind: 'negate', operand: e };
}

export interface Separated {
  readonly names: readonly string[];
  readonly e: Expression;
}

/** The sum as written, parted into sums of different variables; null where it does not come apart. */
export function separated(e: Expression): readonly Separated[] | null {
  const groups: { names: Set<string>; terms: Expression[] }[] = [];
  const constants: Expression[] = [];
  for (const t of addends(e)) {
    const names = namesIn(t);
    if (names.size === 0) {
      constants.push(t);
      continue;
    }
    const touching = groups.filter((g) => [...names].some((n) => g.names.has(n)));
    for (const g of touching) groups.splice(groups.indexOf(g), 1);
    groups.push({
      names: new Set([...touching.flatMap((g) => [...g.names]), ...names]),
      terms: [...touching.flatMap((g) => g.terms), t],
    });
  }
  const [first] = groups;
  if (!first || groups.length < 2) return null;
  first.terms.push(...constants);
  return groups.map((g) => ({
    names: [...g.names],
    e: g.terms.reduce((left, right) => ({ kind: 'add', left, right })),
  }));
}

/** The sum as written with its terms of the same variables together; e itself where none move. */
export function regrouped(e: Expression): Expression {
  const terms = addends(e);
  const groups = new Map<string, Expression[]>();
  for (const t of terms) {
    const key = [...namesIn(t)].sort().join(' ');
    groups.set(key, [...(groups.get(key) ?? []), t]);
  }
  if (groups.size < 2 || groups.size === terms.length) return e;
  const sum = (parts: readonly Expression[]): Expression =>
    parts.reduce((left, right) => ({ kind: 'add', left, right }));
  return sum([...groups.values()].map(sum));
}
