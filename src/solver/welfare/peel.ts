import { name, namesIn, number, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { ONE, sign } from '../../math/rational/rational.ts';
import type { Box } from './concave.ts';

/** A formula that rises with its `core` (`outer`, in the name `CORE`): what prefers mixtures by the core does by the whole. */
export interface Peeled {
  readonly core: Expression;
  readonly outer: Expression;
}

export const CORE = 'the core';

/** Cores of a formula, the outermost first: what is left as constants added or multiplied, roots, ln, exp and the like are taken off. */
export function peeled(e: Expression, box: Box): readonly Peeled[] {
  const found: Peeled[] = [];
  let [core, outer, direction]: [Expression, Expression, number] = [e, name(CORE), 1];
  for (;;) {
    const next = layerOf(core, box);
    if (next === null) return found;
    outer = substitute(outer, new Map([[CORE, next.around]]));
    core = next.inside;
    direction *= next.direction;
    if (direction > 0) found.push({ core, outer });
  }
}

interface Layer {
  readonly inside: Expression;
  readonly around: Expression;
  /** 1 where the layer rises with what is inside, -1 where it falls. */
  readonly direction: 1 | -1;
}

function layerOf(e: Expression, box: Box): Layer | null {
  const core = name(CORE);
  switch (e.kind) {
    case 'negate':
      return { inside: e.operand, around: { ...e, operand: core }, direction: -1 };
    case 'add':
    case 'multiply': {
      if (namesIn(e.left).size === 0) return scaled(e, e.left, e.right, { ...e, right: core });
      return namesIn(e.right).size === 0 ? scaled(e, e.right, e.left, { ...e, left: core }) : null;
    }
    case 'subtract':
      if (namesIn(e.right).size === 0) return { inside: e.left, around: { ...e, left: core }, direction: 1 };
      return namesIn(e.left).size === 0 ? { inside: e.right, around: { ...e, right: core }, direction: -1 } : null;
    case 'divide': {
      if (namesIn(e.right).size === 0) return scaled(e, e.right, e.left, { ...e, left: core });
      const constant = signOf(e.left);
      if (constant === 0 || !(enclose(e.right, box).value.lo >= 0)) return null;
      return { inside: e.right, around: { ...e, right: core }, direction: constant > 0 ? -1 : 1 };
    }
    case 'power': {
      const exponent = signOf(e.right);
      if (exponent === 0 || !(enclose(e.left, box).value.lo >= 0)) return null;
      return { inside: e.left, around: { ...e, left: core }, direction: exponent };
    }
    case 'call': {
      const [inside] = e.arguments;
      if (inside === undefined || !rising.has(e.function)) return null;
      return { inside, around: { ...e, arguments: [core] }, direction: 1 };
    }
    default:
      return null;
  }
}

const rising: ReadonlySet<string> = new Set(['exp', 'ln', 'log10', 'sqrt', 'tanh']);

function scaled(e: Expression, constant: Expression, inside: Expression, around: Expression): Layer | null {
  if (e.kind === 'add') return { inside, around, direction: 1 };
  const direction = signOf(constant);
  return direction === 0 ? null : { inside, around, direction };
}

/** Of a constant; 0 where it is 0 or not known. */
function signOf(e: Expression): 1 | -1 | 0 {
  if (namesIn(e).size > 0) return 0;
  const exact = exactValue(e);
  if (exact !== null) return sign(exact) > 0 ? 1 : sign(exact) < 0 ? -1 : 0;
  const { lo, hi } = enclose(e, new Map()).value;
  return lo > 0 ? 1 : hi < 0 ? -1 : 0;
}

/** Goods of which more never helps, whatever there is of others, and the formula without them (free disposal). */
export function withoutUnwanted(
  e: Expression,
  fallsIn: (good: string) => boolean,
): { readonly formula: Expression; readonly unwanted: readonly string[] } {
  const unwanted = [...namesIn(e)].filter(fallsIn);
  const none = number({ ...ONE, numerator: 0n });
  return { formula: substitute(e, new Map(unwanted.map((good) => [good, none]))), unwanted };
}
