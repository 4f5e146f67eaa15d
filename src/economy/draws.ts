import { enclose } from '../math/expression/enclose.ts';
import { exactValue } from '../math/expression/exact.ts';
import { add, multiply } from '../math/interval/arithmetic.ts';
import { exp } from '../math/interval/elementary.ts';
import { fromRational, type Interval, interval, midpoint, point } from '../math/interval/interval.ts';
import { nextDown, nextUp } from '../math/interval/rounding.ts';
import { compare, fromDouble, type Rational, toDouble } from '../math/rational/rational.ts';
import type { Distribution, Draw } from './economy.ts';
import { normalQuantile } from './normal-quantile.ts';
import { threefryInto } from './threefry.ts';

/** A draw whose parameters are numbers. */
export interface SettledDraw {
  readonly name: string;
  readonly distribution: Distribution;
  readonly parameters: readonly Rational[];
  readonly seed: number;
}

/** With its parameters as exact numbers; null where one has no value (params must be settled). */
export function settledDraw({ name, distribution, parameters, seed }: Draw): SettledDraw | null {
  const values = parameters.map((e) => {
    const exact = exactValue(e);
    if (exact) return exact;
    const { value, defined } = enclose(e, new Map());
    return defined && Number.isFinite(value.lo + value.hi) ? fromDouble(midpoint(value)) : null;
  });
  return values.every((v) => v !== null) ? { name, distribution, parameters: values as Rational[], seed } : null;
}

/**
 * What a member draws, from 0 up: a function of seed, agent, name and member alone, the same to the last bit on every
 * machine. Uniform and normal draws are inverse distribution functions of 52 random bits.
 */
export function drawOf(draw: SettledDraw, agent: string, member: number): number {
  const [first = 0, second = 0] = draw.parameters.map(toDouble);
  const share = shareOf(draw, agent, member);
  switch (draw.distribution) {
    case 'uniform':
      return strictlyBetween(draw.parameters, first + share * (second - first));
    case 'normal':
      return first + second * normalQuantile(share);
    case 'lognormal':
      return midpoint(exp(point(first + second * normalQuantile(share))));
    case 'choice': {
      const index = Math.min(Math.floor(share * draw.parameters.length), draw.parameters.length - 1);
      return toDouble(draw.parameters[index] as Rational);
    }
  }
}

/** What the members from 0 to `count` draw, each as `drawOf` says to the last bit; null where nothing can be drawn. */
export function drawnColumn(draw: SettledDraw, agent: string, count: number): Float64Array | null {
  if (!isDrawable(draw)) return null;
  const values = new Float64Array(count);
  sharesInto(values, draw, agent);
  const [first = 0, second = 0] = draw.parameters.map(toDouble);
  switch (draw.distribution) {
    case 'uniform':
      for (let i = 0; i < count; i++) {
        const x = first + (values[i] as number) * (second - first);
        // Between their nearest doubles a number lies between the ends themselves.
        values[i] = first < x && x < second ? x : strictlyBetween(draw.parameters, x);
      }
      return values;
    case 'normal':
      for (let i = 0; i < count; i++) values[i] = first + second * normalQuantile(values[i] as number);
      return values;
    case 'lognormal':
      for (let i = 0; i < count; i++)
        values[i] = midpoint(exp(point(first + second * normalQuantile(values[i] as number))));
      return values;
    case 'choice': {
      const choices = draw.parameters.map(toDouble);
      const last = choices.length - 1;
      for (let i = 0; i < count; i++)
        values[i] = choices[Math.min(Math.floor((values[i] as number) * choices.length), last)] as number;
      return values;
    }
  }
}

/** A low end below the high end, a spread of 0 or more, something to choose from. */
export function isDrawable({ distribution, parameters }: SettledDraw): boolean {
  const [first, second] = parameters;
  if (distribution === 'choice') return first !== undefined;
  if (!first || !second) return false;
  return distribution === 'uniform' ? compare(first, second) < 0 : second.numerator >= 0n;
}

/** As a sum is rounded it may come to an end, or, that being rounded too, beyond it. */
function strictlyBetween([from, to]: readonly Rational[], x: number): number {
  const exact = fromDouble(x);
  if (from && compare(exact, from) <= 0) return nextUp(x);
  return to && compare(to, exact) <= 0 ? nextDown(x) : x;
}

/**
 * Two numbers between which every draw of any member lies: 52 random bits reach no farther than 8.3 standard deviations from
 * the middle.
 */
export function reachOf({ distribution, parameters }: SettledDraw): readonly [number, number] {
  const [middle, spread] = parameters.map(fromRational) as [Interval, Interval];
  const ends = add(middle, multiply(interval(-8.3, 8.3), spread));
  const { lo, hi } = distribution === 'lognormal' ? exp(ends) : ends;
  return [nextDown(lo), nextUp(hi)];
}

/** The least and the greatest draw of the first `count` members. */
export function extremesOf(draw: SettledDraw, agent: string, count: number): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  // Draws rise with the share of bits, but for choices: the extremes of the shares are enough.
  const ends = [draw.parameters.length];
  for (let member = 0; member < count; member++) {
    const share = shareOf(draw, agent, member);
    if (share < low) [low, ends[0]] = [share, member];
    if (high < share) [high, ends[1]] = [share, member];
  }
  return [drawOf(draw, agent, ends[0] ?? 0), drawOf(draw, agent, ends[1] ?? 0)];
}

const bits = new Int32Array(2);

/** Strictly between 0 and 1: an odd multiple of 2^-53. */
function shareOf({ name, seed }: SettledDraw, agent: string, member: number): number {
  const [key0, key1] = keyOf(seed, agent, name);
  threefryInto(bits, key0, key1, member | 0, Math.floor(member / 2 ** 32) | 0);
  return shareOfBits();
}

function sharesInto(shares: Float64Array, { name, seed }: SettledDraw, agent: string): void {
  const [key0, key1] = keyOf(seed, agent, name);
  for (let member = 0; member < shares.length; member++) {
    threefryInto(bits, key0, key1, member | 0, 0);
    shares[member] = shareOfBits();
  }
}

function shareOfBits(): number {
  return (((bits[0] as number) >>> 6) * 2 ** 26 + ((bits[1] as number) >>> 6) + 0.5) / 2 ** 52;
}

let lastKey: { readonly text: string; readonly key: readonly [number, number] } | null = null;

function keyOf(seed: number, agent: string, name: string): readonly [number, number] {
  const text = `${seed}/${agent}/${name}`;
  if (lastKey?.text !== text) lastKey = { text, key: [fnv(text, 0x811c9dc5), fnv(text, 0x9747b28c)] };
  return lastKey.key;
}

/** FNV-1a over the UTF-16 code units, from a given start. */
function fnv(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
