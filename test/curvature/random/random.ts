/** A stream of random choices that is the same on every machine. */
export interface Random {
  /** In [0, 1). */
  unit(): number;
  /** A whole number from lo to hi, both included. */
  whole(lo: number, hi: number): number;
  one<T>(of: readonly T[]): T;
  chance(p: number): boolean;
}

/** Mulberry32 (Ettinger 2017): 32 bits of state, full period. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (lo: number, hi: number): number => lo + Math.floor(unit() * (hi - lo + 1));
  return { unit, whole, one: (of) => of[whole(0, of.length - 1)] as (typeof of)[number], chance: (p) => unit() < p };
}

/** A positive decimal as a person writes one: 3, 0.4, 12.5, now and then 1e-9 or 2e6. */
export function coefficient(r: Random): string {
  const kind = r.unit();
  if (kind < 0.4) return String(r.whole(1, 10));
  if (kind < 0.75) return String(r.whole(1, 40) / 10);
  if (kind < 0.9) return String(r.whole(1, 400) / 100);
  if (kind < 0.96) return r.one(['10', '25', '100', '1.25', '0.05', '0.333']);
  return r.one(['1e-9', '1e-6', '1e-3', '2e6', '1e4', '3e-5']);
}

/** A modest positive decimal for places where size matters. */
export function modest(r: Random): string {
  return r.chance(0.5) ? String(r.whole(1, 5)) : String(r.whole(2, 30) / 10);
}

/** An exponent: whole, halves, two decimals; negative with the given chance. */
export function exponent(r: Random, negative = 0): string {
  const sign = r.chance(negative) ? '-' : '';
  const kind = r.unit();
  if (kind < 0.35) return sign + r.one(['2', '3', '4', '5', '1']);
  if (kind < 0.7) return sign + r.one(['0.5', '1.5', '0.3', '0.7', '1.2', '2.5', '0.25', '0.8', '0.1', '1.1']);
  return sign + String(r.whole(5, 299) / 100);
}
