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
  const range = (place: readonly number[]): Interval =>
    enclose(e, new Map(goods.map((good, j) => [good, point(place[j] ?? 0)]))).value;
  const isWorse = ({ p, q, mid }: WorseMiddle): boolean => {
    const [atP, atQ, atMid] = [f(p), f(q), f(mid)];
    const margin = 1e-6 * (Math.abs(atP) + Math.abs(atQ));
    return atMid < Math.min(atP, atQ) - margin && range(mid).hi < Math.min(range(p).lo, range(q).lo);
  };
  for (let k = 2; k < tries; k++) {
    const [p, q] = [placeAt(k - 1), placeAt(k)];
    const between = { p, q, mid: middle(p, q) };
    if (isWorse(between)) return between;
    const along = alongLevel(f, top, p, q);
    if (along !== null && isWorse(along)) return along;
  }
  return null;
}

const middle = (p: readonly number[], q: readonly number[]): readonly number[] =>
  p.map((x, j) => (x + (q[j] ?? 0)) / 2);

/** Two places on either side of one, on a line along which welfare does not change there, as far apart as the box allows. */
function alongLevel(
  f: (place: readonly number[]) => number,
  top: readonly number[],
  at: readonly number[],
  towards: readonly number[],
): WorseMiddle | null {
  const slopes = at.map((x, j) => {
    const step = 1e-6 * (top[j] ?? 0);
    const beside = (sign: number) => f(at.map((y, i) => (i === j ? x + sign * step : y)));
    return (beside(1) - beside(-1)) / 2e-6;
  });
  const size = slopes.reduce((sum, g) => sum + g * g, 0);
  const lean = at.map((x, j) => ((towards[j] ?? 0) - x) / (top[j] || 1));
  const rise = lean.reduce((sum, d, j) => sum + d * (slopes[j] ?? 0), 0) / size;
  const step = lean.map((d, j) => (d - rise * (slopes[j] ?? 0)) * (top[j] ?? 0));
  const reach = Math.min(
    ...step.map((d, j) => Math.min(at[j] ?? 0, (top[j] ?? 0) - (at[j] ?? 0)) / Math.abs(d || 1e-300)),
  );
  if (!(reach > 0 && Number.isFinite(reach))) return null;
  const place = (sign: number) =>
    at.map((x, j) => Math.max(0, Number((x + sign * reach * (step[j] ?? 0)).toPrecision(6))));
  const [p, q] = [place(1), place(-1)];
  return { p, q, mid: middle(p, q) };
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
