import { powerOfTwo } from '../../../src/math/rational/power-of-two.ts';

/** A seeded generator (Widynski's squares, 2020, would do as well; this is mulberry32) of doubles at the places where arithmetic goes wrong. */
export interface Source {
  /** In [0, 1). */
  uniform(): number;
  whole(below: number): number;
}

export function source(seed: number): Source {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { uniform, whole: (below) => Math.floor(uniform() * below) };
}

/** Any finite double, all kinds alike: bit patterns, small whole and broken numbers, near 1, subnormal, huge, near multiples of π/2 and of ln 2. */
export function nastyNumber(from: Source): number {
  const sign = from.uniform() < 0.5 ? -1 : 1;
  return sign * nastySize(from);
}

export function nastySize(from: Source): number {
  const kind = KINDS[from.whole(KINDS.length)] ?? anyBits;
  return kind(from);
}

const KINDS: readonly ((from: Source) => number)[] = [
  anyBits,
  (from) => from.whole(20),
  (from) => from.whole(1000) / 2 ** from.whole(12),
  (from) => from.uniform() + from.uniform() * 2 ** -32,
  (from) => (from.uniform() + from.uniform() * 2 ** -32) * 800,
  (from) => (from.uniform() + from.uniform() * 2 ** -32) * 10 ** (from.whole(40) - 20),
  (from) => 1 + (from.whole(2001) - 1000) * 2 ** -52,
  (from) => 1 + (from.uniform() - 0.5) * 2 ** -from.whole(52),
  (from) => from.whole(2 ** 30) * 5e-324,
  (from) => Number.MAX_VALUE * (1 - from.uniform() * 2 ** -from.whole(40)),
  (from) => near(from.whole(1 << from.whole(20)) * (Math.PI / 2), from),
  (from) => near(from.whole(1000) * Math.LN2, from),
  (from) => powerOfTwo(from.whole(2098) - 1074),
];

const WORDS = new Uint32Array(2);
const DOUBLE = new Float64Array(WORDS.buffer);

function anyBits(from: Source): number {
  WORDS[0] = from.whole(2 ** 32);
  WORDS[1] = from.whole(2 ** 31);
  const x = DOUBLE[0] ?? 0;
  return Number.isFinite(x) ? x : anyBits(from);
}

/** A few units in the last place from x, either way, or x itself. */
export function near(x: number, from: Source): number {
  return x * (1 + (from.whole(9) - 4) * 2 ** -52);
}
