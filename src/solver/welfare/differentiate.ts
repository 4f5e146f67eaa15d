import { assertNever } from '../../math/expression/assert-never.ts';
import { namesIn, number } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { rational } from '../../math/rational/rational.ts';

const zero = number(rational(0n));
const one = number(rational(1n));
const isZero = (e: Expression) => e.kind === 'number' && e.value.numerator === 0n;
const isOne = (e: Expression) => e.kind === 'number' && e.value.numerator === 1n && e.value.denominator === 1n;

export const plus = (a: Expression, b: Expression): Expression =>
  isZero(a) ? b : isZero(b) ? a : { kind: 'add', left: a, right: b };
const minus = (a: Expression, b: Expression): Expression =>
  isZero(b) ? a : isZero(a) ? { kind: 'negate', operand: b } : { kind: 'subtract', left: a, right: b };
export const times = (a: Expression, b: Expression): Expression =>
  isZero(a) || isZero(b) ? zero : isOne(a) ? b : isOne(b) ? a : { kind: 'multiply', left: a, right: b };
const over = (a: Expression, b: Expression): Expression =>
  isZero(a) ? zero : isOne(b) ? a : { kind: 'divide', left: a, right: b };
const raise = (a: Expression, b: Expression): Expression =>
  isOne(b) ? a : isZero(b) ? one : { kind: 'power', left: a, right: b };
export const ln = (argument: Expression): Expression => ({ kind: 'call', function: 'ln', arguments: [argument] });

/**
 * The partial derivative as a formula. At the kink of an `if`, min, max or abs it says one side's. Null where the language has
 * no formula for it (none so far).
 */
export function differentiate(e: Expression, variable: string): Expression {
  const d = (inner: Expression) => differentiate(inner, variable);
  switch (e.kind) {
    case 'number':
    case 'constant':
      return zero;
    case 'name':
      return e.name === variable ? one : zero;
    case 'negate':
      return minus(zero, d(e.operand));
    case 'add':
      return plus(d(e.left), d(e.right));
    case 'subtract':
      return minus(d(e.left), d(e.right));
    case 'multiply':
      return plus(times(d(e.left), e.right), times(e.left, d(e.right)));
    case 'divide':
      return minus(over(d(e.left), e.right), over(times(e.left, d(e.right)), raise(e.right, number(rational(2n)))));
    case 'power':
      return ofPower(e.left, e.right, d);
    case 'call':
      return ofCall(e, d);
    case 'if':
      return { kind: 'if', condition: e.condition, then: d(e.then), else: d(e.else) };
    default:
      return assertNever(e);
  }
}

function ofPower(base: Expression, exponent: Expression, d: (e: Expression) => Expression): Expression {
  if (namesIn(exponent).size === 0) {
    const exact = exactValue(exponent);
    const less =
      exact === null ? minus(exponent, one) : number(rational(exact.numerator - exact.denominator, exact.denominator));
    return times(times(exponent, raise(base, less)), d(base));
  }
  const rate = plus(times(d(exponent), ln(base)), over(times(exponent, d(base)), base));
  return times(raise(base, exponent), rate);
}

function ofCall(e: Extract<Expression, { kind: 'call' }>, d: (e: Expression) => Expression): Expression {
  const [x = zero, ...rest] = e.arguments;
  const call = (name: typeof e.function, argument: Expression): Expression => ({
    kind: 'call',
    function: name,
    arguments: [argument],
  });
  switch (e.function) {
    case 'sqrt':
      return over(d(x), times(number(rational(2n)), call('sqrt', x)));
    case 'exp':
      return times(call('exp', x), d(x));
    case 'ln':
      return over(d(x), x);
    case 'log10':
      return over(d(x), times(x, call('ln', number(rational(10n)))));
    case 'sin':
      return times(call('cos', x), d(x));
    case 'cos':
      return minus(zero, times(call('sin', x), d(x)));
    case 'tanh':
      return times(minus(one, raise(call('tanh', x), number(rational(2n)))), d(x));
    case 'sigmoid':
      return times(times(call('sigmoid', x), minus(one, call('sigmoid', x))), d(x));
    case 'abs':
      return {
        kind: 'if',
        condition: { kind: 'compare', operator: '>=', left: x, right: zero },
        then: d(x),
        else: minus(zero, d(x)),
      };
    case 'min':
    case 'max':
      return rest.reduce<{ value: Expression; slope: Expression }>(
        (best, next) => ({
          value: { kind: 'call', function: e.function, arguments: [best.value, next] },
          slope: {
            kind: 'if',
            condition: { kind: 'compare', operator: e.function === 'min' ? '<=' : '>=', left: best.value, right: next },
            then: best.slope,
            else: d(next),
          },
        }),
        { value: x, slope: d(x) },
      ).slope;
    default:
      return assertNever(e.function);
  }
}
