import type { LevelShape } from '../../curvature/shape.ts';
import { point } from '../../math/interval/interval.ts';
import { type EdgeEnd, edgeEnds, efficientBox } from './level-corners.ts';
import { excessAt, type LevelSet, levelSetOf } from './level-limits.ts';
import { type Optimum, worthOf } from './level-newton.ts';
import { optimumOf } from './level-optimum.ts';
import { boundByPlanes } from './level-planes.ts';
import { onFrontier } from './level-reach.ts';
import { type LevelTree, levelTree } from './level-tree.ts';
import type { Member, Outputs, Piece, Prices, Response } from './piece.ts';
import { type Corner, straightPiece } from './point.ts';

/** Where the goods of a level set stand in the economy. */
interface Standing {
  readonly set: LevelSet;
  readonly indices: readonly number[];
  /** How many goods the economy has. */
  readonly size: number;
}

/** A box of the set's own goods. */
interface Box {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
}

/** How much further than its response a bound may lie before boxes are asked as well. */
const loose = 1e-9;

/**
 * A level set as pieces. Bowed outward it is one piece, exact. Bowed inward it is the ends on the edges of its box, and its inside, of
 * which few members are ever needed. Of any other the pieces are what branch and bound over boxes proves.
 */
export function levelPieces(shape: LevelShape, goods: readonly string[]): readonly Piece[] {
  const set = levelSetOf(shape);
  const standing = { set, indices: shape.goods.map((good) => goods.indexOf(good)), size: goods.length };
  const whole = { lo: set.lo, hi: set.hi };
  switch (shape.bends) {
    case 'outward':
      return [outwardPiece(standing)];
    case 'inward': {
      const ends = edgeEnds(set, set.lo, set.hi);
      const corners = ends.flatMap((end) => (end.outputs === null ? [] : [straightPiece([cornerOf(standing, end)])]));
      return ends.length === 1 && corners.length === 1 ? corners : [...corners, inwardPiece(standing, whole, ends)];
    }
    case 'unknown':
      return openPieces(standing, levelTree(set, whole.lo, whole.hi));
  }
}

const ownPrices = ({ indices }: Standing, prices: Prices): Float64Array =>
  Float64Array.from(indices, (j) => prices[j] ?? 0);

const ownOutputs = ({ indices }: Standing, outputs: ArrayLike<number>): Float64Array =>
  Float64Array.from(indices, (j) => outputs[j] ?? 0);

function inEconomy({ indices, size }: Standing, own: ArrayLike<number>): Outputs {
  const outputs = new Float64Array(size);
  indices.forEach((good, j) => {
    outputs[good] = own[j] ?? 0;
  });
  return outputs;
}

function cornerOf(standing: Standing, { outputs, enclosures }: EdgeEnd): Corner {
  const all = Array.from({ length: standing.size }, () => point(0));
  standing.indices.forEach((good, j) => {
    all[good] = enclosures[j] ?? point(0);
  });
  return { outputs: inEconomy(standing, outputs ?? standing.set.lo), enclosures: all, places: [] };
}

function pinned(outputs: Outputs): Piece {
  return straightPiece([{ outputs, enclosures: Array.from(outputs, point), places: [] }]);
}

function responseOf(standing: Standing, own: Float64Array, prices: Float64Array): Response {
  const outputs = inEconomy(standing, own);
  return { value: worthOf(own, prices), outputs, state: [...outputs] };
}

/** The set is convex: its best place by interior points, bounded by the planes across its limits there. */
function outwardPiece(standing: Standing): Piece {
  const { set, indices } = standing;
  const whole = { lo: set.lo, hi: set.hi };
  let near: Optimum | null = null;
  const best = latest((prices) => {
    near = optimumOf(set, prices, near);
    return near;
  });
  const boxes = latest((prices) => tree().best(prices).bound);
  let grown: LevelTree | null = null;
  const tree = (): LevelTree => {
    grown ??= levelTree(set, set.lo, set.hi);
    return grown;
  };
  const bounded = (prices: Float64Array): number => {
    const found: Optimum = best(prices);
    const worth = worthOf(found.outputs, prices);
    const bound = boundByPlanes(set, prices, found);
    return bound <= worth + loose * Math.abs(worth) ? bound : Math.min(bound, boxes(prices));
  };
  const caps = new Map<number, number>();
  return {
    exact: true,
    fixed: false,
    line: null,
    bends: [],
    most: Number.POSITIVE_INFINITY,
    faces: [],
    work: 4,
    respond(prices) {
      const own = ownPrices(standing, prices);
      return responseOf(standing, best(own).outputs, own);
    },
    bound: (prices) => bounded(ownPrices(standing, prices)),
    realize: (state) => memberAt(standing, state, whole),
    pin: (state) => pinned(memberAt(standing, state, whole).outputs),
    part: () => null,
    cap: (good) => capped(standing, caps, good, (j) => bounded(unit(indices.length, j))),
  };
}

/** Beyond the set all is convex: its hull is that of the ends on the edges of the box. */
function inwardPiece(standing: Standing, box: Box, ends: readonly EdgeEnd[]): Piece {
  const { set, indices } = standing;
  const places = ends.map(({ outputs, enclosures }) => outputs ?? Float64Array.from(enclosures, ({ lo }) => lo));
  const tops = ends.map(({ enclosures }) => Float64Array.from(enclosures, ({ hi }) => hi));
  return {
    exact: false,
    fixed: false,
    line: null,
    bends: indices.length === 2 ? indices : [],
    most: Math.max(1, indices.length - 1),
    faces: [],
    work: 3,
    respond(prices) {
      const own = ownPrices(standing, prices);
      const worths = places.map((place) => worthOf(place, own));
      const place = places[worths.indexOf(Math.max(...worths))] ?? box.lo;
      return responseOf(standing, place, own);
    },
    bound: (prices) =>
      tops.reduce(
        (most, top) => Math.max(most, worthAtMost(top, ownPrices(standing, prices))),
        Number.NEGATIVE_INFINITY,
      ),
    realize: (state) => memberAt(standing, state, box),
    pin: (state) => pinned(memberAt(standing, state, box).outputs),
    part: (state, prices) =>
      halvesAt(standing, box, state, prices)?.flatMap((half) => {
        const part = efficientBox(set, half.lo, half.hi);
        return part === null ? [] : [inwardPiece(standing, part, edgeEnds(set, part.lo, part.hi))];
      }) ?? null,
    cap: (good) => tops.reduce((most, top) => Math.max(most, top[indices.indexOf(good)] ?? 0), 0),
  };
}

