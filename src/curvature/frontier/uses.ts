import { namesIn, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { summandsOf } from '../../math/expression/summands.ts';
import {
  add,
  divide,
  fromDouble,
  negate,
  ONE,
  type Rational,
  rational,
  subtract,
  ZERO,
} from '../../math/rational/rational.ts';

/** Sum over goods of use(good) <= resource, each use rising from 0. */
export interface SeparableSet {
  readonly resource: Rational;
  readonly uses: readonly { readonly good: string; readonly use: Expression; readonly atZero: Rational }[];
}

/** Writes level <= bound as a sum of terms in one good each, undoing an outer root, power, exp or ln first; or null. */
function separated(level: Expression, bound: Expression, goods: readonly string[]): SeparableSet | null {
  const { inner, limit } = unwrapped(level, bound);
  const uses = new Map<string, Expression>();
  let constant = ZERO;
  for (const { e, negative } of [...summandsOf(inner), ...summandsOf(limit, true)]) {
    const names = [...namesIn(e)];
    if (names.length > 1) return null;
    const [good] = names;
    if (good === undefined) {
      const value = exactValue(e);
      if (!value) return null;
      constant = add(constant, negative ? negate(value) : value);
      continue;
    }
    const signed: Expression = negative ? { kind: 'negate', operand: e } : e;
    const before = uses.get(good);
    uses.set(good, before ? { kind: 'add', left: before, right: signed } : signed);
  }
  return assembled(uses, constant, goods);
}

function assembled(
  uses: ReadonlyMap<string, Expression>,
  constant: Rational,
  goods: readonly string[],
): SeparableSet | null {
  let resource = negate(constant);
  const list: { good: string; use: Expression; atZero: Rational }[] = [];
  for (const good of goods) {
    const use = uses.get(good);
    if (!use) return null;
    const atZero = valueAtZero(use, good);
    if (!atZero) return null;
    resource = subtract(resource, atZero);
    list.push({ good, use, atZero });
  }
  return { resource, uses: list };
}

function valueAtZero(use: Expression, good: string): Rational | null {
  const at = substitute(use, new Map([[good, { kind: 'number', value: ZERO }]]));
  const exact = exactValue(at);
  if (exact) return exact;
  // Exact where the enclosure is a point, as for a power of 0 with a long exponent.
  const { value, defined } = enclose(at, new Map());
  return defined && value.lo === value.hi ? fromDouble(value.lo) : null;
}

/** Rising outer functions of the level are undone on both sides, while the bound is a positive number. */
export function unwrapped(
  level: Expression,
  bound: Expression,
): { readonly inner: Expression; readonly limit: Expression } {
  const value = exactValue(bound);
  const number = (v: Rational): Expression => ({ kind: 'number', value: v });
  const stop = { inner: level, limit: bound };
  if (!value || value.numerator <= 0n) return stop;
  if (level.kind === 'call' && level.function === 'sqrt') {
    return unwrapped(level.arguments[0] as Expression, number(square(value)));
  }
  if (level.kind === 'power') {
    const exponent = exactValue(level.right);
    const inverse = exponent && exponent.numerator > 0n ? divide(ONE, exponent) : null;
    if (!inverse || level.left.kind === 'name') return stop;
    const raised = exactValue({ kind: 'power', left: bound, right: number(inverse) });
    return raised ? unwrapped(level.left, number(raised)) : stop;
  }
  if (level.kind !== 'multiply' && level.kind !== 'divide') return stop;
  const factor = exactValue(level.right);
  if (factor && factor.numerator > 0n) {
    const limit =
      level.kind === 'divide'
        ? { numerator: value.numerator * factor.numerator, denominator: value.denominator * factor.denominator }
        : divide(value, factor);
    return limit ? unwrapped(level.left, number(rational(limit.numerator, limit.denominator))) : stop;
  }
  const front = level.kind === 'multiply' ? exactValue(level.left) : null;
  const limit = front && front.numerator > 0n ? divide(value, front) : null;
  return limit ? unwrapped(level.right, number(limit)) : stop;
}

function square(r: Rational): Rational {
  return { numerator: r.numerator * r.numerator, denominator: r.denominator * r.denominator };
}

/** As written, or with a good alone on the left and an outer root, power, exp or ln on the right undone. */
export function separatedEitherWay(
  { level, bound }: { readonly level: Expression; readonly bound: Expression },
  goods: readonly string[],
): SeparableSet | null {
  return separated(level, bound, goods) ?? flipped(level, bound, goods);
}

function flipped(level: Expression, bound: Expression, goods: readonly string[]): SeparableSet | null {
  if (bound.kind === 'call' && bound.function === 'sqrt') {
    return separatedAgain(power(level, 2n), bound.arguments[0] as Expression, goods);
  }
  if (bound.kind === 'power') {
    const exponent = exactValue(bound.right);
    const inverse = exponent && exponent.numerator > 0n ? divide(ONE, exponent) : null;
    if (!inverse) return null;
    return separatedAgain({ kind: 'power', left: level, right: { kind: 'number', value: inverse } }, bound.left, goods);
  }
  if (bound.kind !== 'multiply' && bound.kind !== 'divide') return null;
  const [front, rest] = exactValue(bound.left) ? [bound.left, bound.right] : [bound.right, bound.left];
  const factor = exactValue(front);
  if (!factor || factor.numerator <= 0n || (bound.kind === 'divide' && front === bound.left)) return null;
  const inverse = bound.kind === 'multiply' ? 'divide' : 'multiply';
  return separatedAgain({ kind: inverse, left: level, right: front }, rest, goods);
}

function separatedAgain(level: Expression, bound: Expression, goods: readonly string[]): SeparableSet | null {
  return separated(level, bound, goods) ?? flipped(level, bound, goods);
}

function power(base: Expression, exponent: bigint): Expression {
  return { kind: 'power', left: base, right: { kind: 'number', value: { numerator: exponent, denominator: 1n } } };
}
