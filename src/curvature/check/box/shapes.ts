import type { Expression, FunctionName } from '../../../math/expression/expression.ts';
import { compare, ONE, type Rational } from '../../../math/rational/rational.ts';
import type { Facts } from './facts.ts';

/** What a function does where its argument lies: how it bends, and which way it goes. */
export interface Shape {
  readonly convex: boolean;
  readonly concave: boolean;
  readonly rises: boolean;
  readonly falls: boolean;
}

const UNKNOWN: Shape = { convex: false, concave: false, rises: false, falls: false };
const HALF_PI = Math.PI / 2;

export function shapeOfFunction(name: FunctionName, u: Expression, facts: Facts): Shape {
  switch (name) {
    case 'exp':
      return { ...UNKNOWN, convex: true, rises: true };
    case 'ln':
    case 'log10':
    case 'sqrt':
      return { ...UNKNOWN, concave: true, rises: true };
    case 'abs': {
      const [rises, falls] = [facts.isNonnegative(u), facts.isNonpositive(u)];
      return { convex: true, concave: rises || falls, rises, falls };
    }
    case 'tanh':
    case 'sigmoid':
      return { convex: facts.isNonpositive(u), concave: facts.isNonnegative(u), rises: true, falls: false };
    case 'sin':
      return waveOn(u, 0, facts);
    case 'cos':
      return waveOn(u, 1, facts);
    case 'min':
    case 'max':
      return UNKNOWN;
  }
}

/**
 * sin(u + quarters · pi/2) on the quarters of a turn that u spans. Pi in doubles lies below pi: a range that ends within a
 * unit of a multiple counts as spanning both sides.
 */
function waveOn(u: Expression, quarters: number, facts: Facts): Shape {
  const { lo, hi } = facts.range(u);
  const [first, last] = [quarterOf(lo, facts.isNonnegative(u)), quarterOf(hi, !facts.isNonpositive(u))];
  if (first === null || last === null || last - first > 1) return UNKNOWN;
  const spans = (a: number): boolean => {
    const [i, j] = [first, last].map((k) => (((k + quarters - a) % 4) + 4) % 4);
    return (i === 0 && j === 0) || (i === 1 && j === 1) || (i === 0 && j === 1);
  };
  return { concave: spans(0), convex: spans(2), rises: spans(3), falls: spans(1) };
}

function quarterOf(x: number, upper: boolean): number | null {
  if (!Number.isFinite(x) || Math.abs(x) > 1e6) return null;
  if (x === 0) return upper ? 0 : -1;
  const exactly = x / HALF_PI;
  const near = Math.round(exactly);
  return Math.abs(exactly - near) < 1e-9 ? null : Math.floor(exactly);
}

export function shapeOfPower(p: Rational, u: Expression, facts: Facts): Shape {
  const whole = p.denominator === 1n;
  const even = whole && p.numerator % 2n === 0n;
  const [above, below] = [facts.isNonnegative(u), facts.isNonpositive(u)];
  if (compare(p, ONE) === 0) return { ...UNKNOWN, convex: true, concave: true, rises: true };
  if (p.numerator > 0n && whole)
    return { convex: even || above, concave: !even && below, rises: !even || above, falls: even && below };
  if (p.numerator > 0n)
    return above ? { ...UNKNOWN, convex: compare(p, ONE) > 0, concave: compare(p, ONE) < 0, rises: true } : UNKNOWN;
  if (facts.isPositive(u)) return { ...UNKNOWN, convex: true, falls: true };
  if (!whole || !facts.isNegative(u)) return UNKNOWN;
  return { convex: even, concave: !even, rises: even, falls: !even };
}
