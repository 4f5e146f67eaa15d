import { namesIn, substitute } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { childrenOf } from '../../math/expression/order.ts';
import { compare, ONE } from '../../math/rational/rational.ts';

/**
 * How a formula stands to what it makes: `output` where more of it is more output (a technology), `use` where it is what a
 * good uses up (an implicit frontier), `frontier` where it is what remains of one good (an explicit frontier).
 */
export type Role = 'output' | 'use' | 'frontier';

interface CauseRule {
  readonly cause: string;
  fits(e: Expression, role: Role): boolean;
}

/** In order: what is told apart most surely first. */
const RULES: readonly CauseRule[] = [
  {
    cause: 'a set-up cost',
    fits: (e) => (e.kind === 'call' && e.function === 'max' && e.arguments.some(isZero) && varies(e)) || isSetUp(e),
  },
  { cause: 'a threshold', fits: (e) => isThreshold(e) },
  {
    cause: 'interference between tasks',
    fits: (e, role) => role !== 'output' && e.kind === 'multiply' && crosses(e.left, e.right),
  },
  { cause: 'increasing returns', fits: (e, role) => isIncreasingReturns(e, role) },
  { cause: 'a choice between techniques', fits: (e, role) => isChoice(e, role) },
  { cause: 'a wave', fits: (e) => e.kind === 'call' && (e.function === 'sin' || e.function === 'cos') && varies(e) },
  { cause: 'a kink', fits: (e) => e.kind === 'call' && e.function === 'abs' && varies(e) },
];

/** The innermost part that a cause fits, by the causes in order; null where none does. */
export function causeIn(e: Expression, role: Role): { readonly part: Expression; readonly cause: string } | null {
  for (const rule of RULES) {
    const part = search(e, (x) => rule.fits(x, role));
    if (part) return { part, cause: rule.cause };
  }
  return null;
}

function isZero(e: Expression): boolean {
  return exactValue(e)?.numerator === 0n;
}

/**
 * What is paid as soon as anything is made: a condition that turns at 0 (`if a > 0 then 9 - a else 10`), or beyond which
 * output begins at 0 (`if t > 1 then t - 1 else 0`).
 */
function isSetUp(e: Expression): boolean {
  if (e.kind !== 'if' || e.condition.kind !== 'compare') return false;
  const { left, right } = e.condition;
  const [name, at] = left.kind === 'name' ? [left.name, right] : right.kind === 'name' ? [right.name, left] : [];
  const turn = at && exactValue(at);
  if (name === undefined || !turn) return false;
  const isZeroThere = (branch: Expression): boolean =>
    isZero(substitute(branch, new Map([[name, { kind: 'number', value: turn }]])));
  const beginsAtZero = (isZero(e.then) && isZeroThere(e.else)) || (isZero(e.else) && isZeroThere(e.then));
  return turn.numerator === 0n || beginsAtZero;
}

function varies(e: Expression): boolean {
  return namesIn(e).size > 0;
}

function isThreshold(e: Expression): boolean {
  if (e.kind === 'if') return varies(e);
  if (e.kind === 'call') return (e.function === 'sigmoid' || e.function === 'tanh') && varies(e);
  // Hill: x^n / (c + x^n) with n > 1.
  if (e.kind !== 'divide' || e.right.kind !== 'add') return false;
  const powers = search(e.left, isSteepPower);
  return powers !== null && search(e.right, isSteepPower) !== null;
}

function isSteepPower(e: Expression): boolean {
  if (e.kind !== 'power' || !varies(e.left)) return false;
  const value = exactValue(e.right);
  return value !== null && compare(value, ONE) > 0;
}

function crosses(a: Expression, b: Expression): boolean {
  const [left, right] = [namesIn(a), namesIn(b)];
  return left.size > 0 && right.size > 0 && [...left].some((n) => !right.has(n));
}

/** More than proportional output, or less than proportional use. */
function isIncreasingReturns(e: Expression, role: Role): boolean {
  if (e.kind === 'call') return role !== 'output' && e.function === 'sqrt' && varies(e);
  if (e.kind !== 'power' || !varies(e.left)) return false;
  const value = exactValue(e.right);
  if (!value || value.numerator <= 0n) return false;
  return role === 'output' ? compare(value, ONE) > 0 : compare(value, ONE) < 0 || role === 'frontier';
}

/** The best of several ways of making; of several ways of use, the least. */
function isChoice(e: Expression, role: Role): boolean {
  return e.kind === 'call' && e.function === (role === 'use' ? 'min' : 'max') && varies(e);
}

/** The innermost first: the smallest sub-expression that fits. */
function search(e: Expression, fits: (e: Expression) => boolean): Expression | null {
  // What a condition compares bends nothing.
  const parts = e.kind === 'if' ? [e.then, e.else] : childrenOf(e);
  for (const part of parts) {
    const found = search(part, fits);
    if (found) return found;
  }
  return fits(e) ? e : null;
}
