import { number, substitute } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { compare, type Rational } from '../../math/rational/rational.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { lineAlgebra } from '../algebra/chart.ts';
import { clear } from '../algebra/clear.ts';
import { type Form, isZero, minus } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import type { Root, Sign } from '../algebra/polynomial.ts';
import { constantAlgebra, constantSign, formAt } from '../algebra/substitute.ts';
import type { LinePiece } from './pieces.ts';
import { isMultiple, signAtRoot } from './root-sign.ts';

/** What stands at the end of a piece: the sign of the value there, less the limit from below and from above (null: the end). */
export interface OwnValue {
  readonly at: Root;
  readonly below: Sign | null;
  readonly above: Sign | null;
}

/**
 * The values at the ends of all pieces, against the limits beside them: a condition may give a single point a value of its
 * own. Null where one of them cannot be told.
 */
export function ownValues(
  e: Expression,
  name: string,
  pieces: readonly LinePiece[],
  assumed: ReadonlyMap<string, Sign>,
): readonly OwnValue[] | null {
  const found: OwnValue[] = [];
  for (let i = 0; i <= pieces.length; i++) {
    const [left, right] = [pieces[i - 1], pieces[i]];
    const below = left ? rise(e, name, left, 'hi', assumed) : null;
    const above = right ? rise(e, name, right, 'lo', assumed) : null;
    const isTold = (below !== null || !left) && (above !== null || !right);
    // Where the value is the limit from one side, the jump tells of the other.
    if (!isTold && below !== 0 && above !== 0) return null;
    found.push({ at: left ? left.hi : (right as LinePiece).lo, below, above });
  }
  return found;
}

/** The value at an end of a piece less its limit there. */
function rise(
  e: Expression,
  name: string,
  piece: LinePiece,
  end: 'lo' | 'hi',
  assumed: ReadonlyMap<string, Sign>,
): Sign | null {
  const { algebra } = piece;
  const at = piece[end];
  const mayChange = algebra.edges?.some((edge) => !signAtRoot(edge, algebra, at, name));
  if (!mayChange) return 0;
  return compare(at.lo, at.hi) === 0 ? riseAt(e, name, piece, at) : riseWithin(e, name, piece, end, assumed);
}

function riseAt(e: Expression, name: string, { form, algebra }: LinePiece, at: Root): Sign | null {
  const constants = constantAlgebra(algebra);
  const value = valueAt(e, name, at.lo, algebra);
  const limit = formAt(form, name, at.lo, algebra);
  if (!value || !limit) return null;
  const difference = minus(value, limit);
  return constantSign(difference) ?? (isZero(clear(constants, difference).rest) ? 0 : null);
}

/** What a formula comes to at one exact point; null where it is not seen to be defined there. */
export function valueAt(e: Expression, name: string, at: Rational, algebra: Algebra): Form | null {
  return normalise(substitute(e, new Map([[name, number(at)]])), constantAlgebra(algebra)).form;
}

/** The point is not rational: what vanishes there is known. No chord in rationals starts there. */
function riseWithin(
  e: Expression,
  name: string,
  piece: LinePiece,
  end: 'lo' | 'hi',
  assumed: ReadonlyMap<string, Sign>,
): Sign | null {
  const at = piece[end];
  const split = end === 'lo' ? piece.splitAtLo : piece.splitAtHi;
  if (!split) return null;
  const around = lineAlgebra(name, at.lo, at.hi, piece.algebra.work, new Map([...assumed, [split.by.key, 0]]));
  const value = normalise(e, around).form;
  if (!value) return null;
  const difference = minus(value, piece.form);
  return difference.terms.length === 0 || isMultiple(difference, split.by) ? 0 : null;
}
