/**
 * A closed interval of the extended reals, `lo <= hi`. The empty interval is `EMPTY` (`lo > hi`).
 * Every operation on intervals rounds outward: the exact result of any reals inside lies inside.
 */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}
