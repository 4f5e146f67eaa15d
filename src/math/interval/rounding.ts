import { powerOfTwo } from '../rational/power-of-two.ts';

/**
 * Directed rounding by error-free transforms: a result moves by one unit in the last place only where the operation was
 * inexact, so what is exact (0, cancellation, halves) stays exact. Knuth's TwoSum and Dekker's TwoProduct (Dekker 1971;
 * Ogita, Rump & Oishi 2005). The endpoints ±Infinity stand for "unbounded", and 0 times an unbounded endpoint is 0,
 * because an interval holds real numbers only.
 */

const SMALLEST = Number.MIN_VALUE;
const LARGEST = Number.MAX_VALUE;
const SPLITTER = 134217729; // 2^27 + 1
const TINY = powerOfTwo(-960); // below, the error of a product may itself underflow
const HUGE = powerOfTwo(990); // above, Veltkamp's split may overflow
const LARGE_PRODUCT = powerOfTwo(1020);
const HALF_ULP_AND_MORE = powerOfTwo(-53) + powerOfTwo(-105);
const SURELY_NORMAL = powerOfTwo(-900);
const NEARLY_SUBNORMAL = powerOfTwo(-1021);
/** Factors and their inverses: exact scalings out of the reach of under- and overflow. */
const UP_200 = powerOfTwo(200);
const DOWN_200 = powerOfTwo(-200);
const UP_300 = powerOfTwo(300);
const DOWN_300 = powerOfTwo(-300);
const UP_600 = powerOfTwo(600);
const DOWN_600 = powerOfTwo(-600);

/** The next double above x. */
export function nextUp(x: number): number {
  const size = x < 0 ? -x : x;
  if (size > SURELY_NORMAL) return x === Number.NEGATIVE_INFINITY ? -LARGEST : x + size * HALF_ULP_AND_MORE;
  if (size < NEARLY_SUBNORMAL) return x + SMALLEST;
  // Scaled, so that half a unit in the last place is not itself subnormal (Rump, Zimmermann, Boldo & Melquiond 2009).
  const scaled = x * UP_200;
  return (scaled + Math.abs(scaled) * HALF_ULP_AND_MORE) * DOWN_200;
}

/** The next double below x. */
export function nextDown(x: number): number {
  return 0 - nextUp(-x);
}

/** The rounding error of `sum = a + b`: exactly a + b − sum, or NaN where something overflowed. */
export function sumError(a: number, b: number, sum: number): number {
  const rest = sum - a;
  return a - (sum - rest) + (b - rest);
}

