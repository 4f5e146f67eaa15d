import * as build from '../../../src/math/expression/build.ts';
import type { Expression, FunctionName } from '../../../src/math/expression/expression.ts';
import { fromDecimal } from '../../../src/math/rational/rational.ts';
import type { Source } from './nasty-numbers.ts';

const UNARY: readonly FunctionName[] = ['sqrt', 'exp', 'ln', 'log10', 'abs', 'sin', 'cos', 'tanh', 'sigmoid'];
const EXPONENTS = ['2', '3', '4', '-1', '-2', '0.5', '1.5', '-0.5', '0.3', '2.7', '1', '0'];

/** A random formula over the given names, of about `size` operations. */
export function randomExpression(from: Source, names: readonly string[], size: number): Expression {
  if (size <= 0) return leaf(from, names);
  const half = (): Expression => randomExpression(from, names, Math.floor((size - 1) / 2));
  const whole = (): Expression => randomExpression(from, names, size - 1);
  const kind = from.whole(20);
  if (kind < 4) return build.add(half(), half());
  if (kind < 6) return build.subtract(half(), half());
  if (kind < 10) return build.multiply(half(), half());
  if (kind < 12) return build.divide(half(), half());
  if (kind < 15) return build.power(whole(), build.number(fromDecimal(pick(from, EXPONENTS))));
  if (kind < 16) return build.power(half(), half());
  if (kind < 17) return build.negate(whole());
  if (kind < 18) return build.call(pick(from, ['min', 'max'] as const), half(), half());
  return build.call(pick(from, UNARY), whole());
}

function leaf(from: Source, names: readonly string[]): Expression {
  if (from.uniform() < 0.65) return build.name(pick(from, names));
  if (from.uniform() < 0.1) return build.constant(pick(from, ['pi', 'e'] as const));
  return build.number(fromDecimal(pick(from, ['1', '2', '0.5', '3', '0.1', '10', '1.25', '0'])));
}

export function pick<T>(from: Source, choices: readonly T[]): T {
  return choices[from.whole(choices.length)] as T;
}
