import { namesIn } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromDouble, type Rational } from '../../math/rational/rational.ts';

/** The value of a formula that names nothing: exact where it is rational, else (roots, pi) its nearest double. Null: it has none. */
export function constantValue(expression: Expression): Rational | null {
  const exact = exactValue(expression);
  if (exact !== null) return exact;
  if (0 < namesIn(expression).size) return null;
  const double = compile(expression, [])([]);
  return Number.isFinite(double) ? fromDouble(double) : null;
}
