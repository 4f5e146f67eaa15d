import { type AllRatios, allRatios } from './all-ratios.ts';
import { type Cleared, cleared } from './clearing.ts';
import {
  everyoneDoesBest,
  type Found,
  isNear,
  isPropped,
  sameAllocation,
  sameEquilibrium,
  uniqueness,
} from './equilibrium-tests.ts';
import type { Market } from './market-model.ts';
import { polished } from './polish.ts';
import { bestPosition, type Plan, type Position, planFromSpread, planOf, smoothedPosition } from './position.ts';
import { followPath } from './simplicial.ts';
import { crossingsIn, isStill, scanned } from './two-goods.ts';
import { verified } from './verify.ts';

/** A range of price ratios of two goods, all of which are equilibria. */
interface Continuum {
  readonly goods: readonly [number, number];
  /** Of the first good's price in the second's. */
  readonly from: number;
  readonly to: number;
}

export interface Search {
  readonly equilibria: readonly Found[];
  readonly continua: readonly Continuum[];
  /** Why no other equilibrium exists; null: others may. */
  readonly unique: string | null;
  /** Of two goods: what is proven of all their price ratios. */
  readonly all: AllRatios | null;
  readonly ratios: number;
  readonly starts: number;
}

type Signal = { readonly aborted: boolean } | undefined;

/** Every equilibrium found, in the order of prices; where there is none, the nearest with the excess that remains. */
export function searchEquilibria(market: Market, signal: Signal): Search {
  const { wanted } = market;
  const [a, b, third] = wanted;
  const all = a === undefined || b === undefined || third !== undefined ? null : allRatios(market, [a, b]);
  const unique = uniqueness(market);
  const state: State = { market, signal, found: [], continua: [], ratios: 0, starts: 0, unique, all };
  lookFor(state, wanted);
  if (all?.noneFree === true) return { ...state, equilibria: state.found };
  for (const free of subsets(wanted)) {
    if (state.signal?.aborted === true) break;
    const priced = wanted.filter((j) => !free.includes(j));
    if (priced.length > 0 && canBeFree(market, priced)) lookFor(state, priced);
  }
  return {
    ...state,
    equilibria: state.found.filter((one) => !state.continua.some((range) => isEndOf(market, range, one))),
  };
}

/** An end of a range of equilibria, where one of the two goods is free; the range itself tells of it. */
function isEndOf({ wanted }: Market, { goods: [a, b], from, to }: Continuum, { position: { prices } }: Found): boolean {
  if (wanted.length > 2) return false;
  return (from <= 0 && prices[a] === 0) || (to === Number.POSITIVE_INFINITY && prices[b] === 0);
}

interface State {
  readonly market: Market;
  readonly signal: Signal;
  readonly found: Found[];
  readonly continua: Continuum[];
  ratios: number;
  starts: number;
  readonly unique: string | null;
  readonly all: AllRatios | null;
}

const mostGoodsForSubsets = 6;

function subsets(wanted: readonly number[]): readonly (readonly number[])[] {
  const size = wanted.length > mostGoodsForSubsets ? 0 : 2 ** wanted.length - 2;
  return Array.from({ length: size }, (_, k) => wanted.filter((_, i) => Math.floor((k + 1) / 2 ** i) % 2 === 1)).sort(
    (a, b) => a.length - b.length,
  );
}

/** At some of a few prices nobody wants more of the free goods than there is. */
function canBeFree(market: Market, priced: readonly number[]): boolean {
  const free = market.wanted.filter((j) => !priced.includes(j));
  return Array.from({ length: samples }, (_, k) => bestPosition(market, startingPrices(market, priced, k)).excess).some(
    (excess) => excess.every(Number.isFinite) && free.every((j) => (excess[j] ?? 0) <= 1e-9 * (market.scale[j] ?? 1)),
  );
}

const samples = 6;

function lookFor(state: State, priced: readonly number[]): void {
  const [a, b, third] = priced;
  if (a === undefined) return;
  if (b === undefined) alone(state, a);
  else if (third === undefined) twoPriced(state, [a, b]);
  else manyPriced(state, priced);
}

/** Only one good has a price. */
function alone(state: State, j: number): void {
  const prices = new Float64Array(state.market.goods.length);
  prices[j] = 1;
  const position = bestPosition(state.market, prices);
  if (position.excess.every(Number.isFinite)) attempt(state, prices, planOf(state.market, [position]));
}

