import type { Party } from '../outcome.ts';
import { isCrowdParty } from '../population/crowd.ts';
import { respond } from '../relaxation/greedy.ts';
import { sideOf } from '../sides.ts';
import { type Stretch, sumsOf } from './line-sums.ts';
import { lean, type OwnFace, ownFaces, pricesAt, steepest } from './own-faces.ts';

export type Point = readonly [number, number];

/**
 * What prices support of the totals of two goods, from the left (most of the second good) to the right: `tilt` = ln(p_x / p_y), each
 * good measured in the most of it.
 */
export type Leg =
  /** One total, best at all prices from `low` to `high`. */
  | { readonly kind: 'kink'; readonly at: Point; readonly low: number; readonly high: number }
  /** A smooth bend outward: each total has a price of its own. */
  | { readonly kind: 'curve'; readonly low: number; readonly high: number; readonly from: Point; readonly to: Point }
  /** At one price all of these are best; between them lie dents. */
  | {
      readonly kind: 'face';
      readonly tilt: number;
      readonly parts: readonly Stretch[];
      readonly dents: number | null;
      nearest(toward: number): Point;
    };

export interface Supported {
  readonly legs: readonly Leg[];
  readonly scale: Point;
  /** Every dent is told; false where some only lie between sampled prices. */
  readonly whole: boolean;
  /** The best total at a price. */
  at(tilt: number): Point;
}

/** With more agents than this (each member a different one) prices are sampled, and single kinks are not told apart. */
const mostAgents = 500;

/** Null where fewer than two goods can be made. */
export function supportedTotals(
  parties: readonly Party[],
  goods: readonly string[],
  caps: ArrayLike<number>,
): Supported | null {
  const scale: Point = [caps[0] ?? 0, caps[1] ?? 0];
  if (!(scale[0] > 0 && scale[1] > 0)) return null;
  const sides = parties.map(({ agent, pieces }) => sideOf(agent.count, pieces));
  const at = (tilt: number): Point => {
    const { totals } = respond(sides, pricesAt(tilt, scale));
    return [totals[0] ?? 0, totals[1] ?? 0];
  };
  const told = parties.map((party) => (parties.length <= mostAgents && hasOwnShape(party) ? party : null));
  const turned = ({ shape }: Party) => shape.goods[0] === goods[1];
  const faces = told.flatMap((party, side) =>
    party === null
      ? []
      : ownFaces(party, turned(party), scale).map((face) => ({ ...face, side, count: party.agent.count })),
  );
  const bends = told.flatMap((party) => (party === null ? [] : bendsOf(party, turned(party), scale)));
  const events = clustered([...faces, ...bends.map((tilt) => ({ tilt, side: -1, count: 0, stretches: [] }))]);
  const legs: Leg[] = [];
  let [low, start] = [Number.NEGATIVE_INFINITY, furthest(parties, scale, 0)];
  for (const event of events) {
    const face = faceOf(event, sides, scale);
    pushRun(legs, low, event.tilt, start, face?.from ?? at(event.tilt), scale);
    if (face !== null) legs.push(face.leg);
    [low, start] = [event.tilt, face?.to ?? at(event.tilt)];
  }
  pushRun(legs, low, Number.POSITIVE_INFINITY, start, furthest(parties, scale, 1), scale);
  const whole = parties.every((party, i) => told[i] !== null || isOutward(party));
  return { legs, scale, at, whole };
}

/** A frontier of one member, whose corners and straight lines can be told; a crowd's are its members'. */
const hasOwnShape = (party: Party): boolean =>
  !isCrowdParty(party) && ['planar', 'points', 'capacity'].includes(party.shape.kind);

const isOutward = ({ judgement: { verdict } }: Party): boolean => verdict === 'concave' || verdict === 'linear';

interface Event {
  readonly tilt: number;
  readonly faces: readonly Tied[];
}

interface Tied extends OwnFace {
  readonly side: number;
  readonly count: number;
}

function clustered(all: readonly Tied[]): readonly Event[] {
  const events: { tilt: number; faces: Tied[] }[] = [];
  for (const next of [...all].sort((a, b) => a.tilt - b.tilt)) {
    const last = events.at(-1);
    const own = next.side < 0 ? [] : [next];
    if (last !== undefined && next.tilt - last.tilt < 1e-10) last.faces.push(...own);
    else events.push({ tilt: next.tilt, faces: own });
  }
  return events;
}

