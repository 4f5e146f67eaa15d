import type { Party } from '../outcome.ts';
import { isCrowdParty } from '../population/crowd.ts';
import { capsOf, type Side, yieldBound } from '../relaxation/greedy.ts';
import { inDent } from './dents.ts';
import { lean, pricesAt, steepest } from './own-faces.ts';
import { type Leg, type Point, type Supported, supportedTotals } from './supported.ts';
import { type Dents, inNumeraire, perGood, type TracePoint, tracePoint } from './trace-point.ts';

interface Walk {
  readonly goods: readonly string[];
  readonly sides: readonly Side[];
  readonly supported: Supported;
  /** How far apart points may lie, along the frontier from -1 to 1. */
  readonly step: number;
  /** False where responses are guesses: what is called supported is then checked against a proven bound. */
  readonly proven: boolean;
  readonly tolerance: number;
  readonly signal?: { readonly aborted: boolean } | undefined;
}

/** With so few dents each is traced, however narrow. */
const fewDents = 24;
const leastInDent = 5;
const mostSpans = 200;
const workInDent = 1_500;

/** The exact Pareto set of the totals of two goods; null where only one of them can be made. */
export function alongTwoGoods(
  parties: readonly Party[],
  goods: readonly string[],
  sides: readonly Side[],
  options: {
    readonly points: number;
    readonly tolerance: number;
    readonly sketch?: boolean | undefined;
    readonly signal?: Walk['signal'];
  },
): { readonly points: readonly TracePoint[]; readonly dents: Dents } | null {
  const supported = supportedTotals(parties, goods, capsOf(sides, 2));
  if (supported === null) return null;
  const { legs, scale } = supported;
  const [first, last] = [legs[0], legs.at(-1)];
  const whole = first === undefined || last === undefined ? 2 : lean(endOf(last), scale) - lean(startOf(first), scale);
  const walk: Walk = {
    ...options,
    goods,
    sides,
    supported,
    step: whole / options.points,
    proven: options.sketch === true || parties.every(isProven),
  };
  const dents = dentsOf(legs, walk);
  return {
    points: undominated(
      legs.flatMap((leg) => alongLeg(leg, walk, dents.count)),
      walk,
    ),
    dents,
  };
}

const isProven = (party: Party): boolean => {
  const { shape } = party;
  if (isCrowdParty(party)) return false;
  if (shape.kind === 'planar') return shape.arcs.every(({ curvature }) => curvature !== 'unknown');
  return shape.kind === 'capacity' || shape.kind === 'points';
};

const startOf = (leg: Leg): Point =>
  leg.kind === 'kink' ? leg.at : leg.kind === 'curve' ? leg.from : (leg.parts[0]?.from ?? [0, 0]);
const endOf = (leg: Leg): Point =>
  leg.kind === 'kink' ? leg.at : leg.kind === 'curve' ? leg.to : (leg.parts.at(-1)?.to ?? [0, 0]);

function dentsOf(legs: readonly Leg[], { goods, supported }: Walk): Dents {
  const faces = legs.flatMap((leg) => (leg.kind === 'face' ? [leg] : []));
  const count = faces.reduce<number | null>(
    (sum, { dents }) => (sum === null || dents === null ? null : sum + dents),
    supported.whole ? 0 : null,
  );
  const gaps = faces.flatMap(({ parts, dents }) => (dents === parts.length - 1 ? gapsOf(parts) : []));
  const wide = (gap: readonly [Point, Point]) => lean(gap[1], supported.scale) - lean(gap[0], supported.scale);
  const widest = new Set([...gaps].sort((a, b) => wide(b) - wide(a)).slice(0, mostSpans));
  return {
    count,
    spans: gaps
      .filter((gap) => widest.has(gap))
      .map(([from, to]) => ({ from: perGood(goods, from), to: perGood(goods, to) })),
  };
}

