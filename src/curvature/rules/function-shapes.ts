import type { FunctionName } from '../../math/expression/expression.ts';
import { cos, sin } from '../../math/interval/elementary.ts';
import type { Interval } from '../../math/interval/interval.ts';
import { compare, ONE, type Rational } from '../../math/rational/rational.ts';

/** What a function of one argument does on a range; direction 1 rises, -1 falls, 0 neither or not known. */
export interface ShapeOnRange {
  readonly curvature: 'convex' | 'concave' | 'linear' | null;
  readonly direction: -1 | 0 | 1;
}

const NONE: ShapeOnRange = { curvature: null, direction: 0 };

export function functionShape(name: FunctionName, range: Interval): ShapeOnRange {
  switch (name) {
    case 'exp':
      return { curvature: 'convex', direction: 1 };
    case 'ln':
    case 'log10':
    case 'sqrt':
      return { curvature: 'concave', direction: 1 };
    case 'abs':
      if (range.lo >= 0) return { curvature: 'linear', direction: 1 };
      if (range.hi <= 0) return { curvature: 'linear', direction: -1 };
      return { curvature: 'convex', direction: 0 };
    case 'tanh':
    case 'sigmoid':
      return { curvature: range.lo >= 0 ? 'concave' : range.hi <= 0 ? 'convex' : null, direction: 1 };
    case 'sin':
      return waveShape(sin(range), cos(range));
    case 'cos':
      return waveShape(cos(range), negative(sin(range)));
    case 'min':
    case 'max':
      return NONE;
  }
}

function negative(x: Interval): Interval {
  return { lo: -x.hi, hi: -x.lo };
}

/** The second derivative of a sine or cosine is its negative. */
function waveShape(value: Interval, slope: Interval): ShapeOnRange {
  const direction = slope.lo >= 0 ? 1 : slope.hi <= 0 ? -1 : 0;
  return { curvature: value.lo >= 0 ? 'concave' : value.hi <= 0 ? 'convex' : null, direction };
}

export function powerShape(p: Rational, range: Interval): ShapeOnRange {
  const { lo, hi } = range;
  if (compare(p, ONE) === 0) return { curvature: 'linear', direction: 1 };
  const whole = p.denominator === 1n;
  const even = whole && p.numerator % 2n === 0n;
  const side = lo >= 0 ? 1 : hi <= 0 ? -1 : 0;
  if (p.numerator > 0n && whole) {
    if (even) return { curvature: 'convex', direction: side };
    return { curvature: side > 0 ? 'convex' : side < 0 ? 'concave' : null, direction: 1 };
  }
  if (p.numerator > 0n) {
    if (side <= 0) return NONE;
    return { curvature: compare(p, ONE) > 0 ? 'convex' : 'concave', direction: 1 };
  }
  if (lo > 0) return { curvature: 'convex', direction: -1 };
  if (hi < 0 && whole) return even ? { curvature: 'convex', direction: 1 } : { curvature: 'concave', direction: -1 };
  return NONE;
}
