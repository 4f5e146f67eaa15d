import { assertNever } from '../expression/assert-never.ts';
import { encloseSteps } from '../expression/enclose.ts';
import type { Expression } from '../expression/expression.ts';
import { type Step, tapeOf } from '../expression/tape.ts';
import { expFact } from '../functions/exp.ts';
import { powerFact } from '../functions/index.ts';
import { lnFact } from '../functions/ln.ts';
import * as arithmetic from '../interval/arithmetic.ts';
import { type Interval, ONE, point, ZERO } from '../interval/interval.ts';
import { rational } from '../rational/rational.ts';
import { branchTaken } from './branch.ts';
import { isZero } from './series.ts';

export interface SecondOrder {
  readonly value: Interval;
  readonly gradient: readonly Interval[];
  /** All rows; symmetric. */
  readonly hessian: readonly (readonly Interval[])[];
}

/**
 * Encloses value, gradient and Hessian of e over a box, at every point where e is smooth (and it is continuous over the
 * box). Null under the same conditions as `jet`. The box is in the order of `variables`; a name outside is undefined,
 * unless `others` has its range.
 */
export function secondOrder(
  e: Expression,
  variables: readonly string[],
  box: readonly Interval[],
  others?: ReadonlyMap<string, Interval>,
): SecondOrder | null {
  const { steps } = tapeOf(e);
  const n = variables.length;
  const lookUp = (name: string): Interval | undefined => box[variables.indexOf(name)] ?? others?.get(name);
  const enclosures = steps.some((step) => step.kind === 'if') ? encloseSteps(steps, lookUp) : [];
  const slots: (Expansion | null)[] = [];
  for (const step of steps) {
    if (step.kind === 'if') {
      const taken = branchTaken(step, enclosures);
      slots.push(taken === null ? null : (slots[taken] ?? null));
    } else if (step.kind === 'name') {
      const value = lookUp(step.name);
      slots.push(value === undefined ? null : variableExpansion(value, variables.indexOf(step.name), n));
    } else {
      slots.push(stepExpansion(step, slots));
    }
  }
  const last = slots[slots.length - 1] ?? null;
  return last === null ? null : unpacked(last, n);
}

/** Value, gradient, and the lower triangle of the Hessian by rows; either is empty where it is all zero. */
interface Expansion {
  readonly value: Interval;
  readonly gradient: readonly Interval[];
  readonly triangle: readonly Interval[];
}

function stepExpansion(
  step: Exclude<Step, { kind: 'if' | 'name' }>,
  slots: readonly (Expansion | null)[],
): Expansion | null {
  switch (step.kind) {
    case 'number':
      return { value: step.enclosure, gradient: [], triangle: [] };
    case 'undefined':
      return null;
    case 'negate':
    case 'square':
    case 'constant-power':
    case 'one': {
      const operand = slots[step.operand] ?? null;
      return operand === null ? null : unary(step, operand);
    }
    case 'many':
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power': {
      const left = slots[step.left] ?? null;
      const right = slots[step.right] ?? null;
      return left === null || right === null ? null : binary(step, left, right);
    }
    default:
      return assertNever(step);
  }
}

function unary(
  step: Extract<Step, { kind: 'negate' | 'square' | 'constant-power' | 'one' }>,
  u: Expansion,
): Expansion | null {
  switch (step.kind) {
    case 'negate':
      return mapped(u, arithmetic.negate);
    case 'square':
      return composed([arithmetic.square(u.value), arithmetic.multiply(point(2), u.value), ONE], u);
    case 'constant-power':
      return composed(powerFact.taylor(u.value, step.exponent, 2), u);
    case 'one':
      return composed(step.fact.taylor(u.value, 2), u);
    default:
      return assertNever(step);
  }
}

function binary(step: Extract<Step, { left: number }>, a: Expansion, b: Expansion): Expansion | null {
  switch (step.kind) {
    case 'many': {
      const winner = step.fact.winner(a.value, b.value);
      return winner === null ? null : winner === 'first' ? a : b;
    }
    case 'add':
      return combined(a, b, arithmetic.add);
    case 'subtract':
      return combined(a, b, arithmetic.subtract);
    case 'multiply':
      return product(a, b);
    case 'divide': {
      const inverse = 0 < b.value.lo || b.value.hi < 0 ? composed(powerFact.taylor(b.value, MINUS_ONE, 2), b) : null;
      return inverse === null ? null : { ...product(a, inverse), value: arithmetic.divide(a.value, b.value) };
    }
    case 'power': {
      if (!(0 < a.value.lo)) return null;
      const logarithm = composed(lnFact.taylor(a.value, 2), a);
      if (logarithm === null) return null;
      const exponent = product(b, logarithm);
      const result = composed(expFact.taylor(exponent.value, 2), exponent);
      return result === null ? null : { ...result, value: powerFact.enclose(a.value, b.value) };
    }
    default:
      return assertNever(step);
  }
}

