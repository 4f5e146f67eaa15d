import { assertNever } from '../expression/assert-never.ts';
import { compileTape, holds } from '../expression/compile.ts';
import type { Expression } from '../expression/expression.ts';
import { type Step, tapeOf } from '../expression/tape.ts';

/**
 * Value and gradient of e in doubles: writes ∂e/∂variable into `gradientOut` and returns the value. NaN where e is
 * undefined; slopes may be infinite at singular ends. At a tie of min, max or an abs at 0 it is the slope of one branch
 * (0 for abs). Reverse accumulation (Griewank & Walther 2008, §3.2), so it costs a few evaluations whatever the
 * number of variables.
 */
export function compileGradient(
  e: Expression,
  variables: readonly string[],
): (values: ArrayLike<number>, gradientOut: { [index: number]: number }) => number {
  const tape = tapeOf(e);
  const { run, slots } = compileTape(tape, variables);
  const adjoints = new Float64Array(slots.length);
  const last = slots.length - 1;
  const positions = tape.steps.map((step) => (step.kind === 'name' ? variables.indexOf(step.name) : -1));
  return (values, gradientOut) => {
    run(values);
    for (let i = 0; i < variables.length; i++) gradientOut[i] = 0;
    adjoints.fill(0);
    adjoints[last] = 1;
    for (let slot = last; 0 <= slot; slot--) {
      const adjoint = adjoints[slot] as number;
      if (adjoint === 0) continue;
      const position = positions[slot] as number;
      if (0 <= position) gradientOut[position] = adjoint;
      else distribute(tape.steps[slot] as Step, slot, adjoint, slots, adjoints);
    }
    return slots[last] as number;
  };
}

/** Adds a step's adjoint, times its partial derivatives, to those of the steps it is made of. */
function distribute(step: Step, slot: number, adjoint: number, slots: Float64Array, adjoints: Float64Array): void {
  const give = (to: number, partial: number): void => {
    if (partial !== 0) adjoints[to] = (adjoints[to] as number) + adjoint * partial;
  };
  const at = (i: number): number => slots[i] as number;
  switch (step.kind) {
    case 'number':
    case 'undefined':
    case 'name':
      return;
    case 'negate':
      give(step.operand, -1);
      return;
    case 'square':
      give(step.operand, 2 * at(step.operand));
      return;
    case 'add':
      give(step.left, 1);
      give(step.right, 1);
      return;
    case 'subtract':
      give(step.left, 1);
      give(step.right, -1);
      return;
    case 'multiply':
      give(step.left, at(step.right));
      give(step.right, at(step.left));
      return;
    case 'divide':
      give(step.left, 1 / at(step.right));
      give(step.right, -at(slot) / at(step.right));
      return;
    case 'power':
      give(step.left, powerSlope(at(step.left), at(step.right)));
      // At a base of 0 the exponent does not move the value (for a positive exponent).
      give(step.right, at(step.left) === 0 ? 0 : at(slot) * Math.log(at(step.left)));
      return;
    case 'constant-power':
      give(step.operand, powerSlope(at(step.operand), step.nearest));
      return;
    case 'one':
      give(step.operand, step.fact.slope(at(step.operand)));
      return;
    case 'many':
      give(at(slot) === at(step.left) ? step.left : step.right, 1);
      return;
    case 'if':
      give(holds(step.condition, slots) ? step.then : step.else, 1);
      return;
    default:
      assertNever(step);
  }
}

/** d x^y / dx, infinite at 0 for 0 < y < 1. */
function powerSlope(x: number, y: number): number {
  return y === 0 ? 0 : y === 1 ? 1 : y * x ** (y - 1);
}
