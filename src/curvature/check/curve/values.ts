import { substitute } from '../../../math/expression/build.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { fromRational, type Interval } from '../../../math/interval/interval.ts';
import type { Rational } from '../../../math/rational/rational.ts';
import { Enclosing } from '../exact/enclosure.ts';
import { formOf } from '../exact/form-of.ts';
import { constant, type Signomial } from '../exact/signomial.ts';
import { boxOf } from '../sign/sign.ts';

/** A number known exactly (a signomial of constants) or within an interval. */
export interface Value {
  readonly exact: Signomial | null;
  readonly range: Interval;
}

/** The value of an expression, with all its branches, at one exact place; null where it is not seen to be defined. */
export function exactlyAt(e: Expression, name: string, at: Rational): Value | null {
  const there = substitute(e, new Map([[name, { kind: 'number', value: at }]]));
  const rational = exactValue(there);
  if (rational) return { exact: constant(rational), range: fromRational(rational) };
  const exact = formOf(there, boxOf(new Map()));
  return exact && { exact, range: new Enclosing(new Map()).of(exact) };
}