/** Where stretches that bend outward begin and end. */
function bendsOf({ shape }: Party, turned: boolean, scale: Point): readonly number[] {
  if (shape.kind !== 'planar') return [];
  return shape.arcs.flatMap((arc) => {
    if (arc.curvature !== 'concave' || arc.from === arc.to) return [];
    return [arc.from, arc.to].flatMap((t) => {
      const [dx, dy] = arc.tangent(t);
      const slope = turned ? -dx / dy : -dy / dx;
      const tilt = Math.log((slope * scale[0]) / scale[1]);
      // Beyond this a slope is rounding of a vertical or level end.
      return Math.abs(tilt) < 12 ? [tilt] : [];
    });
  });
}

function faceOf(
  { tilt, faces }: Event,
  sides: readonly Parameters<typeof respond>[0][number][],
  scale: Point,
): { readonly leg: Leg; readonly from: Point; readonly to: Point } | null {
  if (faces.length === 0) return null;
  const others = sides.filter((_, side) => !faces.some((face) => face.side === side));
  const { totals } = respond(others, pricesAt(tilt, scale));
  const moved = (p: Point): Point => [p[0] + (totals[0] ?? 0), p[1] + (totals[1] ?? 0)];
  const sums = sumsOf(faces);
  const from = moved(endsOf(faces, 'from'));
  const to = moved(endsOf(faces, 'to'));
  const parts = sums?.map((part): Stretch => ({ from: moved(part.from), to: moved(part.to) })) ?? [
    { from, to: from },
    { from: to, to },
  ];
  const nearest = (toward: number): Point => moved(filled(faces, toward - lean(from, scale), scale));
  return {
    leg: { kind: 'face', tilt, parts, dents: sums === null ? dentsOf(faces) : sums.length - 1, nearest },
    from,
    to,
  };
}

const endsOf = (faces: readonly Tied[], end: 'from' | 'to'): Point =>
  faces.reduce<Point>(
    ([x, y], { count, stretches }) => {
      const point = (end === 'from' ? stretches[0] : stretches.at(-1))?.[end] ?? [0, 0];
      return [x + count * point[0], y + count * point[1]];
    },
    [0, 0],
  );

/** Members moved over one agent after the other until the next would overshoot. */
function filled(faces: readonly Tied[], room: number, scale: Point): Point {
  let left = room;
  let [x, y] = [0, 0];
  for (const { count, stretches } of faces) {
    const first: Point = stretches[0]?.from ?? [0, 0];
    const last: Point = stretches.at(-1)?.to ?? [0, 0];
    const step = lean(last, scale) - lean(first, scale);
    const over = Math.min(count, Math.max(0, Math.floor((left * (1 + 1e-12)) / step)));
    left -= over * step;
    x += over * last[0] + (count - over) * first[0];
    y += over * last[1] + (count - over) * first[1];
  }
  return [x, y];
}

/** Of one agent with two choices there is a dent a member. */
function dentsOf(faces: readonly Tied[]): number | null {
  const [only] = faces;
  return faces.length === 1 && only?.stretches.length === 2 ? only.count : null;
}

function pushRun(legs: Leg[], low: number, high: number, from: Point, to: Point, scale: Point): void {
  if (lean(to, scale) - lean(from, scale) > 1e-9) {
    legs.push({ kind: 'curve', low, high, from, to });
    return;
  }
  const before = legs.at(-1);
  if (before?.kind === 'kink') legs[legs.length - 1] = { ...before, high };
  else if (high > low) legs.push({ kind: 'kink', at: from, low, high });
}

/** The most of one good, and beside it the most of the other. */
function furthest(parties: readonly Party[], scale: Point, good: 0 | 1): Point {
  return parties.reduce<Point>(
    ([x, y], { agent, pieces }) => {
      const [ownX, ownY] = furthestOf(pieces, scale, good);
      return [x + agent.count * ownX, y + agent.count * ownY];
    },
    [0, 0],
  );
}

function furthestOf(pieces: Party['pieces'], scale: Point, good: 0 | 1): Point {
  const wanted = good === 0 ? 1 : 0;
  const ends = pieces.flatMap((piece) =>
    [Number.POSITIVE_INFINITY, steepest].map((far): Point => {
      const prices = Number.isFinite(far) ? pricesAt(wanted === 0 ? far : -far, scale) : alone(wanted, scale);
      const { outputs } = piece.respond(prices);
      return [outputs[0] ?? 0, outputs[1] ?? 0];
    }),
  );
  const most = Math.max(...ends.map((end) => end[wanted]));
  const best = ends.filter((end) => end[wanted] >= most * (1 - 1e-13));
  const beside = Math.max(...best.map((end) => end[good]));
  // What only comes close to the end along a smooth curve is not beside it.
  return best.find((end) => end[good] >= beside - 1e-6 * scale[good]) ?? [0, 0];
}

const alone = (good: 0 | 1, scale: Point): Float64Array => {
  const prices = new Float64Array(2);
  prices[good] = 1 / scale[good];
  return prices;
};
