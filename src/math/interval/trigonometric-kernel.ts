import { add, addDouble, type DoubleDouble, divide, double, multiply, negate, sumOf } from './double-double.ts';

/** sin and cos in double-double: reduction by π/2 in five parts, then the Taylor series. */

/** The first three have 33 bits, so that their product with a 20-bit whole number is exact. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_4 = 8.4784276603689e-32;
const HALF_PI_5 = 7.398504768267704e-49;
const TWO_OVER_PI = 0.6366197723675814;

/** Above it the reduction would lose its accuracy. */
export const LARGEST_ANGLE = 1_500_000;

export interface Quadrant {
  /** x − quadrant · π/2, within ±π/4 and a little, relative error under 2^-75. */
  readonly rest: DoubleDouble;
  readonly quadrant: number;
}

/** For |x| ≤ LARGEST_ANGLE. */
export function reduceAngle(x: number): Quadrant {
  const quadrant = Math.round(x * TWO_OVER_PI);
  if (quadrant === 0) return { rest: double(x), quadrant };
  const first = sumOf(x, -quadrant * HALF_PI_1);
  const second = addDouble(first, -quadrant * HALF_PI_2);
  const third = addDouble(second, -quadrant * HALF_PI_3);
  const rest = addDouble(addDouble(third, -quadrant * HALF_PI_4), -quadrant * HALF_PI_5);
  return { rest, quadrant };
}

/** sin of an angle within ±0.8, relative error under 2^-68. */
export function sineSeries(x: DoubleDouble): DoubleDouble {
  const square = multiply(x, x);
  const z = square.hi;
  const tail =
    inverse(9) +
    z *
      (-inverse(11) + z * (inverse(13) + z * (-inverse(15) + z * (inverse(17) - z * (inverse(19) - z * inverse(21))))));
  let sum = addDouble(negate(SEVENTH), z * tail);
  sum = add(multiply(sum, square), FIFTH);
  sum = add(multiply(sum, square), negate(THIRD));
  return multiply(x, addDouble(multiply(sum, square), 1));
}

/** cos of an angle within ±0.8, relative error under 2^-68. */
export function cosineSeries(x: DoubleDouble): DoubleDouble {
  const square = multiply(x, x);
  const z = square.hi;
  const tail =
    -inverse(10) +
    z *
      (inverse(12) + z * (-inverse(14) + z * (inverse(16) - z * (inverse(18) - z * (inverse(20) - z * inverse(22))))));
  let sum = addDouble(EIGHTH, z * tail);
  sum = add(multiply(sum, square), negate(SIXTH));
  sum = add(multiply(sum, square), FOURTH);
  sum = addDouble(multiply(sum, square), -0.5);
  return addDouble(multiply(sum, square), 1);
}

const FACTORIALS = Array.from({ length: 23 }, (_, n) =>
  Array.from({ length: n }, (_, i) => i + 1).reduce((a, b) => a * b, 1),
);
const INVERSES = FACTORIALS.map((factorial) => 1 / factorial);
const THIRD = inverseFactorial(3);
const FOURTH = inverseFactorial(4);
const FIFTH = inverseFactorial(5);
const SIXTH = inverseFactorial(6);
const SEVENTH = inverseFactorial(7);
const EIGHTH = inverseFactorial(8);

function inverse(n: number): number {
  return INVERSES[n] ?? Number.NaN;
}

function inverseFactorial(n: number): DoubleDouble {
  return divide(double(1), double(FACTORIALS[n] ?? Number.NaN));
}
