import type { Mask } from './aggregate.ts';
import { membersOf } from './gather.ts';

const gathered = new WeakMap<Mask, Map<Int32Array, Mask>>();

/** The part of a mask for one cell, remembered: masks do not change any more once they are asked with. */
export function maskOf(mask: Mask | null, members: Int32Array | null): Mask | null {
  if (mask === null || members === null) return mask;
  const known = gathered.get(mask) ?? new Map<Int32Array, Mask>();
  gathered.set(mask, known);
  const own = known.get(members) ?? membersOf(mask, members);
  known.set(members, own);
  return own;
}