function twoPriced(state: State, priced: readonly [number, number]): void {
  const { market } = state;
  const whole = priced.length === market.wanted.length;
  if (whole && state.all !== null) {
    for (const { below, above } of crossingsIn(market, priced, state.all.roots))
      if (!tryBetween(state, [below, above])) tryBetween(state, [below]);
    return;
  }
  const cost = (market.consumers.length + market.producers.length) * costOf(market);
  const scan = scanned(market, priced, Math.min(whole ? 1200 : 120, Math.max(100, 24_000 / cost)), state.signal);
  if (whole) state.ratios = scan.ratios;
  for (const { below, above } of scan.crossings) {
    if (!tryBetween(state, [below, above])) tryBetween(state, [below]);
  }
  const [a, b] = priced;
  for (const { from, to } of scan.stretches) {
    // So far out demand is all but lost in rounding, and seems to be nothing.
    if (to < -farthest || from > farthest) continue;
    const inScale = (log: number): number => (Math.exp(log) * (market.scale[b] ?? 1)) / (market.scale[a] ?? 1);
    const middle = Number.isFinite(from)
      ? Number.isFinite(to)
        ? (from + to) / 2
        : from + 1
      : Number.isFinite(to)
        ? to - 1
        : 0;
    const before = state.found.length;
    const prices = new Float64Array(market.goods.length);
    prices[a] = Math.exp(middle / 2) / (market.scale[a] ?? 1);
    prices[b] = Math.exp(-middle / 2) / (market.scale[b] ?? 1);
    const position = bestPosition(market, prices);
    if (!isStill(market, position, priced)) continue;
    attempt(state, prices, planOf(market, [position]));
    if (state.found.length > before) state.continua.push({ goods: [a, b], from: inScale(from), to: inScale(to) });
  }
}

const farthest = 24;

/** About how dear one consumer's demand is, beside a formula. */
const costOf = ({ consumers }: Market): number =>
  consumers.some(({ taste }) => taste.form === null && taste.kind === 'unproven')
    ? 60
    : consumers.some(({ taste }) => taste.form === null && taste.kind === 'concave')
      ? 10
      : 1;

function manyPriced(state: State, priced: readonly number[]): void {
  const { market } = state;
  const costs = (market.consumers.length + market.producers.length) * costOf(market);
  const all = priced.length === market.wanted.length;
  // Choosing inputs is dear: with firms fewer starts are made.
  const firms = 40 * market.producers.filter(({ source }) => source.kind === 'activity').length;
  const most = Math.min(hasTies(market) ? 8 : 24, Math.floor(800 / (firms + 33)));
  const usual = Math.max(3, Math.min(most, Math.floor(3000 / (costs + 50))));
  const starts = state.unique !== null ? 1 : all ? usual : 3;
  const before = state.found.length;
  for (let k = 0; k < starts; k++) {
    if (state.signal?.aborted === true) return;
    state.starts++;
    const prices = startingPrices(market, priced, k);
    if (hasTies(market)) cooled(state, prices);
    else attempt(state, prices, planOf(market, [bestPosition(market, prices)]));
    if (state.unique !== null && state.found.length > before) return;
  }
  const found = state.found.length > before;
  const paths = found ? (state.unique === null && all && costs + firms < 50 ? 2 : 0) : all ? 3 : 1;
  const evaluations = found || !all ? 600 : Math.max(3000, Math.min(20_000, 2_000_000 / costs));
  for (let k = 0; k < paths && (found || state.found.length === before); k++) {
    if (state.signal?.aborted === true) return;
    state.starts++;
    simplicial(state, priced, k, evaluations);
  }
}

/** Somebody has options between which a small change of prices makes it jump. */
const hasTies = ({ producers, consumers }: Market): boolean =>
  [...producers, ...consumers].some(({ chooser }) => chooser.all !== null);

/** Follows the equilibrium of the smoothed economy as its temperature falls, until those who still spread are known to be indifferent. */
function cooled(state: State, start: Float64Array): boolean {
  const { market } = state;
  let prices = start;
  for (const temperature of [0.5, 0.2, 0.07, 0.02, 0.006, 0.002, 6e-4, 2e-4]) {
    const still = planOf(market, [bestPosition(market, prices)]);
    const next = polished(market, prices, still, temperature);
    if (next === null) break;
    prices = next.prices;
    if (temperature < 0.03 && fromSpread(state, prices, temperature)) return true;
  }
  return attempt(state, prices, planOf(market, [bestPosition(market, prices)]));
}