function gapsOf(parts: Extract<Leg, { kind: 'face' }>['parts']): readonly (readonly [Point, Point])[] {
  return parts.slice(1).map((part, k) => [parts[k]?.to ?? part.from, part.from] as const);
}

function alongLeg(leg: Leg, walk: Walk, dents: number | null): readonly TracePoint[] {
  switch (leg.kind) {
    case 'kink':
      return [supportedPoint(leg.at, middle(leg.low, leg.high), walk, { at: 'kink', low: leg.low, high: leg.high })];
    case 'curve':
      return alongCurve(leg, walk);
    case 'face':
      return leg.dents === leg.parts.length - 1 ? alongFace(leg, walk, dents) : acrossMany(leg, walk);
  }
}

/** Between 0 and a right angle half way, so that infinite ends have a middle too. */
function middle(low: number, high: number): number {
  return Math.log(Math.tan((Math.atan(Math.exp(low)) + Math.atan(Math.exp(high))) / 2));
}

function alongCurve({ low, high, from, to }: Extract<Leg, { kind: 'curve' }>, walk: Walk): readonly TracePoint[] {
  const { scale, at } = walk.supported;
  const far = (a: Point, b: Point) => lean(b, scale) - lean(a, scale) > walk.step;
  const inside = (a: number, p: Point, b: number, q: Point): readonly TracePoint[] => {
    const tilt = inTheMiddle(a, b);
    if (!far(p, q) || !(b - a > 1e-12)) return [];
    const found = at(tilt);
    return [...inside(a, p, tilt, found), supportedPoint(found, tilt, walk), ...inside(tilt, found, b, q)];
  };
  return [
    supportedPoint(from, low, walk),
    ...inside(Math.max(low, -steepest), from, Math.min(high, steepest), to),
    supportedPoint(to, high, walk),
  ];
}

function inTheMiddle(low: number, high: number): number {
  const tilt = middle(low, high);
  return low < tilt && tilt < high ? tilt : low + (high - low) / 2;
}

function alongFace(
  { tilt, parts }: Extract<Leg, { kind: 'face' }>,
  walk: Walk,
  dents: number | null,
): readonly TracePoint[] {
  const ends = gapsOf(parts);
  return parts.flatMap((part, k) => {
    const { from, to } = part;
    const own = steps(from, to, walk).map((share) => supportedPoint(between(from, to, share), tilt, walk));
    const begins = k > 0 ? 'end' : null;
    const stops = k < parts.length - 1 ? 'end' : null;
    const single = lean(to, walk.supported.scale) === lean(from, walk.supported.scale);
    const gap = ends[k];
    return [
      supportedPoint(from, tilt, walk, { at: single ? (begins ?? stops) : begins }),
      ...own,
      ...(single ? [] : [supportedPoint(to, tilt, walk, { at: stops })]),
      ...(gap === undefined ? [] : throughDent(gap, walk, dents)),
    ];
  });
}

/** More splits of the members than can be listed: those next to evenly spread places. */
function acrossMany(leg: Extract<Leg, { kind: 'face' }>, walk: Walk): readonly TracePoint[] {
  const [from, to] = [startOf(leg), endOf(leg)];
  const { scale } = walk.supported;
  const inside = steps(from, to, walk).map((share) => leg.nearest(lean(between(from, to, share), scale)));
  return [from, ...inside, to].map((point) => supportedPoint(point, leg.tilt, walk, { at: 'end' }));
}

const between = (a: Point, b: Point, share: number): Point => [
  a[0] + share * (b[0] - a[0]),
  a[1] + share * (b[1] - a[1]),
];

/** Shares of the way at which points stand, ends left out. */
function steps(from: Point, to: Point, { supported: { scale }, step }: Walk, least = 0): readonly number[] {
  const number = Math.max(least, Math.ceil((lean(to, scale) - lean(from, scale)) / step - 1e-9) - 1);
  return Array.from({ length: Math.max(0, number) }, (_, k) => (k + 1) / (number + 1));
}

