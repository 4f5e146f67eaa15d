/** The numbers of some members, in their order; null: of all, the column itself. */
export function membersOf<C extends Float64Array | Uint8Array>(column: C, members: Int32Array | null): C {
  if (members === null) return column;
  const own = (column instanceof Float64Array ? new Float64Array(members.length) : new Uint8Array(members.length)) as C;
  for (let k = 0; k < members.length; k++) own[k] = column[members[k] as number] as number;
  return own;
}
