import { substitute } from '../../../math/expression/build.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import type { Rational } from '../../../math/rational/rational.ts';
import { Enclosing } from '../exact/enclosure.ts';
import { formOf } from '../exact/form-of.ts';
import { boxOf } from '../sign/sign.ts';
import type { Value } from './joints.ts';

/** The value of an expression, with all its branches, at one exact place; null where it is not seen to be defined. */
export function exactlyAt(e: Expression, name: string, at: Rational): Value | null {
  const there = substitute(e, new Map([[name, { kind: 'number', value: at }]]));
  const exact = formOf(there, boxOf(new Map()));
  return exact && { exact, range: new Enclosing(new Map()).of(exact) };
}