/** With those options side by side that many choose, or that some do. */
function fromSpread(state: State, prices: Float64Array, temperature: number): boolean {
  const spread = smoothedPosition(state.market, prices, temperature);
  return [0.02, 1e-3].some((least) => attempt(state, prices, planFromSpread(spread, least)));
}

/** Evenly worth, then spread over log prices by an additive recurrence (Roberts 2018), deterministic. */
function startingPrices(market: Market, priced: readonly number[], k: number): Float64Array {
  const prices = new Float64Array(market.goods.length);
  const root = rootOf(priced.length);
  priced.forEach((j, i) => {
    const spread = k === 0 ? 0 : 6 * (((0.5 + k / root ** (i + 1)) % 1) - 0.5);
    prices[j] = Math.exp(spread) / (market.scale[j] ?? 1);
  });
  return prices;
}

function rootOf(d: number): number {
  let x = 1.5;
  for (let k = 0; k < 50; k++) x = (1 + x) ** (1 / (d + 1));
  return x;
}

function simplicial(state: State, priced: readonly number[], k: number, evaluations: number): void {
  const { market } = state;
  const pricesOf = (q: readonly number[]): Float64Array => {
    const prices = new Float64Array(market.goods.length);
    priced.forEach((j, i) => {
      prices[j] = Math.max(q[i] ?? 0, 1e-11) / (market.scale[j] ?? 1);
    });
    return prices;
  };
  // Integer labels need a function: members spread over their options, ever less.
  let temperature = 0.1;
  const label = (q: readonly number[]): number => {
    const { excess } = smoothedPosition(market, pricesOf(q), temperature);
    let best = -1;
    q.forEach((v, i) => {
      const own = (excess[priced[i] ?? 0] ?? 0) / (market.scale[priced[i] ?? 0] ?? 1);
      const least =
        best < 0 ? Number.POSITIVE_INFINITY : (excess[priced[best] ?? 0] ?? 0) / (market.scale[priced[best] ?? 0] ?? 1);
      if (v > 0 && own < least) best = i;
    });
    return best < 0 ? q.findIndex((v) => v > 0) : best;
  };
  const start = priced.map((_, i) => 1 + 0.5 * Math.sin((i + 1) * (k + 1) * 2.4));
  const sum = start.reduce((a, b) => a + b, 0);
  followPath(
    start.map((v) => v / sum),
    label,
    (corners, mesh) => {
      if (state.signal?.aborted === true) return true;
      temperature = Math.min(0.1, mesh);
      if (mesh > 0.01) return false;
      const middle = pricesOf(
        corners[0]?.map((_, i) => corners.reduce((sum, q) => sum + (q[i] ?? 0), 0) / corners.length) ?? [],
      );
      return (
        fromSpread(state, middle, temperature) ||
        tryBetween(
          state,
          corners.map((q) => bestPosition(market, pricesOf(q))),
        )
      );
    },
    {
      get evaluations() {
        return state.signal?.aborted === true ? 0 : evaluations;
      },
    },
  );
}

/** From the middle of some positions, with what is done in any of them; goods all but free are then made free. */
function tryBetween(state: State, positions: readonly Position[]): boolean {
  const { market } = state;
  const prices = market.goods.map(
    (_, j) => positions.reduce((sum, { prices: p }) => sum + (p[j] ?? 0), 0) / positions.length,
  );
  return attempt(state, Float64Array.from(prices), planOf(market, positions));
}

/** Polishes, clears and verifies; true where an equilibrium stands there (a new one or one known). */
function attempt(state: State, start: Float64Array, plan: Plan): boolean {
  const { market } = state;
  if (state.signal?.aborted === true) return false;
  const arrived = polished(market, start, plan);
  if (arrived === null) return false;
  const best = bestPosition(market, arrived.prices);
  const split = cleared(market, arrived.prices, arrived.plan) ?? singleCleared(market, best, arrived.prices);
  if (split === null) return false;
  if (!everyoneDoesBest(market, split.position) || isPropped(market, split.position, arrived.plan)) return false;
  const verification = verified(market, split.position);
  if (!isNear(market, verification, split)) return false;
  if (
    !state.found.some(
      (known) => sameEquilibrium(market, known, split.position) || sameAllocation(market, known, split.position),
    )
  )
    state.found.push({ position: split.position, verification, whole: split.whole });
  return true;
}

const singleCleared = (market: Market, best: Position, prices: Float64Array): Cleared | null =>
  cleared(market, prices, planOf(market, [best]));
