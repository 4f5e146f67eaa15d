import { add, divide, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { exp, ln, sigmoid } from '../../math/interval/elementary.ts';
import { hull, type Interval, negate, ONE, point, ZERO } from '../../math/interval/interval.ts';
import type { ConsumerType, Market } from './market-model.ts';

/** A range of the logarithm of p_a / p_b. */
export interface Between {
  readonly from: number;
  readonly to: number;
}

/** Two goods at all price ratios: ranges each with exactly one equilibrium ratio and none outside, and whether a good can be free. */
export interface AllRatios {
  readonly roots: readonly Between[];
  /** Proven: with either good free somebody wants it without end. */
  readonly noneFree: boolean;
}

const mostBoxes = 4000;
const widest = 100;
const narrowest = 1e-7;
// Neither is a ratio that a person would write: a root at the end of a box has no sign to tell.
const turn = 0.12345678901;
const cut = 0.48711;

/**
 * All ratios at which two goods of an exchange economy clear, where every demand is a formula: excess demand and its slope are enclosed in
 * interval arithmetic over the whole axis, ends included; a box with opposite signs at its ends and a slope of one sign holds exactly one
 * (Moore, Kearfott & Cloud 2009, chapter 8). Null where that cannot be decided.
 */
export function allRatios(market: Market, [a, b]: readonly [number, number]): AllRatios | null {
  if (market.producers.length > 0) return null;
  const buyers = market.consumers.map((consumer) => buyerOf(consumer, a, b));
  if (!buyers.every((buyer) => buyer !== null)) return null;
  const noneFree = isWantedWithoutEnd(market, a, b) && isWantedWithoutEnd(market, b, a);
  if (nobodySells(buyers)) return { roots: [], noneFree };
  const tails = [tail(buyers, 1), tail(buyers, -1)];
  if (tails.some((sign) => sign === 0)) return null;
  const roots: Between[] = [];
  const boxes: Between[] = [
    { from: turn, to: widest },
    { from: -widest, to: turn },
  ];
  for (let seen = 0; boxes.length > 0; seen++) {
    const box = boxes.pop();
    if (box === undefined || seen > mostBoxes) return null;
    const { value, slope } = excessOver(buyers, box);
    if (value.lo > 0 || value.hi < 0) continue;
    const ends = [signAt(buyers, box.from), signAt(buyers, box.to)];
    if ((slope.lo > 0 || slope.hi < 0) && !ends.includes(0)) {
      if (ends[0] !== ends[1]) roots.push(narrowed(buyers, box));
      continue;
    }
    if (box.to - box.from < narrowest) return null;
    const middle = box.from + cut * (box.to - box.from);
    boxes.push({ from: middle, to: box.to }, { from: box.from, to: middle });
  }
  return { roots, noneFree };
}

/** By bisection, as far as signs can be told. */
function narrowed(buyers: readonly Buyer[], box: Between): Between {
  let { from, to } = box;
  const first = signAt(buyers, from);
  for (let step = 0; step < 60; step++) {
    const middle = from + (to - from) / 2;
    const sign = signAt(buyers, middle);
    if (sign === 0 || !(middle > from && middle < to)) break;
    if (sign === first) from = middle;
    else to = middle;
  }
  return { from, to };
}

/**
 * What it spends on a is a share of income, the logistic function of offset + tilt·t in the log ratio t, or all of it up to a ratio and
 * none after it.
 */
interface Buyer {
  readonly hasA: Interval;
  readonly hasB: Interval;
  readonly share:
    | { readonly kind: 'smooth'; readonly offset: Interval; readonly tilt: Interval; readonly fixed: Interval | null }
    | { readonly kind: 'jump'; readonly at: Interval };
}

/** The exact number behind a double that few roundings made. */
const nearly = (x: number): Interval => ({ lo: x - Math.abs(x) * 2 ** -48, hi: x + Math.abs(x) * 2 ** -48 });

function buyerOf({ taste: { form }, endowment, count }: ConsumerType, a: number, b: number): Buyer | null {
  const shareOf = (): Buyer['share'] | null => {
    if (form === null) return null;
    const own = form.kind === 'cobb-douglas' ? form.shares : form.kind === 'leontief' ? form.needs : form.weights;
    const [wa, wb] = [own[a] ?? 0, own[b] ?? 0];
    if (own.some((w, j) => w !== 0 && j !== a && j !== b) || !(wa >= 0 && wb >= 0 && wa + wb > 0)) return null;
    if (wa === 0 || wb === 0) return { kind: 'smooth', offset: ZERO, tilt: ZERO, fixed: wa > 0 ? ONE : ZERO };
    const ratio = subtract(ln(nearly(wa)), ln(nearly(wb)));
    switch (form.kind) {
      case 'cobb-douglas':
        return { kind: 'smooth', offset: ZERO, tilt: ZERO, fixed: nearly(wa) };
      case 'leontief':
        return { kind: 'smooth', offset: ratio, tilt: ONE, fixed: null };
      case 'linear':
        return { kind: 'jump', at: ratio };
      case 'ces': {
        const elasticity = divide(ONE, subtract(ONE, nearly(form.exponent)));
        return { kind: 'smooth', offset: multiply(elasticity, ratio), tilt: subtract(ONE, elasticity), fixed: null };
      }
    }
  };
  const share = shareOf();
  if (share === null) return null;
  const members = point(count);
  const has = (j: number): Interval => multiply(members, nearly(endowment[j] ?? 0));
  return { hasA: has(a), hasB: has(b), share };
}

/** Some like a good that nobody has, and can pay: it is wanted at every positive price. */
function nobodySells(buyers: readonly Buyer[]): boolean {
  const buysA = ({ share }: Buyer): boolean => share.kind === 'smooth' && (share.fixed === null || share.fixed.lo > 0);
  const buysB = ({ share }: Buyer): boolean => share.kind === 'smooth' && (share.fixed === null || share.fixed.hi < 1);
  return (
    (buyers.every(({ hasA }) => hasA.hi === 0) && buyers.some((one) => one.hasB.lo > 0 && buysA(one))) ||
    (buyers.every(({ hasB }) => hasB.hi === 0) && buyers.some((one) => one.hasA.lo > 0 && buysB(one)))
  );
}

const at = (t: number, { share }: Buyer): Interval => {
  if (share.kind === 'jump') return t < share.at.lo ? ONE : t > share.at.hi ? ZERO : { lo: 0, hi: 1 };
  return share.fixed ?? sigmoid(add(share.offset, multiply(share.tilt, point(t))));
};

const rest = (share: Interval, buyer: Buyer, t: number): Interval =>
  buyer.share.kind === 'smooth' && buyer.share.fixed === null
    ? sigmoid(negate(add(buyer.share.offset, multiply(buyer.share.tilt, point(t)))))
    : subtract(ONE, share);

/** Demand for a less supply, in worth: in units of b above the turn, of a below it; both terms are monotone in t. */
function termsAt(buyer: Buyer, t: number, dear: boolean): readonly [bought: Interval, sold: Interval] {
  const share = at(t, buyer);
  const other = rest(share, buyer, t);
  return dear ? [share, multiply(other, exp(point(t)))] : [multiply(share, exp(point(-t))), other];
}

const worth = ({ hasA, hasB }: Buyer, bought: Interval, sold: Interval): Interval =>
  subtract(multiply(hasB, bought), multiply(hasA, sold));

function signAt(buyers: readonly Buyer[], t: number): -1 | 0 | 1 {
  const sum = buyers.reduce((all, buyer) => add(all, worth(buyer, ...termsAt(buyer, t, t >= turn))), ZERO);
  return sum.lo > 0 ? 1 : sum.hi < 0 ? -1 : 0;
}

function excessOver(buyers: readonly Buyer[], { from, to }: Between) {
  const dear = from >= turn;
  let value = ZERO;
  let slope = ZERO;
  for (const buyer of buyers) {
    const [low, high] = [termsAt(buyer, from, dear), termsAt(buyer, to, dear)];
    const [bought, sold] = [hull(low[0], high[0]), hull(low[1], high[1])];
    value = add(value, worth(buyer, bought, sold));
    slope = add(slope, slopeOver(buyer, { from, to }, bought, sold, dear));
  }
  return { value, slope };
}

function slopeOver(buyer: Buyer, { from, to }: Between, bought: Interval, sold: Interval, dear: boolean): Interval {
  const { share, hasA, hasB } = buyer;
  if (share.kind === 'jump') {
    // All down: the jump, and what is sold (bought) at a rising (falling) worth beside it.
    if (to >= share.at.lo && from <= share.at.hi) return { lo: Number.NEGATIVE_INFINITY, hi: 0 };
    return negate(to < share.at.lo ? (dear ? ZERO : multiply(hasB, bought)) : dear ? multiply(hasA, sold) : ZERO);
  }
  const [first, last] = [at(from, buyer), at(to, buyer)];
  const part = hull(first, last);
  const other = hull(rest(first, buyer, from), rest(last, buyer, to));
  const moved = multiply(multiply(part, other), share.tilt);
  if (dear) return subtract(multiply(hasB, moved), multiply(hasA, multiply(sold, within(part, share.tilt))));
  return subtract(multiply(hasA, moved), multiply(hasB, multiply(bought, within(other, share.tilt))));
}

/** 1 − part·tilt: never below 0, since no tilt is above 1. */
function within(part: Interval, tilt: Interval): Interval {
  const { lo, hi } = subtract(ONE, multiply(part, tilt));
  return { lo: Math.max(0, lo), hi: Math.max(0, hi) };
}

/** The sign of excess demand at all ratios beyond the widest; 0: not known. */
function tail(buyers: readonly Buyer[], side: 1 | -1): -1 | 0 | 1 {
  let sum = ZERO;
  for (const buyer of buyers) {
    const { share } = buyer;
    const [bought, sold] = termsAt(buyer, side * widest, side > 0);
    const tilt = share.kind === 'smooth' && share.fixed === null ? share.tilt : null;
    // What is sold at a rising worth (or bought at a falling one) rises without end, but for perfect complements, which settle.
    const settled =
      tilt?.lo === 1 && tilt.hi === 1 && share.kind === 'smooth'
        ? exp(side > 0 ? negate(share.offset) : share.offset)
        : null;
    const rising = side > 0 ? sold : bought;
    const far = settled ?? { lo: rising.lo, hi: rising.hi === 0 ? 0 : Number.POSITIVE_INFINITY };
    const spent = side > 0 ? bought : sold;
    const near =
      tilt === null ? spent : { lo: Math.min(spent.lo, tilt.hi < 0 ? 0 : spent.lo), hi: tilt.lo > 0 ? 1 : spent.hi };
    sum = add(
      sum,
      side > 0
        ? worth(buyer, hull(spent, near), hull(rising, far))
        : worth(buyer, hull(rising, far), hull(spent, near)),
    );
  }
  return sum.lo > 0 ? 1 : sum.hi < 0 ? -1 : 0;
}

/** With good j free and the other not, somebody wants j without end. */
function isWantedWithoutEnd({ consumers }: Market, j: number, other: number): boolean {
  return consumers.some(({ taste: { form }, endowment }) => {
    if (form === null || form.kind === 'leontief') return false;
    const own = form.kind === 'cobb-douglas' ? form.shares : form.weights;
    if (!((own[j] ?? 0) > 0)) return false;
    const always = form.kind === 'linear' || (form.kind === 'ces' && form.exponent > 0) || !((own[other] ?? 0) > 0);
    return always || (endowment[other] ?? 0) > 0;
  });
}