/** The rounding error of `product = a · b`, exact where the product lies in [2^-960, 2^1020], or NaN where a factor above 2^990 overflowed on being split. */
export function productError(a: number, b: number, product: number): number {
  const ca = SPLITTER * a;
  const highA = ca - (ca - a);
  const lowA = a - highA;
  const cb = SPLITTER * b;
  const highB = cb - (cb - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

export function addDown(a: number, b: number): number {
  const sum = a + b;
  if (sumError(a, b, sum) >= 0) return sum;
  return a === Number.NEGATIVE_INFINITY || b === Number.NEGATIVE_INFINITY ? Number.NEGATIVE_INFINITY : nextDown(sum);
}

export function addUp(a: number, b: number): number {
  return 0 - addDown(-a, -b);
}

export function subtractDown(a: number, b: number): number {
  return addDown(a, -b);
}

export function subtractUp(a: number, b: number): number {
  return 0 - addDown(-a, b);
}

export function multiplyDown(a: number, b: number): number {
  const product = a * b;
  const size = product < 0 ? -product : product;
  const error = productError(a, b, product);
  if (TINY <= size && size <= LARGE_PRODUCT && !Number.isNaN(error)) return error >= 0 ? product : nextDown(product);
  return multiplyDownExtreme(a, b, product);
}

export function multiplyUp(a: number, b: number): number {
  return 0 - multiplyDown(-a, b);
}

export function divideDown(a: number, b: number): number {
  const quotient = a / b;
  const size = quotient < 0 ? -quotient : quotient;
  const dividend = a < 0 ? -a : a;
  const product = quotient * b;
  // The remainder a − quotient · b is exact, and its sign against that of b tells the side.
  const remainder = a - product - productError(quotient, b, product);
  if (TINY < size && TINY < dividend && dividend < LARGE_PRODUCT && !Number.isNaN(remainder)) {
    return remainder === 0 || remainder > 0 === b > 0 ? quotient : nextDown(quotient);
  }
  return divideDownExtreme(a, b, quotient);
}

export function divideUp(a: number, b: number): number {
  return 0 - divideDown(-a, b);
}

/** A bound below the root of x ≥ 0. */
export function sqrtDown(x: number): number {
  if (x === 0 || x === Number.POSITIVE_INFINITY) return x;
  if (x < TINY) return sqrtDown(x * UP_600) * DOWN_300;
  if (x > HUGE) return sqrtDown(x * DOWN_600) * UP_300;
  let root = Math.sqrt(x);
  while (rootRemainder(x, root) < 0) root = nextDown(root);
  return root;
}

/** A bound above the root of x ≥ 0. */
export function sqrtUp(x: number): number {
  if (x === 0 || x === Number.POSITIVE_INFINITY) return x;
  if (x < TINY) return sqrtUp(x * UP_600) * DOWN_300;
  if (x > HUGE) return sqrtUp(x * DOWN_600) * UP_300;
  let root = Math.sqrt(x);
  while (rootRemainder(x, root) > 0) root = nextUp(root);
  return root;
}

/** The ends of every real whose distance from value.hi + value.lo is at most |value.hi| · relativeError. */
export function bounds(value: { readonly hi: number; readonly lo: number }, relativeError: number): Ends {
  const slack = Math.abs(value.hi) * relativeError;
  return { lo: addDown(value.hi, nextDown(value.lo - slack)), hi: addUp(value.hi, nextUp(value.lo + slack)) };
}

/** x · 2^exponent for ends in [2^-2, 2^2], outward where the result is subnormal or too large. */
export function scaled(x: Ends, exponent: number): Ends {
  if (-1000 < exponent && exponent < 1000) {
    const factor = powerOfTwo(exponent);
    return { lo: x.lo * factor, hi: x.hi * factor };
  }
  const most = powerOfTwo(exponent < 0 ? -1000 : 1000);
  const rest = powerOfTwo(exponent < 0 ? exponent + 1000 : exponent - 1000);
  return { lo: multiplyDown(x.lo * most, rest), hi: multiplyUp(x.hi * most, rest) };
}

interface Ends {
  readonly lo: number;
  readonly hi: number;
}

function rootRemainder(x: number, root: number): number {
  const product = root * root;
  return x - product - productError(root, root, product);
}

function multiplyDownExtreme(a: number, b: number, product: number): number {
  if (a === 0 || b === 0) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return product;
  if (!Number.isFinite(product)) return product > 0 ? LARGEST : product;
  if (isScaledFromBelow(a, b, product) || isScaledFromBelow(b, a, product)) return product;
  return product === 0 ? (a > 0 === b > 0 ? 0 : -SMALLEST) : nextDown(product);
}

function divideDownExtreme(a: number, b: number, quotient: number): number {
  if (a === 0) return 0;
  if (!Number.isFinite(a)) return a > 0 === b > 0 ? LARGEST : Number.NEGATIVE_INFINITY;
  if (!Number.isFinite(b)) return 0; // the limit of a / b
  if (!Number.isFinite(quotient)) return quotient > 0 ? LARGEST : quotient;
  if (quotient === 0) return a > 0 === b > 0 ? 0 : -SMALLEST;
  return isNormalPowerOfTwo(b) && (b > 0 ? quotient * b <= a : quotient * b >= a) ? quotient : nextDown(quotient);
}

const BITS = new DataView(new ArrayBuffer(8));

/** Whether product ≤ a · b because b is a power of two, and scaling back loses nothing. */
function isScaledFromBelow(a: number, b: number, product: number): boolean {
  return product !== 0 && isNormalPowerOfTwo(b) && (b > 0 ? product / b <= a : product / b >= a);
}

function isNormalPowerOfTwo(x: number): boolean {
  BITS.setFloat64(0, x);
  return x !== 0 && BITS.getUint32(4) === 0 && (BITS.getUint32(0) & 0xfffff) === 0;
}
