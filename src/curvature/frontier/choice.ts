import { compare, type Rational, toDouble } from '../../math/rational/rational.ts';
import type { Verdict, Witness } from '../verdict.ts';

type Point = readonly Rational[];

/** Chords of a choice among several points: `shows` as many kinds as the verdict needs. */
export function chordsAmong(goods: readonly string[], kept: readonly Point[], verdict: Verdict): Witness[] {
  const places = kept.map((p) => p.map(toDouble));
  const wanted = verdict === 'mixed' ? [chordBetween(places), chordAround(places)] : [chordBetween(places)];
  const named = (x: readonly number[]): Record<string, number> =>
    Object.fromEntries(goods.map((g, k) => [g, x[k] as number]));
  return wanted.flatMap((c) => (c ? [{ ...c, p: named(c.p), q: named(c.q), mid: named(c.mid) }] : []));
}

type Place = readonly number[];
type Chord = Omit<Witness, 'p' | 'q' | 'mid'> & { readonly p: Place; readonly q: Place; readonly mid: Place };

/** λ such that λ times a place is as far as can be made. */
function reachOf(places: readonly Place[], at: Place): number {
  return Math.max(...places.map((x) => Math.min(...at.map((m, k) => (m > 0 ? (x[k] as number) / m : 1 / 0)))));
}

/** From one efficient point towards another, so near that what lies halfway cannot be made. */
function chordBetween(places: readonly Place[]): Chord | null {
  const [p, far] = places;
  if (!p || !far) return null;
  let q = far;
  for (let i = 0; i < 60; i++) {
    const mid = p.map((x, k) => (x + (q[k] as number)) / 2);
    const scale = reachOf(places, mid);
    if (scale < 1) return { p, q, mid, gap: 1 - scale, shows: 'not-concave' };
    q = mid;
  }
  return null;
}

/** Around a point that falls short of the most in two goods: a little more of one or of the other, and less of all else. */
function chordAround(places: readonly Place[]): Chord | null {
  const caps = capsOf(places);
  for (const corner of places) {
    const short = caps.flatMap((c, k) => ((corner[k] as number) < c ? [k] : []));
    if (short.length < 2 || corner.some((x, k) => x === 0 && (caps[k] as number) > 0)) continue;
    const differences = places.flatMap((x) => x.map((v, k) => Math.abs(v - (corner[k] as number))));
    const step = Math.min(...[...differences, ...corner].filter((d) => d > 0)) / 8;
    const raised = (own: number): Place => corner.map((x, k) => (k === own ? x + step : Math.max(0, x - 2 * step)));
    const [p, q] = [raised(short[0] as number), raised(short[1] as number)];
    const mid = p.map((x, k) => (x + (q[k] as number)) / 2);
    return { p, q, mid, gap: reachOf(places, mid) - 1, shows: 'not-convex' };
  }
  return null;
}

function capsOf(places: readonly Place[]): Place {
  return (places[0] as Place).map((_, k) => Math.max(...places.map((p) => p[k] as number)));
}

/**
 * Near one of several efficient points nothing towards another can be made: never concave. What is left of the box of
 * capacities is bounded by planes along the axes, and so convex just where it is a box: each point that makes of every
 * good falls short of one capacity only. Points that lack a good take nothing from its closure.
 */
export function choiceVerdict(kept: readonly Point[]): Verdict {
  const caps = (kept[0] as Point).map((_, k) =>
    kept.map((p) => p[k] as Rational).reduce((a, b) => (compare(a, b) < 0 ? b : a)),
  );
  const made = caps.flatMap((c, k) => (c.numerator > 0n ? [k] : []));
  const full = kept.filter((p) => made.every((k) => (p[k] as Rational).numerator > 0n));
  const isBox = full.every((p) => made.filter((k) => compare(p[k] as Rational, caps[k] as Rational) < 0).length === 1);
  return isBox ? 'convex' : 'mixed';
}