/** Dents are steep at their ends. */
const denserAtEnds = (share: number): number => (1 - Math.cos(Math.PI * share)) / 2;

function throughDent(gap: readonly [Point, Point], walk: Walk, dents: number | null): readonly TracePoint[] {
  const { goods, sides, tolerance, signal } = walk;
  const least = dents !== null && dents <= fewDents ? leastInDent : 0;
  return steps(...gap, walk, least)
    .map(denserAtEnds)
    .flatMap((share): TracePoint[] => {
      if (signal?.aborted === true) return [];
      const found = inDent(gap, share, goods, sides, { tolerance, work: workInDent, signal });
      if (found === null) return [];
      return [tracePoint(goods, found.totals, null, found.gap)];
    });
}

function supportedPoint(
  [x, y]: Point,
  tilt: number,
  { goods, sides, proven, supported: { scale } }: Walk,
  {
    at = null,
    low = tilt,
    high = tilt,
  }: { readonly at?: TracePoint['at']; readonly low?: number; readonly high?: number } = {},
): TracePoint {
  const own = pricesOf(tilt, scale);
  const totals = perGood(goods, [x, y]);
  const gap = proven ? 0 : shortOf(own, [x, y], sides);
  if (gap > 1e-9) return { totals, supported: false, prices: null, priceIntervals: null, gap, at };
  const prices = inNumeraire(goods, own);
  const [one = '', other = ''] = (prices[goods[0] ?? ''] ?? 0) > 0 ? goods : [...goods].reverse();
  const ends = [low, high].map((end) => priceOf(end, one === goods[0], scale)).sort((a, b) => a - b);
  const [least = 0, most = 0] = ends;
  return {
    totals,
    supported: true,
    prices,
    priceIntervals: { [one]: 1, [other]: least === most ? least : [least, most] },
    gap,
    at,
  };
}

function pricesOf(tilt: number, scale: Point): Float64Array {
  if (tilt <= -steepest) return Float64Array.of(0, 1);
  return tilt >= steepest ? Float64Array.of(1, 0) : pricesAt(tilt, scale);
}

/** By which share all may be worth more than these totals. */
function shortOf(prices: Float64Array, [x, y]: Point, sides: readonly Side[]): number {
  const most = yieldBound(sides, prices);
  return Math.max(0, 1 - (x * (prices[0] ?? 0) + y * (prices[1] ?? 0)) / most);
}

/** What the other good costs in the one that is counted in. */
function priceOf(tilt: number, inFirst: boolean, scale: Point): number {
  const ratio = (Math.exp(tilt) * scale[1]) / scale[0];
  return inFirst ? 1 / ratio : ratio;
}

/** Each total once, and in a dent none that another found total exceeds. */
function undominated(points: readonly TracePoint[], { goods, supported: { scale } }: Walk): readonly TracePoint[] {
  const place = ({ totals }: TracePoint): Point => [totals[goods[0] ?? ''] ?? 0, totals[goods[1] ?? ''] ?? 0];
  const close = (a: Point, b: Point) =>
    Math.abs(a[0] - b[0]) <= 1e-9 * scale[0] && Math.abs(a[1] - b[1]) <= 1e-9 * scale[1];
  const kept: TracePoint[] = [];
  for (const point of points) {
    const [last, here] = [kept.at(-1), place(point)];
    if (last !== undefined && close(place(last), here)) {
      if (point.at === 'kink' || (last.at === null && point.at !== null && point.supported))
        kept[kept.length - 1] = point.supported || !last.supported ? point : last;
      continue;
    }
    kept.push(point);
  }
  return kept.filter(
    (point, i) =>
      point.supported ||
      !exceeded(
        place(point),
        [kept[i - 1], kept[i + 1]].flatMap((other) => (other ? [place(other)] : [])),
      ),
  );
}

const exceeded = ([x, y]: Point, others: readonly Point[]): boolean =>
  others.some((other) => other[0] >= x && other[1] >= y);
