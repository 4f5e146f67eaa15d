import { coarse } from '../../box/chords.ts';
import type { Witness } from '../../verdict.ts';
import { boxOf, excessIn, isInside, isOutside, type LevelSet } from './level-set.ts';

type Place = readonly number[];

/** A free-disposal set, as the search sees it. */
export interface OutputSet {
  readonly goods: readonly string[];
  /** Beyond which nothing can be made. */
  readonly far: readonly number[];
  /** Of each good nearly the most that can be made, or less. */
  readonly most: readonly number[];
  /** In doubles: at most 0 where a place can be made, rising along rays. */
  excess(y: readonly number[]): number;
  /** Proven in outward rounding: it can be made; nothing from it upward can. */
  isInside(y: readonly number[]): boolean;
  isOutside(y: readonly number[]): boolean;
}

export function outputsOf(set: LevelSet): OutputSet {
  return {
    goods: set.goods,
    far: boxOf(set).map((x) => x.hi),
    most: set.tops.map((top, i) => top[i] as number),
    excess: excessIn(set),
    isInside: (y) => isInside(set, y),
    isOutside: (y) => isOutside(set, y),
  };
}

/** Proven chords both ways: `up` shows that the set is not convex, `down` that what lies beyond it is not. */
export interface Chords {
  readonly up: Witness | null;
  readonly down: Witness | null;
}

interface Candidate {
  readonly p: Place;
  readonly q: Place;
  /** How much the midpoint must be scaled to reach the frontier. */
  readonly scale: number;
}

/**
 * Chords between points of the frontier, searched in doubles and confirmed in outward rounding: the midpoint of two places
 * that can be made cannot be made (not concave), or that of two that cannot be made can be (not convex).
 */
export function chordsOf(set: OutputSet, hints: readonly Pair[], effort: 'few' | 'many'): Chords {
  const reach = reachIn(set);
  const { excess } = set;
  const n = set.goods.length;
  const places = (effort === 'few' ? corners(n) : directionsIn(n))
    .map((d) => onFrontier(set, reach, d))
    .filter((p) => p !== null);
  const pairs = [...hints, ...pairsAcross(places), ...(effort === 'few' ? [] : pairsClose(set, places, reach))];
  const chords = (move: (p: Place) => Place): Candidate[] => {
    const moved = remembered(move);
    return pairs.map(([p, q]) => candidate(moved(p), moved(q), excess));
  };
  const up = chords((p) => p)
    .filter((c) => c.scale < 1)
    .sort((a, b) => a.scale - b.scale);
  // A little more of every good: where a good is not made at all, what it takes to begin is then spent.
  const isFree = remembered((p: Place) => isEfficient(set, excess, p));
  const down = chords((p) => p.map((v, i) => movedOut(set, v, i, 1e-6)))
    .filter((c) => c.scale > 1 && isFree(c.p) && isFree(c.q))
    .sort((a, b) => b.scale - a.scale);
  return { up: confirmed(set, reach, up, 'not-concave'), down: confirmed(set, reach, down, 'not-convex') };
}

type Reach = (direction: Place) => number;

/** The largest scale at which a place can still be made, in doubles. */
function reachIn(set: OutputSet): Reach {
  const { excess, far } = set;
  return (d) => {
    let hi = Math.min(...d.map((v, i) => (v > 0 ? (far[i] as number) / v : Number.POSITIVE_INFINITY)));
    if (excess(d.map((v) => v * hi)) <= 0) return hi;
    let lo = 0;
    for (let i = 0; i < 44; i++) {
      const middle = (lo + hi) / 2;
      if (excess(d.map((v) => v * middle)) <= 0) lo = middle;
      else hi = middle;
    }
    return lo;
  };
}

function onFrontier(set: OutputSet, reach: Reach, direction: Place): Place | null {
  const d = direction.map((v, i) => v * (set.far[i] as number));
  const scale = reach(d);
  return scale > 0 && Number.isFinite(scale) ? d.map((v) => v * scale) : null;
}

/** The axes, and twice as much of one good as of the others. */
function corners(n: number): readonly Place[] {
  const one = (i: number, rest: number): Place => Array.from({ length: n }, (_, k) => (k === i ? 1 : rest));
  return Array.from({ length: n }, (_, i) => [one(i, 0), one(i, 0.5)]).flat();
}

/** Directions in shares of what can be made alone: the axes, the edges between two, the middle, and many between. */
function directionsIn(n: number): readonly Place[] {
  const found: number[][] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++)
      for (const t of [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98])
        found.push(Array.from({ length: n }, (_, k) => (k === i ? t : k === j ? 1 - t : 0)));
    found.push(Array.from({ length: n }, (_, k) => (k === i ? 1 : 0)));
    found.push(Array.from({ length: n }, (_, k) => (k === i ? 1 : 0.02)));
  }
  for (let k = 1; k <= 24; k++) found.push(Array.from({ length: n }, (_, i) => spread(k, i) ** 2 + 1e-3));
  return found;
}

const STEPS = [0.7548776662466927, 0.5698402909980532, 0.8191725133961645, 0.6180339887498949];

function spread(k: number, i: number): number {
  const x = (k + i * 7) * (STEPS[i % STEPS.length] as number);
  return x - Math.floor(x);
}

