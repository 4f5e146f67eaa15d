import { assertNever } from '../expression/assert-never.ts';
import { sumError } from '../interval/rounding.ts';
import { exp, ln, lnOfBase, sigmoid, sqrt } from './bounded-functions.ts';
import { lowerPower, power } from './bounded-power.ts';
import { comparison, select, selection, truth } from './bounded-selection.ts';
import { byInterval } from './by-interval.ts';
import { type Doubt, quotientError, ROUNDING, SLACK, SMALL, TINY } from './error-rules.ts';
import type { Arithmetic, Kernel } from './machine.ts';
import type { Operation } from './program.ts';

/** The operations on doubles with bounds, loop by loop (see `plain-arithmetic.ts`); `doubt` is marked where a value may be undefined. */
export function boundedArithmetic(doubt: Doubt): Arithmetic {
  return {
    bounded: true,
    kernel: (instruction) =>
      instruction.kind === 'function' ? byInterval(instruction.fact, doubt) : kernelOf(instruction.operation, doubt),
    keep: (n, out, a) => {
      out.values.set(a.values.subarray(a.at, a.at + n), out.at);
      out.errors.set(a.errors.subarray(a.at, a.at + n), out.at);
    },
  };
}

function kernelOf(operation: Operation, doubt: Doubt): Kernel {
  switch (operation) {
    case 'negate':
      return negate;
    case 'abs':
      return abs;
    case 'square':
      return square;
    case 'add':
      return add;
    case 'subtract':
      return subtract;
    case 'multiply':
      return multiply;
    case 'divide':
      return divide;
    case 'sqrt':
      return sqrt(doubt);
    case 'exp':
      return exp(doubt);
    case 'ln':
      return ln(doubt);
    case 'ln-of-base':
      return lnOfBase;
    case 'power':
      return power(doubt);
    case 'lower-power':
      return lowerPower(doubt);
    case 'sigmoid':
      return sigmoid(doubt);
    case 'min':
    case 'max':
      return selection(operation);
    case 'less':
    case 'less-or-equal':
    case 'equal':
      return comparison(operation);
    case 'not':
      return truth((a) => 1 - a);
    case 'and':
      return truth(Math.min);
    case 'or':
      return truth(Math.max);
    case 'select':
      return select;
    default:
      return assertNever(operation);
  }
}

const negate: Kernel = (n, out, a) => {
  const { values: z, errors: ez, at: o } = out;
  const { values: x, errors: ex, at: p } = a;
  for (let i = 0; i < n; i++) {
    z[o + i] = -(x[p + i] as number);
    ez[o + i] = ex[p + i] as number;
  }
};

const abs: Kernel = (n, out, a) => {
  const { values: z, errors: ez, at: o } = out;
  const { values: x, errors: ex, at: p } = a;
  for (let i = 0; i < n; i++) {
    z[o + i] = Math.abs(x[p + i] as number);
    ez[o + i] = ex[p + i] as number;
  }
};

/** What rounding left out of a sum is itself a double: where it is nothing, the sum is as exact as its parts. */
const add: Kernel = (n, out, a, b) => {
  const { values: z, errors: ez, at: o } = out;
  const { values: x, errors: ex, at: p } = a;
  const { values: y, errors: ey, at: q } = b;
  for (let i = 0; i < n; i++) {
    const left = x[p + i] as number;
    const right = y[q + i] as number;
    const sum = left + right;
    ez[o + i] = ((ex[p + i] as number) + (ey[q + i] as number) + Math.abs(sumError(left, right, sum))) * SLACK;
    z[o + i] = sum;
  }
};

const subtract: Kernel = (n, out, a, b) => {
  const { values: z, errors: ez, at: o } = out;
  const { values: x, errors: ex, at: p } = a;
  const { values: y, errors: ey, at: q } = b;
  for (let i = 0; i < n; i++) {
    const left = x[p + i] as number;
    const right = y[q + i] as number;
    const difference = left - right;
    ez[o + i] = ((ex[p + i] as number) + (ey[q + i] as number) + Math.abs(sumError(left, -right, difference))) * SLACK;
    z[o + i] = difference;
  }
};

const square: Kernel = (n, out, a) => {
  const { values: z, errors: ez, at: o } = out;
  const { values: x, errors: ex, at: p } = a;
  for (let i = 0; i < n; i++) {
    const own = x[p + i] as number;
    const margin = ex[p + i] as number;
    const product = own * own;
    const error = (margin * (2 * Math.abs(own) + margin) + ROUNDING * product) * SLACK;
    ez[o + i] = error < SMALL ? (own === 0 && margin === 0 ? 0 : error + TINY) : error;
    z[o + i] = product;
  }
};

/** Whether a product is: one factor is exactly 0, or both are known and one is 1. */
function isExact(a: number, errorA: number, b: number, errorB: number): boolean {
  if ((a === 0 && errorA === 0) || (b === 0 && errorB === 0)) return true;
  return errorA === 0 && errorB === 0 && (a === 1 || b === 1);
}

/** |a'b' − ab| ≤ |a| e_b + |b| e_a + e_a e_b. An exact zero stays one. */
const multiply: Kernel = (n, out, a, b) => {
  const { values: z, errors: ez, at: o } = out;
  const { values: x, errors: ex, at: p } = a;
  const { values: y, errors: ey, at: q } = b;
  for (let i = 0; i < n; i++) {
    const left = x[p + i] as number;
    const right = y[q + i] as number;
    const marginLeft = ex[p + i] as number;
    const marginRight = ey[q + i] as number;
    const product = left * right;
    const rounding = left === 1 || right === 1 ? 0 : ROUNDING * Math.abs(product);
    const error = ((Math.abs(left) + marginLeft) * marginRight + Math.abs(right) * marginLeft + rounding) * SLACK;
    ez[o + i] = error < SMALL ? (isExact(left, marginLeft, right, marginRight) ? 0 : error + TINY) : error;
    z[o + i] = product;
  }
};

/** |a'/b' − a/b| ≤ (e_a + |a/b| e_b) / (|b| − e_b). */
const divide: Kernel = (n, out, a, b) => {
  const { values: z, errors: ez, at: o } = out;
  const { values: x, errors: ex, at: p } = a;
  const { values: y, errors: ey, at: q } = b;
  for (let i = 0; i < n; i++) {
    const left = x[p + i] as number;
    const right = y[q + i] as number;
    const quotient = left / right;
    ez[o + i] = quotientError(left, ex[p + i] as number, right, ey[q + i] as number, quotient);
    z[o + i] = quotient;
  }
};
