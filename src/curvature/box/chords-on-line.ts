import { compile } from '../../math/expression/compile.ts';
import type { Witness } from '../verdict.ts';
import { chordThrough, jensen, type Target } from './chords.ts';

/** Where the middle of a chord lies from the kink, in half chords. */
const SHIFTS = [0, 0.5, -0.5, 0.9, -0.9];
const SHORTEST = 44;

/** Chords of one variable across a kink or jump, ever shorter, until one refutes as wanted. */
export function chordAcross(
  target: Target,
  [lo, hi]: readonly [number, number],
  at: number,
  wanted: Witness['shows'],
): Witness | null {
  const reach = Math.min(at - lo, hi - at);
  for (let i = 0; i <= SHORTEST; i++) {
    for (const shift of SHIFTS) {
      const step = (reach / (1 + Math.abs(shift))) * 2 ** -i;
      const grain = 2 ** (Math.floor(Math.log2(Math.max(Math.abs(at), step))) - 49);
      const d = Math.trunc(step / grain) * grain;
      const m = Math.round((at + shift * d) / grain) * grain;
      if (!(d > 0) || m - d < lo || m + d > hi) continue;
      const found = jensen(target, [m], [d]);
      if (found?.shows === wanted) return found;
    }
  }
  return null;
}

/** Chords of one variable that start where a single point has a value of its own, ever shorter. */
export function chordFrom(
  target: Target,
  [lo, hi]: readonly [number, number],
  at: number,
  wanted: Witness['shows'],
): Witness | null {
  const ways = [hi - at, lo - at].filter((way) => way !== 0);
  for (let i = 1; i <= SHORTEST; i++) {
    for (const way of ways) {
      const d = Math.sign(way) * 2 ** (Math.floor(Math.log2(Math.abs(way))) - i);
      const isFrom = at + d - d === at && lo <= at + 2 * d && at + 2 * d <= hi;
      const found = isFrom ? jensen(target, [at + d], [d]) : null;
      if (found?.shows === wanted) return found;
    }
  }
  return null;
}

/** Chords inside a stretch of few doubles: all ends and middles are whole multiples of the spacing of the largest. */
export function chordInSliver(
  target: Target,
  { lo, hi }: { readonly lo: number; readonly hi: number },
  wanted: Witness['shows'],
): Witness | null {
  const grain = 2 ** (Math.floor(Math.log2(Math.max(Math.abs(lo), Math.abs(hi)))) - 52);
  // The ends are rounded themselves: chords stay off them.
  const [from, to] = [Math.ceil(lo / grain) + 1, Math.floor(hi / grain) - 1];
  for (const share of [2, 3, 4, 8]) {
    const d = Math.floor((to - from) / share);
    const m = from + Math.floor((to - from) / 2);
    if (d < 1 || m - d < from || m + d > to) continue;
    const found = jensen(target, [m * grain], [d * grain], 'bend');
    if (found?.shows === wanted) return found;
  }
  return null;
}

const EVEN = 64;
const TOWARD_ENDS = 24;
const TRIES = 4;

/** A chord of one variable found by second differences in doubles, even ones and ever closer to the ends, then proven. */
export function chordAnywhere(
  target: Target,
  [lo, hi]: readonly [number, number],
  wanted: Witness['shows'],
): Witness | null {
  const f = compile(target.e, target.names);
  const points = pointsBetween(lo, hi);
  const bends = points.slice(1, -1).map((x, i) => {
    const [from, to] = [points[i] as number, points[i + 2] as number];
    const [a, b, c] = [f([from]), f([x]), f([to])];
    const t = (x - from) / (to - from);
    return { from, x, to, size: ((1 - t) * a + t * c - b) / (Math.abs(a) + Math.abs(b) + Math.abs(c)) };
  });
  const sign = wanted === 'not-concave' ? 1 : -1;
  const best = bends.filter((b) => b.size * sign > 0).sort((p, q) => sign * (q.size - p.size));
  for (const { from, x, to } of best.slice(0, TRIES)) {
    const found = chordThrough(target, [{ lo: from, hi: to }], [x], [1], wanted);
    if (found) return found;
  }
  return null;
}

function pointsBetween(lo: number, hi: number): readonly number[] {
  const shares = Array.from({ length: EVEN + 1 }, (_, i) => i / EVEN);
  for (let i = 1; i <= TOWARD_ENDS; i++) shares.push(2 ** -i / EVEN, 1 - 2 ** -i / EVEN);
  return [...new Set(shares)].sort((a, b) => a - b).map((t) => lo + (hi - lo) * t);
}