/** Nothing seems to be made there: not either with more of one good and no less of the others. */
function isEfficient(set: OutputSet, excess: Excess, p: Place): boolean {
  return [0, 1e-3, 0.1, 0.3, 0.6].every((share) =>
    p.every((v, i) => {
      const room = (set.most[i] as number) - v;
      return excess(p.map((x, k) => (k === i ? x + share * room : x))) > 0;
    }),
  );
}

/** A little more of a good, though no more than can be made. */
function movedOut(set: OutputSet, v: number, i: number, by: number): number {
  return Math.min(v * (1 + by) + by * (set.far[i] as number), (set.most[i] as number) * (1 - 2 ** -27));
}

function remembered<T extends object, V>(f: (x: T) => V): (x: T) => V {
  const known = new Map<T, V>();
  return (x) => {
    const value = known.get(x) ?? f(x);
    known.set(x, value);
    return value;
  };
}

type Excess = (y: Place) => number;

/** The scale by one secant step: how chords are ranked. */
function candidate(p: Place, q: Place, excess: Excess): Candidate {
  const mid = p.map((v, i) => (v + (q[i] as number)) / 2);
  const [here, beyond] = [excess(mid), excess(mid.map((v) => v * (1 + STEP)))];
  const scale = here === Number.POSITIVE_INFINITY ? 0.5 : 1 - (here * STEP) / (beyond - here);
  return { p, q, scale: Number.isFinite(scale) && beyond > here ? scale : here > 0 ? 0.9 : 1.1 };
}

const STEP = 1e-4;

export type Pair = readonly [p: Place, q: Place];

function pairsAcross(places: readonly Place[]): Pair[] {
  return places.flatMap((p, i) => places.slice(i + 1).map((q): Pair => [p, q]));
}

/** Short chords, where a long one would cross stretches of both kinds. */
function pairsClose(set: OutputSet, places: readonly Place[], reach: Reach): Pair[] {
  const found: Pair[] = [];
  for (const d of places.map((p) => p.map((v, i) => v / (set.far[i] as number)))) {
    for (const i of d.keys()) {
      const most = Math.min(d[i] as number, Math.max(...d.filter((_, k) => k !== i)));
      for (const step of [0.2 * most, 0.04 * most].filter((x) => x > 0)) {
        const [p, q] = [-step, step].map((s) =>
          onFrontier(
            set,
            reach,
            d.map((v, k) => (k === i ? v + s : v)),
          ),
        );
        if (p && q) found.push([p, q]);
      }
    }
  }
  return found;
}

const RANKED = 48;
const TRIED = 8;

/** The best by a secant step are ranked again by the true distance along the ray. */
function confirmed(
  set: OutputSet,
  reach: Reach,
  candidates: readonly Candidate[],
  shows: Witness['shows'],
): Witness | null {
  const distance = (c: Candidate): number => (shows === 'not-concave' ? 1 - c.scale : c.scale - 1);
  const ranked = candidates
    .slice(0, RANKED)
    .map((c) => ({ ...c, scale: reach(c.p.map((v, i) => (v + (c.q[i] as number)) / 2)) }))
    .filter((c) => distance(c) > 1e-11)
    .sort((a, b) => distance(b) - distance(a));
  for (const c of ranked.slice(0, TRIED)) {
    for (const share of [0.05, 1e-3, 1e-5, 1e-7]) {
      const found = confirm(set, reach, c, shows, share);
      if (found) return found;
    }
  }
  return null;
}

/** The ends are moved to the sure side of the frontier by a share of the gap. */
function confirm(
  set: OutputSet,
  reach: Reach,
  { p, q, scale }: Candidate,
  shows: Witness['shows'],
  share: number,
): Witness | null {
  const slack = Math.min(Math.abs(1 - scale), 0.5) * share;
  const moved = (y: Place): number[] =>
    y.map((v, i) => {
      const out = shows === 'not-concave' ? v * (1 - slack) : movedOut(set, v, i, slack);
      return coarse(out, set.far[i] as number);
    });
  const [a, b] = [moved(p), moved(q)];
  const mid = a.map((v, i) => (v + (b[i] as number)) / 2);
  if (mid.some((m, i) => m - (a[i] as number) !== (b[i] as number) - m)) return null;
  const right =
    shows === 'not-concave'
      ? set.isInside(a) && set.isInside(b) && set.isOutside(mid)
      : isNotMade(set, a) && isNotMade(set, b) && set.isInside(mid.map(justMore));
  if (!right) return null;
  const named = (y: Place): Record<string, number> => Object.fromEntries(set.goods.map((g, i) => [g, y[i] as number]));
  return { p: named(a), q: named(b), mid: named(mid), gap: Math.abs(1 - reach(mid)), shows };
}

/** Outside, though as much of each good can be made somewhere. */
function isNotMade(set: OutputSet, y: Place): boolean {
  return y.every((v, i) => v <= (set.most[i] as number)) && set.isOutside(y);
}

/** A little more of every good: what can still be made then lies inside with all around it. */
function justMore(v: number): number {
  return v * (1 + 2 ** -40) + Number.MIN_VALUE;
}
