import { describe, expect, test } from 'vitest';
import {
  FUNCTIONS,
  isDefinedOver,
  powerFact,
  type SelectionFact,
  type UnaryFact,
} from '../../src/math/functions/index.ts';
import * as arithmetic from '../../src/math/interval/arithmetic.ts';
import { type Interval, interval, isEmpty, isWithin, point } from '../../src/math/interval/interval.ts';
import { fromDecimal, fromDouble, type Rational, toDouble } from '../../src/math/rational/rational.ts';
import { nastyNumber, type Source, source } from './reference/nasty-numbers.ts';

/** x^r behaves as a function of one argument. */
function powerOf(
  exponent: Rational,
): Pick<UnaryFact, 'value' | 'enclose' | 'taylor' | 'monotonicity' | 'bend'> & { isDefined: (x: Interval) => boolean } {
  return {
    value: (x) => powerFact.value(x, toDouble(exponent)),
    enclose: (x) => powerFact.encloseConstant(x, exponent),
    taylor: (x, order) => powerFact.taylor(x, exponent, order),
    monotonicity: (x) => powerFact.monotonicity(x, exponent),
    bend: (x) => powerFact.bend(x, exponent),
    isDefined: (x) => powerFact.isDefinedOverConstant(x, exponent),
  };
}

const UNARY = Object.entries(FUNCTIONS).flatMap(([name, fact]) =>
  fact.arguments === 'one'
    ? [{ name, fact: { ...fact, isDefined: (x: Interval) => isDefinedOver(fact.domain, x) } }]
    : [],
);
const POWERS = ['2', '3', '4', '7', '-1', '-2', '-3', '0.5', '1.5', '-0.5', '0.3', '-1.7', '2.5', '1', '0', '25'].map(
  (text) => ({
    name: `x^${text}`,
    fact: powerOf(fromDecimal(text)),
  }),
);
const CASES = [...UNARY, ...POWERS];
const SELECTIONS = Object.entries(FUNCTIONS).flatMap(([name, fact]) =>
  fact.arguments === 'many' ? [{ name, fact: fact satisfies SelectionFact }] : [],
);

const DRAWS = 3_000;

describe.each(CASES)('$name keeps the contract of a function', ({ fact }) => {
  test('its enclosure contains samples', () => {
    const from = source(20260601);
    for (let i = 0; i < DRAWS; i++) {
      const { range, inside } = draw(from, nastyNumber);
      const value = fact.value(inside);
      if (Number.isNaN(value)) continue;
      // The doubles' own error; a power also feels that the double of its exponent is not the exact one.
      const slack = 1e-13 * Math.abs(value) + 1e-320;
      const { lo, hi } = fact.enclose(range);
      if (value < lo - slack || hi + slack < value)
        expect.fail(`${value} at ${inside} is not in [${lo}, ${hi}] over ${range.lo}, ${range.hi}`);
    }
  });

  test('it is defined where it says so, and nowhere in a range where it encloses nothing', () => {
    const from = source(20260602);
    for (let i = 0; i < DRAWS; i++) {
      const { range, inside } = draw(from, nastyNumber);
      if (fact.isDefined(range)) expect(fact.value(inside)).not.toBeNaN();
      if (isEmpty(fact.enclose(range))) expect(fact.value(inside)).toBeNaN();
    }
  });

  // Taylor's theorem with the remainder in the last coefficient: Σ c_k(x) h^k + c_n([x, x + h]) h^n contains f(x + h).
  test('its Taylor coefficients reproduce it, and its derivatives match finite differences', () => {
    const from = source(20260603);
    let compared = 0;
    for (let i = 0; i < DRAWS; i++) {
      const x = (from.uniform() - 0.4) * 8;
      const step = (from.uniform() - 0.5) * 10 ** -from.whole(7);
      const order = 1 + from.whole(6);
      const here = fact.taylor(point(x), order);
      const around = fact.taylor(interval(Math.min(x, x + step), Math.max(x, x + step)), order);
      if (here === null || around === null) continue;
      compared++;
      const h = arithmetic.subtract(point(x + step), point(x));
      let predicted = arithmetic.multiply(around[order] as Interval, arithmetic.powerInteger(h, order));
      for (let k = order - 1; k >= 0; k--) {
        predicted = arithmetic.add(predicted, arithmetic.multiply(here[k] as Interval, arithmetic.powerInteger(h, k)));
      }
      const actual = fact.enclose(point(x + step));
      if (actual.hi < predicted.lo || predicted.hi < actual.lo) expect.fail(`order ${order} at ${x} by ${step}`);
      expect(isWithin(here[order] as Interval, around[order] as Interval)).toBe(true);
    }
    expect(compared).toBeGreaterThan(DRAWS / 4);
  });

  test('its claimed monotonicity and bend survive random chords', () => {
    const from = source(20260604);
    let claims = 0;
    for (let i = 0; i < DRAWS; i++) {
      const { range } = draw(from, (source_) => (source_.uniform() - 0.4) * 12);
      if (!fact.isDefined(range)) continue;
      const [p, q] = [within(range, from), within(range, from)].sort((a, b) => a - b) as [number, number];
      const middle = p / 2 + q / 2;
      const [atP, atQ, atMiddle] = [fact.value(p), fact.value(q), fact.value(middle)];
      const slack = 1e-13 * (Math.abs(atP) + Math.abs(atQ) + Math.abs(atMiddle));
      const monotonicity = fact.monotonicity(range);
      const bend = fact.bend(range);
      if (monotonicity !== 'unknown') claims++;
      const rise = atQ - atP;
      const sag = (atP + atQ) / 2 - atMiddle;
      if (monotonicity !== 'unknown' && monotonicity !== 'decreasing') expect(rise).toBeGreaterThanOrEqual(-slack);
      if (monotonicity !== 'unknown' && monotonicity !== 'increasing') expect(rise).toBeLessThanOrEqual(slack);
      if (bend === 'convex' || bend === 'linear') expect(sag).toBeGreaterThanOrEqual(-slack);
      if (bend === 'concave' || bend === 'linear') expect(sag).toBeLessThanOrEqual(slack);
    }
    expect(claims).toBeGreaterThan(100);
  });
});

