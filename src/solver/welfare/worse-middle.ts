import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { type Interval, point } from '../../math/interval/interval.ts';

/** Two places whose middle is surely worse than both: no rising transform of welfare is concave. */
export interface WorseMiddle {
  readonly p: readonly number[];
  readonly q: readonly number[];
  readonly mid: readonly number[];
}

const tries = 4000;
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

/** Looks for such places among evenly spread ones (Halton 1960), and proves what it finds by enclosures. */
export function worseMiddle(e: Expression, goods: readonly string[], caps: ArrayLike<number>): WorseMiddle | null {
  const f = compile(e, goods);
  const top = goods.map((_, j) => (Number.isFinite(caps[j]) ? (caps[j] ?? 0) : 1));
  const placeAt = (k: number) => top.map((cap, j) => Number((cap * halton(k, primes[j] ?? 41)).toPrecision(6)));
  let before = placeAt(1);
  for (let k = 2; k < tries; k++) {
    const p = before;
    const q = placeAt(k);
    before = q;
    const mid = p.map((x, j) => (x + (q[j] ?? 0)) / 2);
    const [atP, atQ, atMid] = [f(p), f(q), f(mid)];
    const margin = 1e-6 * (Math.abs(atP) + Math.abs(atQ));
    if (!(atMid < Math.min(atP, atQ) - margin)) continue;
    const valueAt = (place: readonly number[]): Interval =>
      enclose(e, new Map(goods.map((good, j) => [good, point(place[j] ?? 0)]))).value;
    if (valueAt(mid).hi < Math.min(valueAt(p).lo, valueAt(q).lo)) return { p, q, mid };
  }
  return null;
}

function halton(index: number, base: number): number {
  let [rest, share, sum] = [index, 1 / base, 0];
  while (rest > 0) {
    sum += (rest % base) * share;
    rest = Math.floor(rest / base);
    share /= base;
  }
  return sum;
}
