import { assertNever } from '../expression/assert-never.ts';
import { encloseSteps } from '../expression/enclose.ts';
import type { Expression } from '../expression/expression.ts';
import { type Slot, type Step, type Tape, tapeOf } from '../expression/tape.ts';
import { expFact } from '../functions/exp.ts';
import { powerFact } from '../functions/index.ts';
import { lnFact } from '../functions/ln.ts';
import type { Interval } from '../interval/interval.ts';
import { rational } from '../rational/rational.ts';
import { branchTaken } from './branch.ts';
import {
  addSeries,
  composeSeries,
  constantSeries,
  divideSeries,
  isConstant,
  multiplySeries,
  negateSeries,
  padded,
  type Series,
  squareSeries,
  subtractSeries,
  variableSeries,
} from './series.ts';

/**
 * Taylor coefficients c_0..c_order of e in one variable: c_k encloses f^(k)(x) / k! for every x in the range at which
 * f is smooth, and f is continuous over the range. Null where a function may be undefined in the range, or a min, max,
 * abs or if is not surely one branch around it. At a singular end (sqrt at 0) coefficients are unbounded, and null at that end alone. Other names
 * take the values of `others`.
 */
export function jet(
  e: Expression,
  variable: string,
  range: Interval,
  order: number,
  others?: ReadonlyMap<string, Interval>,
): Series | null {
  const series = jetOver(tapeOf(e), order, (name) => {
    if (name === variable) return variableSeries(range);
    const value = others?.get(name);
    return value === undefined ? null : constantSeries(value);
  });
  return series === null ? null : padded(series, order);
}

function jetOver(tape: Tape, order: number, lookUp: (name: string) => Series | null): Series | null {
  const enclosures = tape.steps.some((step) => step.kind === 'if')
    ? encloseSteps(tape.steps, (name) => lookUp(name)?.[0])
    : [];
  const slots: (Series | null)[] = [];
  for (const step of tape.steps) {
    if (step.kind === 'if') {
      const taken = branchTaken(step, enclosures);
      slots.push(taken === null ? null : (slots[taken] ?? null));
    } else {
      slots.push(stepJet(step, slots, order, lookUp));
    }
  }
  return slots[slots.length - 1] ?? null;
}

function stepJet(
  step: Exclude<Step, { kind: 'if' }>,
  slots: readonly (Series | null)[],
  order: number,
  lookUp: (name: string) => Series | null,
): Series | null {
  switch (step.kind) {
    case 'number':
      return constantSeries(step.enclosure);
    case 'undefined':
      return null;
    case 'name':
      return lookUp(step.name);
    case 'negate':
      return withOne(slots[step.operand], negateSeries);
    case 'square':
      return withOne(slots[step.operand], (u) => squareSeries(u, order));
    case 'constant-power':
      return withOne(slots[step.operand], (u) => composed(powerFact.taylor(first(u), step.exponent, order), u, order));
    case 'one':
      return withOne(slots[step.operand], (u) => composed(step.fact.taylor(first(u), order), u, order));
    case 'many':
      return withTwo(slots, step.left, step.right, (a, b) => {
        const winner = step.fact.winner(first(a), first(b));
        return winner === null ? null : winner === 'first' ? a : b;
      });
    case 'add':
      return withTwo(slots, step.left, step.right, addSeries);
    case 'subtract':
      return withTwo(slots, step.left, step.right, subtractSeries);
    case 'multiply':
      return withTwo(slots, step.left, step.right, (a, b) => multiplySeries(a, b, order));
    case 'divide':
      return withTwo(slots, step.left, step.right, (a, b) => quotient(a, b, order));
    case 'power':
      return withTwo(slots, step.left, step.right, (a, b) => variablePower(a, b, order));
    default:
      return assertNever(step);
  }
}

const MINUS_ONE = rational(-1n);

function quotient(a: Series, b: Series, order: number): Series | null {
  const divisor = first(b);
  if (!(0 < divisor.lo || divisor.hi < 0)) return null;
  if (!isConstant(a) || isConstant(b)) return divideSeries(a, b, order);
  const inverse = composed(powerFact.taylor(divisor, MINUS_ONE, order), b, order);
  return inverse === null ? null : multiplySeries(a, inverse, order);
}

/** x^y = e^(y ln x) for a positive base. */
function variablePower(base: Series, exponent: Series, order: number): Series | null {
  if (!(0 < first(base).lo)) return null;
  const logarithm = composed(lnFact.taylor(first(base), order), base, order);
  if (logarithm === null) return null;
  const product = multiplySeries(exponent, logarithm, order);
  const result = composed(expFact.taylor(first(product), order), product, order);
  return result === null ? null : [powerFact.enclose(first(base), first(exponent)), ...result.slice(1)];
}

function composed(outer: Series | null, inner: Series, order: number): Series | null {
  return outer === null ? null : composeSeries(outer, inner, order);
}

function first(series: Series): Interval {
  return series[0] as Interval;
}

function withOne(u: Series | null | undefined, then: (u: Series) => Series | null): Series | null {
  return u === null || u === undefined ? null : then(u);
}

function withTwo(
  slots: readonly (Series | null)[],
  left: Slot,
  right: Slot,
  then: (a: Series, b: Series) => Series | null,
): Series | null {
  return withOne(slots[left], (a) => withOne(slots[right], (b) => then(a, b)));
}
