import type { Agent } from '../../economy/economy.ts';
import type { RangeInto } from '../prices/range.ts';

/**
 * What each member of a population does, as columns over its members: `outputs` and `caps` a column a good of the economy (zeros
 * where it cannot be made).
 */
export interface MemberResults {
  readonly agent: Agent;
  readonly outputs: readonly Float64Array[];
  readonly caps: readonly Float64Array[];
  /** Where each stands: 0 at a bound, 1 inside, 2 at a kink, 3 in a dent (its number in `STANDINGS`). */
  readonly standing: Uint8Array;
  /** Whether its frontier is convex or mixed: of all, or 1 for those whose is. */
  readonly bends: Uint8Array | boolean;
  /** Of two goods: the own trade-off p_x / p_y, x being the agent's first good; one-sided at a bound. NaN: none. */
  readonly ratioLo: Float64Array | null;
  readonly ratioHi: Float64Array | null;
  /** Of two goods: p_x / p_y at which the choice is best of all. NaN: there is none. */
  readonly supportLo: Float64Array | null;
  readonly supportHi: Float64Array | null;
  /** Of more goods, in the agent's order: what a unit more of the split resource yields of each. */
  readonly products: readonly { readonly lo: Float64Array; readonly hi: Float64Array }[] | null;
}

/** p_j / p_k of a member by its own trade-off, j and k among the agent's own goods; false: it has none. */
export function ownRatio(results: MemberResults, member: number, j: number, k: number, into: RangeInto): boolean {
  const { ratioLo, ratioHi, products } = results;
  if (j === k) return put(into, 1, 1);
  if (ratioLo !== null && ratioHi !== null) return turned(ratioLo, ratioHi, member, j, into);
  const [first, second] = [products?.[j], products?.[k]];
  if (first === undefined || second === undefined) return false;
  const lo = (second.lo[member] as number) / (first.hi[member] as number);
  const hi = (second.hi[member] as number) / (first.lo[member] as number);
  return Number.isNaN(lo) || Number.isNaN(hi) ? put(into, 0, Number.POSITIVE_INFINITY) : put(into, lo, hi);
}

/** p_j / p_k of a member's two goods at which its choice is best; false: there is none, or it is not known. */
export function supportedRatio(results: MemberResults, member: number, j: number, into: RangeInto): boolean {
  const { supportLo, supportHi } = results;
  return supportLo !== null && supportHi !== null && turned(supportLo, supportHi, member, j, into);
}

/** p_x / p_y as it stands for the first good, its inverse for the second. */
function turned(los: Float64Array, his: Float64Array, member: number, j: number, into: RangeInto): boolean {
  const [lo, hi] = [los[member] as number, his[member] as number];
  return lo <= hi && (j === 0 ? put(into, lo, hi) : put(into, 1 / hi, 1 / lo));
}

function put(into: RangeInto, lo: number, hi: number): true {
  into.lo = lo;
  into.hi = hi;
  return true;
}