describe.each(UNARY)('$name', ({ fact }) => {
  test('its range contains its values, its exact values are those of the doubles, its slope is its first coefficient', () => {
    const from = source(20260605);
    for (let i = 0; i < 500; i++) {
      const x = (from.uniform() - 0.3) * 10;
      const value = fact.value(x);
      const first = fact.taylor(point(x), 1)?.[1];
      if (first !== undefined) {
        const slope = fact.slope(x);
        expect(Math.abs(slope - (first.lo + first.hi) / 2)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(slope)));
      }
      if (!Number.isNaN(value)) expect(fact.range.lo <= value && value <= fact.range.hi).toBe(true);
    }
    for (const x of [0, 1, 4, 0.25, 100, 0.01, -3]) {
      const exact = fact.exact(fromDouble(x));
      if (exact !== null) expect(fact.value(x)).toBeCloseTo(toDouble(exact), 12);
    }
  });
});

describe.each(SELECTIONS)('$name', ({ fact }) => {
  test('it returns one of its arguments, and knows which one surely wins', () => {
    const from = source(20260606);
    for (let i = 0; i < DRAWS; i++) {
      const [a, b] = [draw(from, nastyNumber), draw(from, nastyNumber)];
      const value = fact.value(a.inside, b.inside);
      expect([a.inside, b.inside]).toContain(value);
      const { lo, hi } = fact.enclose(a.range, b.range);
      expect(lo <= value && value <= hi).toBe(true);
      const winner = fact.winner(a.range, b.range);
      if (winner !== null) expect(value).toBe(winner === 'first' ? a.inside : b.inside);
      const tied = fact.winner(a.range, interval(a.range.hi, a.range.hi + 1));
      expect(tied).toBeNull();
    }
    const [one, two] = [fromDouble(1), fromDouble(2)];
    expect(toDouble(fact.exact(one, two))).toBe(fact.value(1, 2));
    expect(toDouble(fact.exact(two, one))).toBe(fact.value(2, 1));
  });
});

function draw(from: Source, number: (from: Source) => number): { range: Interval; inside: number } {
  const inside = number(from) + 0;
  if (from.uniform() < 0.3) return { range: point(inside), inside };
  const others = [number(from), number(from), inside];
  return { range: interval(Math.min(...others), Math.max(...others)), inside };
}

function within(range: Interval, from: Source): number {
  return range.lo + (range.hi - range.lo) * from.uniform();
}
