import { call, number, power as plainPower } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Condition, Expression } from '../../math/expression/expression.ts';
import { isWhole, ONE, subtract as subtractRational, ZERO } from '../../math/rational/rational.ts';

const NOTHING: Expression = { kind: 'number', value: ZERO };
const UNIT: Expression = { kind: 'number', value: ONE };

/** de/dname as an expression of the same shape as e (not expanded, so that doubles stay accurate). Branches are resolved before. */
export function differentiate(e: Expression, name: string): Expression {
  switch (e.kind) {
    case 'number':
    case 'constant':
      return NOTHING;
    case 'name':
      return e.name === name ? UNIT : NOTHING;
    case 'negate':
      return negated(differentiate(e.operand, name));
    case 'add':
      return sum(differentiate(e.left, name), differentiate(e.right, name));
    case 'subtract':
      return difference(differentiate(e.left, name), differentiate(e.right, name));
    case 'multiply':
      return sum(product(differentiate(e.left, name), e.right), product(e.left, differentiate(e.right, name)));
    case 'divide':
      return differentiateQuotient(e.left, e.right, name);
    case 'power':
      return differentiatePower(e.left, e.right, name);
    case 'call':
      return differentiateCall(e, name);
    case 'if':
      return conditional(e.condition, differentiate(e.then, name), differentiate(e.else, name));
  }
}

function conditional(condition: Condition, yes: Expression, no: Expression): Expression {
  // biome-ignore lint/suspicious/noThenProperty: the tree's own field, never awaited.
  return { kind: 'if', condition, then: yes, else: no };
}

function isNumber(e: Expression, value: bigint): boolean {
  return e.kind === 'number' && e.value.denominator === 1n && e.value.numerator === value;
}

function negated(e: Expression): Expression {
  if (isNumber(e, 0n)) return e;
  return e.kind === 'negate' ? e.operand : { kind: 'negate', operand: e };
}

function sum(a: Expression, b: Expression): Expression {
  if (isNumber(a, 0n)) return b;
  return isNumber(b, 0n) ? a : { kind: 'add', left: a, right: b };
}

function difference(a: Expression, b: Expression): Expression {
  if (isNumber(b, 0n)) return a;
  return isNumber(a, 0n) ? negated(b) : { kind: 'subtract', left: a, right: b };
}

export function product(a: Expression, b: Expression): Expression {
  if (isNumber(a, 0n) || isNumber(b, 0n)) return NOTHING;
  if (isNumber(a, 1n)) return b;
  return isNumber(b, 1n) ? a : { kind: 'multiply', left: a, right: b };
}

export function quotient(a: Expression, b: Expression): Expression {
  if (isNumber(a, 0n) || isNumber(b, 1n)) return a;
  return { kind: 'divide', left: a, right: b };
}

function differentiateQuotient(a: Expression, b: Expression, name: string): Expression {
  const [da, db] = [differentiate(a, name), differentiate(b, name)];
  if (isNumber(db, 0n)) return quotient(da, b);
  const falling = quotient(product(a, db), plainPower(b, number(2)));
  return difference(quotient(da, b), falling);
}

function differentiatePower(base: Expression, exponent: Expression, name: string): Expression {
  const inner = differentiate(base, name);
  const growth = differentiate(exponent, name);
  if (isNumber(growth, 0n)) return isNumber(inner, 0n) ? NOTHING : product(powerRule(base, exponent), inner);
  const own = plainPower(base, exponent);
  const byExponent = product(product(own, call('ln', base)), growth);
  return isNumber(inner, 0n) ? byExponent : sum(product(powerRule(base, exponent), inner), byExponent);
}

function powerRule(base: Expression, exponent: Expression): Expression {
  const exact = exactValue(exponent);
  if (!exact) return product(exponent, plainPower(base, difference(exponent, UNIT)));
  const lower = subtractRational(exact, ONE);
  if (lower.numerator === 0n) return UNIT;
  const factor: Expression = { kind: 'number', value: exact };
  if (isWhole(lower) && lower.numerator === 1n) return product(factor, base);
  return product(factor, plainPower(base, { kind: 'number', value: lower }));
}

function differentiateCall(e: Expression & { readonly kind: 'call' }, name: string): Expression {
  const [first, ...rest] = e.arguments as [Expression, ...Expression[]];
  const inner = differentiate(first, name);
  switch (e.function) {
    case 'sqrt':
      return quotient(inner, product(number(2), e));
    case 'exp':
      return product(e, inner);
    case 'ln':
      return quotient(inner, first);
    case 'log10':
      return quotient(inner, product(first, call('ln', number(10))));
    case 'sin':
      return product(call('cos', first), inner);
    case 'cos':
      return negated(product(call('sin', first), inner));
    case 'tanh':
      return product(difference(UNIT, plainPower(e, number(2))), inner);
    case 'sigmoid':
      return product(product(e, difference(UNIT, e)), inner);
    case 'abs':
      return conditional({ kind: 'compare', operator: '>=', left: first, right: NOTHING }, inner, negated(inner));
    case 'min':
    case 'max':
      return differentiate(asConditional(e.function, first, rest), name);
  }
}

function asConditional(kind: 'min' | 'max', first: Expression, rest: readonly Expression[]): Expression {
  if (rest.length === 0) return first;
  const other = rest.length === 1 ? rest[0]! : call(kind, ...rest);
  return conditional(
    { kind: 'compare', operator: kind === 'min' ? '<=' : '>=', left: first, right: other },
    first,
    other,
  );
}
