import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { childrenOf } from '../../math/expression/order.ts';
import {
  add,
  compare,
  divide,
  multiply,
  negate,
  ONE,
  type Rational,
  subtract,
  ZERO,
} from '../../math/rational/rational.ts';

export type Slopes = ReadonlyMap<string, Rational>;

/**
 * The direction c for which an expression is a function of c·x alone, as it is written: all its largest affine
 * sub-expressions run along c. Null where there is none. The slopes are in the order of the names.
 */
export function ridgeDirection(e: Expression, names: readonly string[]): readonly Rational[] | null {
  const found: Slopes[] = [];
  if (!collect(e, found)) return null;
  const first = found[0];
  const lead = first && names.find((n) => first.get(n));
  if (!first || !lead) return null;
  const along = found.every((slopes) => {
    const k = divide(slopes.get(lead) ?? ZERO, first.get(lead) as Rational) as Rational;
    return names.every((n) => compare(slopes.get(n) ?? ZERO, multiply(k, first.get(n) ?? ZERO)) === 0);
  });
  const direction = names.map((n) => first.get(n) ?? ZERO);
  return along && direction.every((c) => c.numerator !== 0n) ? direction : null;
}

/** The slopes of the largest affine sub-expressions of more than one variable. */
export function affineParts(e: Expression): readonly Slopes[] {
  const found: Slopes[] = [];
  collect(e, found);
  return found.filter((s) => s.size > 1);
}

/** Whether the directions of all affine parts were noted; a lone name is one. */
function collect(e: Expression, into: Slopes[]): boolean {
  const slopes = slopesOf(e);
  if (slopes) {
    if (slopes.size > 0) into.push(slopes);
    return into.length <= 64;
  }
  return childrenOf(e).every((x) => collect(x, into));
}

/** The slopes of an affine expression (those that are not 0), or null. */
function slopesOf(e: Expression): Slopes | null {
  switch (e.kind) {
    case 'number':
    case 'constant':
      return new Map();
    case 'name':
      return new Map([[e.name, ONE]]);
    case 'negate': {
      const inner = slopesOf(e.operand);
      return inner && mapped(inner, negate);
    }
    case 'add':
    case 'subtract': {
      const [a, b] = [slopesOf(e.left), slopesOf(e.right)];
      if (!a || !b) return null;
      const sum = new Map(a);
      for (const [n, c] of b) sum.set(n, (e.kind === 'add' ? add : subtract)(sum.get(n) ?? ZERO, c));
      return new Map([...sum].filter(([, c]) => c.numerator !== 0n));
    }
    case 'multiply':
    case 'divide': {
      const by = exactValue(e.right);
      const inner = by && slopesOf(e.left);
      if (inner) return scaled(inner, e.kind === 'multiply' ? by : divide(ONE, by));
      const front = e.kind === 'multiply' ? exactValue(e.left) : null;
      const rest = front && slopesOf(e.right);
      return rest ? scaled(rest, front) : null;
    }
    default:
      return exactValue(e) ? new Map() : null;
  }
}

function mapped(slopes: Slopes, by: (c: Rational) => Rational): Slopes {
  return new Map([...slopes].map(([n, c]) => [n, by(c)]));
}

function scaled(slopes: Slopes, by: Rational | null): Slopes | null {
  if (!by) return null;
  return by.numerator === 0n ? new Map() : mapped(slopes, (c) => multiply(c, by));
}
