import { namesIn, substitute } from '../../../math/expression/build.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { compare, type Rational, rational, ZERO } from '../../../math/rational/rational.ts';
import { decode, type EncodedExpression } from '../../encoded-expression.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { formOf } from '../exact/form-of.ts';
import type { Signomial } from '../exact/signomial.ts';
import { boxOf, signInside } from '../sign/sign.ts';
import { resolved } from './branches.ts';
import { withoutMaxima } from './inversion.ts';
import { directionIn } from './monotone.ts';
import type { Path } from './path.ts';

/** Amounts are looked through up to here. */
const FARTHEST = rational(10n ** 18n);

/**
 * That nothing more can be made behind the end of the curve, where with none of the second good (which every level rises in)
 * nothing is left: each constraint leaves less and less, or one of them less than nothing from there on.
 */
export function wrongBeyond(
  { curve, stretches }: Path,
  constraints: readonly { readonly level: EncodedExpression; readonly bound: EncodedExpression }[],
  second: string,
): string | null {
  const name = curve.parameter;
  const none = new Map<string, Expression>([[second, { kind: 'number', value: ZERO }]]);
  const rooms = constraints
    .flatMap(({ level, bound }) =>
      withoutMaxima(decode(level)).map((part): Expression => ({ kind: 'subtract', left: decode(bound), right: part })),
    )
    .map((room) => substitute(room, none))
    .filter((room) => namesIn(room).has(name));
  const falls = (room: Expression): boolean =>
    directionIn(room, name) === -1 || (signOver(room, name, ZERO, (f) => derivativeOf(f, name)) ?? 1) <= 0;
  const end = stretches[stretches.length - 1]?.to.hi ?? ZERO;
  const isUsedUp = (room: Expression): boolean => signOver(room, name, end, (f) => f) === -1;
  return compare(end, FARTHEST) >= 0 || rooms.every(falls) || rooms.some(isUsedUp)
    ? null
    : 'what lies beyond the end is not seen to be out of reach';
}

function signOver(e: Expression, name: string, from: Rational, of: (form: Signomial) => Signomial): -1 | 0 | 1 | null {
  const box = boxOf(new Map([[name, { lo: from, hi: FARTHEST }]]));
  const smooth = resolved(e, box);
  const form = smooth && formOf(smooth.e, box);
  return form && (signInside(of(form), box)?.sign ?? null);
}