const MINUS_ONE = rational(-1n);

/** f(u): the Hessian f'(u) u_ij + f''(u) u_i u_j, from the coefficients f, f', f''/2. */
function composed(outer: readonly Interval[] | null, u: Expansion): Expansion | null {
  if (outer === null) return null;
  const [value = ZERO, slope = ZERO, half = ZERO] = outer;
  const gradient = u.gradient.map((first) => times(slope, first));
  const bend = times(TWO, half);
  if (isZero(bend)) return { value, gradient, triangle: u.triangle.map((entry) => times(slope, entry)) };
  const bent = triangle(u.gradient.length, (i, j, k) => {
    const ui = u.gradient[i] as Interval;
    const square = i === j ? arithmetic.square(ui) : times(ui, u.gradient[j] as Interval);
    return plus(times(slope, u.triangle[k] ?? ZERO), times(bend, square));
  });
  return { value, gradient, triangle: bent };
}

const TWO = point(2);

function product(a: Expansion, b: Expansion): Expansion {
  if (a.gradient.length === 0) return mapped(b, (x) => times(a.value, x));
  if (b.gradient.length === 0) return mapped(a, (x) => times(x, b.value));
  const cross = (i: number, j: number): Interval => times(a.gradient[i] as Interval, b.gradient[j] as Interval);
  return {
    value: times(a.value, b.value),
    gradient: a.gradient.map((first, i) => plus(times(first, b.value), times(a.value, b.gradient[i] as Interval))),
    triangle: triangle(a.gradient.length, (i, j, k) => {
      const outer = plus(times(a.triangle[k] ?? ZERO, b.value), times(a.value, b.triangle[k] ?? ZERO));
      return plus(outer, i === j ? times(TWO, cross(i, i)) : plus(cross(i, j), cross(j, i)));
    }),
  };
}

function mapped(u: Expansion, operation: (x: Interval) => Interval): Expansion {
  return { value: operation(u.value), gradient: u.gradient.map(operation), triangle: u.triangle.map(operation) };
}

function combined(a: Expansion, b: Expansion, operation: (x: Interval, y: Interval) => Interval): Expansion {
  return {
    value: operation(a.value, b.value),
    gradient: paired(a.gradient, b.gradient, operation),
    triangle: paired(a.triangle, b.triangle, operation),
  };
}

function paired(
  a: readonly Interval[],
  b: readonly Interval[],
  operation: (x: Interval, y: Interval) => Interval,
): readonly Interval[] {
  if (a.length === 0) return b.map((y) => operation(ZERO, y));
  return b.length === 0 ? a : a.map((x, k) => operation(x, b[k] as Interval));
}

/** A variable; a name outside the variables, at position −1, is a constant. */
function variableExpansion(value: Interval, position: number, n: number): Expansion {
  if (position < 0) return { value, gradient: [], triangle: [] };
  const gradient: Interval[] = [];
  for (let i = 0; i < n; i++) gradient.push(i === position ? ONE : ZERO);
  return { value, gradient, triangle: [] };
}

function triangle(n: number, entry: (i: number, j: number, k: number) => Interval): readonly Interval[] {
  const entries: Interval[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) entries.push(entry(i, j, entries.length));
  return entries;
}

function times(a: Interval, b: Interval): Interval {
  return isZero(a) || isZero(b) ? ZERO : arithmetic.multiply(a, b);
}

function plus(a: Interval, b: Interval): Interval {
  return isZero(a) ? b : isZero(b) ? a : arithmetic.add(a, b);
}

function unpacked({ value, gradient, triangle: entries }: Expansion, n: number): SecondOrder {
  const fullGradient: Interval[] = [];
  const hessian: Interval[][] = [];
  for (let i = 0; i < n; i++) {
    fullGradient.push(gradient[i] ?? ZERO);
    const row: Interval[] = [];
    for (let j = 0; j < n; j++) {
      const [high, low] = i < j ? [j, i] : [i, j];
      row.push(entries[(high * (high + 1)) / 2 + low] ?? ZERO);
    }
    hessian.push(row);
  }
  return { value, gradient: fullGradient, hessian };
}
