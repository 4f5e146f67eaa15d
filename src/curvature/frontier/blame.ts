import { namesIn } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { childrenOf } from '../../math/expression/order.ts';
import { print } from '../../math/expression/print.ts';
import { compare, ONE } from '../../math/rational/rational.ts';
import type { Blame } from '../verdict.ts';

/**
 * How a formula stands to what it makes: `output` where more of it is more output (a technology), `use` where it is what a
 * good uses up (an implicit frontier), `frontier` where it is what remains of one good (an explicit frontier).
 */
export type Role = 'output' | 'use' | 'frontier';

/** The sub-expression that bends a frontier inward, in the field's words. */
export function blameIn(formulas: readonly Expression[], role: Role): Blame | null {
  for (const rule of RULES) {
    for (const formula of formulas) {
      const found = search(formula, (e) => rule.fits(e, role));
      if (found) return { origin: found.origin ?? formula.origin ?? null, text: print(found), cause: rule.cause };
    }
  }
  const [first] = formulas;
  return first ? { origin: first.origin ?? null, text: print(first), cause: 'curves upward' } : null;
}

interface CauseRule {
  readonly cause: string;
  fits(e: Expression, role: Role): boolean;
}

const RULES: readonly CauseRule[] = [
  {
    cause: 'a set-up cost',
    fits: (e) => e.kind === 'call' && e.function === 'max' && e.arguments.some(isZero) && varies(e),
  },
  { cause: 'a threshold', fits: (e) => isThreshold(e) },
  {
    cause: 'interference between tasks',
    fits: (e, role) => role !== 'output' && e.kind === 'multiply' && crosses(e.left, e.right),
  },
  { cause: 'increasing returns', fits: (e, role) => isIncreasingReturns(e, role) },
];

function isZero(e: Expression): boolean {
  return exactValue(e)?.numerator === 0n;
}

function varies(e: Expression): boolean {
  return namesIn(e).size > 0;
}

function isThreshold(e: Expression): boolean {
  if (e.kind === 'if') return varies(e);
  if (e.kind === 'call') return (e.function === 'sigmoid' || e.function === 'tanh') && varies(e);
  // Hill: x^n / (c + x^n) with n > 1.
  if (e.kind !== 'divide' || e.right.kind !== 'add') return false;
  const powers = search(e.left, (x) => x.kind === 'power' && isAbove(x.right));
  return powers !== null && search(e.right, (x) => x.kind === 'power' && isAbove(x.right)) !== null;
}

function isAbove(exponent: Expression): boolean {
  const value = exactValue(exponent);
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
