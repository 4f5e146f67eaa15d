import type { MemberTable } from '../economy/economy.ts';

const identities = new WeakMap<Float64Array, number>();
let next = 0;

/**
 * What tells one agent's table from others, without writing out a million numbers: a column that is the same array has the same
 * identity (who reads a file gives the same arrays until it changes). Null where there is no table.
 */
export function tableIdentity(rows: MemberTable | undefined): object | null {
  if (rows === undefined) return null;
  return {
    file: rows.file,
    count: rows.count,
    columns: rows.columns.map(({ name, values, origin }) => ({ name, origin, id: identityOf(values) })),
  };
}

function identityOf(values: Float64Array): number {
  const known = identities.get(values);
  if (known !== undefined) return known;
  identities.set(values, ++next);
  return next;
}
