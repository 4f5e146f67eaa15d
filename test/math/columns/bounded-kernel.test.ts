import { describe, expect, test } from 'vitest';
import { EXP_ERROR, expOf, LARGEST_EXPONENT, LN_ERROR, lnOf } from '../../../src/math/columns/bounded-kernel.ts';
import * as reference from '../reference/enclosure.ts';
import { nastyNumber, nastySize, near, type Source, source } from '../reference/nasty-numbers.ts';

const OPERATIONS = 300_000;
/** The proofs of the bounds leave more than half of them unused. */
const SPARE = 0.5;

/** The arguments at which a kernel is farther off than half of what it claims. */
function misses(
  kernel: (x: number) => number,
  exact: (x: number) => reference.Bracket,
  error: number,
  draw: (from: Source) => number,
): readonly number[] {
  const from = source(20260801);
  const missed: number[] = [];
  for (let done = 0; done < OPERATIONS; done++) {
    const x = draw(from);
    const value = kernel(x);
    if (!reference.isAround(value, Math.abs(value) * error * SPARE, exact(x))) missed.push(x);
  }
  return missed;
}

/** Half the arguments where the reduction changes from one multiple of ln 2 / 64 to the next. */
function drawExponent(from: Source): number {
  const step = Math.LN2 / 64;
  const multiple = (from.whole(120_000) - 60_000 + 0.5 * from.whole(2)) * step;
  const x = from.uniform() < 0.5 ? near(multiple, from) : from.uniform() < 0.5 ? nastyNumber(from) : from.uniform();
  return Math.abs(x) <= LARGEST_EXPONENT ? x : drawExponent(from);
}

/** Near 1, near powers of two, and at the borders of the table. */
function drawBase(from: Source): number {
  const kind = from.uniform();
  const border = ((45 + from.whole(47) + 0.5 * from.whole(2)) / 64) * 2 ** (from.whole(5) - 2);
  const x =
    kind < 0.3 ? near(border, from) : kind < 0.5 ? 1 + (from.uniform() - 0.5) * 2 ** -from.whole(53) : nastySize(from);
  return x >= 2 ** -1022 ? x : drawBase(from);
}

describe('the kernels in plain doubles', () => {
  test('exp is within half of its stated error', () => {
    expect(misses(expOf, reference.exp, EXP_ERROR, drawExponent)).toEqual([]);
  });

  test('ln is within half of its stated error', () => {
    expect(misses(lnOf, reference.ln, LN_ERROR, drawBase)).toEqual([]);
  });

  test.each([
    { kernel: expOf, at: 0, value: 1 },
    { kernel: lnOf, at: 1, value: 0 },
  ])('exact where the result is: $value', ({ kernel, at, value }) => {
    expect(kernel(at)).toBe(value);
  });

  test.each([LARGEST_EXPONENT, -LARGEST_EXPONENT])('exp at its last argument %d', (x) => {
    expect(reference.isAround(expOf(x), expOf(x) * EXP_ERROR, reference.exp(x))).toBe(true);
  });

  test.each([2 ** -1022, Number.MAX_VALUE])('ln at its last argument %d', (x) => {
    expect(reference.isAround(lnOf(x), Math.abs(lnOf(x)) * LN_ERROR, reference.ln(x))).toBe(true);
  });
});
