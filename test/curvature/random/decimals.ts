import { Decimal } from 'decimal.js';
import type { Condition, Expression } from '../../../src/math/expression/expression.ts';
import { fromDouble } from '../../../src/math/rational/rational.ts';

export const High = Decimal.clone({ precision: 60, toExpNeg: -9e15, toExpPos: 9e15 });

/** What a double is, to 60 digits: its shortest decimal is another number. */
export function decimalOf(x: number): Decimal {
  const { numerator, denominator } = fromDouble(x);
  return new High(String(numerator)).div(new High(String(denominator)));
}

/** The value of a formula in 60 decimal digits, by nothing that the prover uses; NaN where it is not defined. */
export function decimalValue(e: Expression, at: ReadonlyMap<string, Decimal>): Decimal {
  const value = (x: Expression): Decimal => decimalValue(x, at);
  switch (e.kind) {
    case 'number':
      return new High(String(e.value.numerator)).div(new High(String(e.value.denominator)));
    case 'constant':
      return e.name === 'pi' ? High.acos(-1) : High.exp(1);
    case 'name':
      return at.get(e.name) ?? new High(Number.NaN);
    case 'negate':
      return value(e.operand).neg();
    case 'add':
      return value(e.left).plus(value(e.right));
    case 'subtract':
      return value(e.left).minus(value(e.right));
    case 'multiply':
      return value(e.left).times(value(e.right));
    case 'divide':
      return quotient(value(e.left), value(e.right));
    case 'power':
      return power(value(e.left), value(e.right));
    case 'call':
      return called(e.function, e.arguments.map(value));
    case 'if':
      return holds(e.condition, value) ? value(e.then) : value(e.else);
  }
}

const NOTHING = new High(Number.NaN);

function quotient(a: Decimal, b: Decimal): Decimal {
  return b.isZero() ? NOTHING : a.div(b);
}

function power(base: Decimal, to: Decimal): Decimal {
  if (base.isZero()) return to.isZero() ? new High(1) : to.isNegative() ? NOTHING : new High(0);
  if (base.isNegative() && !to.isInteger()) return NOTHING;
  return base.pow(to);
}

function called(name: string, [x = NOTHING, ...rest]: readonly Decimal[]): Decimal {
  switch (name) {
    case 'sqrt':
      return x.isNegative() && !x.isZero() ? NOTHING : x.abs().sqrt();
    case 'exp':
      return x.exp();
    case 'ln':
      return x.lte(0) ? NOTHING : x.ln();
    case 'log10':
      return x.lte(0) ? NOTHING : x.log(10);
    case 'abs':
      return x.abs();
    case 'min':
      return rest.reduce((a, b) => (b.isNaN() || b.lt(a) ? b : a), x);
    case 'max':
      return rest.reduce((a, b) => (b.isNaN() || b.gt(a) ? b : a), x);
    case 'sin':
      return x.sin();
    case 'cos':
      return x.cos();
    case 'tanh':
      return x.tanh();
    case 'sigmoid':
      return new High(1).div(x.neg().exp().plus(1));
    default:
      return NOTHING;
  }
}

function holds(c: Condition, value: (e: Expression) => Decimal): boolean {
  switch (c.kind) {
    case 'compare': {
      const order = value(c.left).cmp(value(c.right));
      return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0, '==': order === 0 }[c.operator];
    }
    case 'in':
      return value(c.operand).gte(value(c.from)) && value(c.operand).lte(value(c.to));
    case 'and':
      return holds(c.left, value) && holds(c.right, value);
    case 'or':
      return holds(c.left, value) || holds(c.right, value);
    case 'not':
      return !holds(c.operand, value);
    case 'near':
      throw new Error('No formula of the sweep compares by ~=.');
  }
}