function openPieces(standing: Standing, tree: LevelTree): readonly Piece[] {
  const box = tree.box();
  return box === null ? [] : [openPiece(standing, box, tree)];
}

/** Which way it bends is mixed, or not known: what boxes prove. */
function openPiece(standing: Standing, box: Box, tree: LevelTree): Piece {
  const { indices } = standing;
  const best = latest((prices) => tree.best(prices));
  const caps = new Map<number, number>();
  return {
    exact: false,
    fixed: false,
    line: null,
    bends: [],
    most: Number.POSITIVE_INFINITY,
    faces: [],
    work: 100,
    respond(prices) {
      const own = ownPrices(standing, prices);
      return responseOf(standing, best(own).outputs ?? box.lo, own);
    },
    bound: (prices) => best(ownPrices(standing, prices)).bound,
    realize: (state) => memberAt(standing, state, box),
    pin: (state) => pinned(memberAt(standing, state, box).outputs),
    part: (state, prices) =>
      halvesAt(standing, box, state, prices)?.map((half) => openPiece(standing, half, tree.within(half.lo, half.hi))) ??
      null,
    cap: (good) => capped(standing, caps, good, (j) => best(unit(indices.length, j)).bound),
  };
}

const unit = (size: number, at: number): Float64Array => new Float64Array(size).fill(1, at, at + 1);

function capped(
  { set, indices }: Standing,
  known: Map<number, number>,
  good: number,
  most: (own: number) => number,
): number {
  const j = indices.indexOf(good);
  if (j < 0) return 0;
  const cap = known.get(j) ?? Math.max(0, Math.min(set.hi[j] ?? 0, most(j)));
  known.set(j, cap);
  return cap;
}

/** prices·y rounded up. */
function worthAtMost(y: Float64Array, prices: Float64Array): number {
  const sum = worthOf(y, prices);
  return sum + 2 * (y.length + 1) * 2 ** -53 * sum + Number.MIN_VALUE;
}

/** What was found at the prices asked last is asked again at once, for its bound. */
function latest<T>(find: (prices: Float64Array) => T): (prices: Float64Array) => T {
  let last: { readonly prices: Float64Array; readonly found: T } | null = null;
  return (prices) => {
    if (last === null || prices.some((p, j) => p !== last?.prices[j])) last = { prices, found: find(prices) };
    return last.found;
  };
}

/** A place on the frontier near a mean of responses: on the ray through it, or nearer to what is surely inside. */
function memberAt(standing: Standing, state: readonly number[], box: Box): Member {
  const { set } = standing;
  const own = ownOutputs(standing, state);
  const near = own.map((y, j) => Math.min(box.hi[j] ?? 0, Math.max(box.lo[j] ?? 0, y)));
  const found = outOrKept(set, near, onFrontier(set, near, box)) ?? towards(set, near);
  return { outputs: inEconomy(standing, found), places: [] };
}

/** Responses that agree keep their own digits. */
function outOrKept(set: LevelSet, y: Float64Array, found: Float64Array | null): Float64Array | null {
  if (found === null || excessAt(set, y) > 0) return found;
  return found.every((v, j) => Math.abs(v - (y[j] ?? 0)) <= 1e-12 * v) ? y : found;
}

function towards(set: LevelSet, y: Float64Array): Float64Array {
  let [inner, outer] = [1, 0];
  const at = (share: number) => y.map((v, j) => v + share * ((set.inside[j] ?? 0) - v));
  for (let step = 0; step < 60; step++) {
    const middle = (inner + outer) / 2;
    if (excessAt(set, at(middle)) <= 0) inner = middle;
    else outer = middle;
  }
  return at(inner);
}

/** Two halves of a box across the good in which most is at stake, at the member's own amount of it. */
function halvesAt(standing: Standing, box: Box, state: readonly number[], prices: Prices): readonly Box[] | null {
  const member = ownOutputs(standing, memberAt(standing, state, box).outputs);
  const own = ownPrices(standing, prices);
  const stakes = box.lo.map((lo, j) => {
    const width = (box.hi[j] ?? 0) - lo;
    const whole = (standing.set.hi[j] ?? 0) - (standing.set.lo[j] ?? 0);
    return width <= 1e-13 * whole ? -1 : width * (own[j] ?? 0) + 1e-9 * (width / whole);
  });
  const j = stakes.indexOf(Math.max(...stakes));
  const [lo, hi] = [box.lo[j] ?? 0, box.hi[j] ?? 0];
  if (!((stakes[j] ?? -1) > 0)) return null;
  const share = ((member[j] ?? 0) - lo) / (hi - lo);
  const cut = share > 0.05 && share < 0.95 ? (member[j] ?? 0) : lo + (hi - lo) / 2;
  return [
    { lo: box.lo, hi: box.hi.map((y, i) => (i === j ? cut : y)) },
    { lo: box.lo.map((y, i) => (i === j ? cut : y)), hi: box.hi },
  ];
}
