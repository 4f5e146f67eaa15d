import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import type { Interval } from '../../math/interval/interval.ts';

const mostSelections = 64;

/**
 * A welfare formula with min (max, abs) as a list of formulas without, each nowhere below it, one of them equal to it at every
 * point: min(a, 2*b) gives a and 2*b. Null where a kink stands where a larger value does not clearly help or hurt, or there are too many.
 */
export function selectionsOf(e: Expression, box: ReadonlyMap<string, Interval>): readonly Expression[] | null {
  const all = expand(e, 1, box);
  return all !== null && all.length <= mostSelections ? all : null;
}

/** `direction`: 1 where the whole rises with this part, -1 where it falls. */
function expand(e: Expression, direction: 1 | -1, box: ReadonlyMap<string, Interval>): readonly Expression[] | null {
  if (!hasKink(e)) return [e];
  const against: 1 | -1 = direction === 1 ? -1 : 1;
  switch (e.kind) {
    case 'negate':
      return map1(expand(e.operand, against, box), (operand) => ({ ...e, operand }));
    case 'add':
      return map2(expand(e.left, direction, box), expand(e.right, direction, box), (left, right) => ({
        ...e,
        left,
        right,
      }));
    case 'subtract':
      return map2(expand(e.left, direction, box), expand(e.right, against, box), (left, right) => ({
        ...e,
        left,
        right,
      }));
    case 'multiply':
      return product(e, direction, box);
    case 'divide':
      if (hasKink(e.right) || !(enclose(e.right, box).value.lo > 0)) return null;
      return map1(expand(e.left, direction, box), (left) => ({ ...e, left }));
    case 'power':
      if (hasKink(e.right) || !(enclose(e.right, box).value.lo > 0) || !(enclose(e.left, box).value.lo >= 0))
        return null;
      return map1(expand(e.left, direction, box), (left) => ({ ...e, left }));
    case 'call':
      return call(e, direction, box);
    default:
      return null;
  }
}

function product(
  e: Extract<Expression, { kind: 'add' | 'subtract' | 'multiply' | 'divide' | 'power' }>,
  direction: 1 | -1,
  box: ReadonlyMap<string, Interval>,
): readonly Expression[] | null {
  const factor = (own: Expression, other: Expression): readonly Expression[] | null => {
    if (!hasKink(own)) return [own];
    const { lo, hi } = enclose(other, box).value;
    if (lo >= 0) return expand(own, direction, box);
    return hi <= 0 ? expand(own, direction === 1 ? -1 : 1, box) : null;
  };
  return map2(factor(e.left, e.right), factor(e.right, e.left), (left, right) => ({ ...e, left, right }));
}

function call(
  e: Extract<Expression, { kind: 'call' }>,
  direction: 1 | -1,
  box: ReadonlyMap<string, Interval>,
): readonly Expression[] | null {
  const [x] = e.arguments;
  if (x === undefined) return null;
  switch (e.function) {
    case 'sqrt':
    case 'exp':
    case 'ln':
    case 'log10':
    case 'tanh':
    case 'sigmoid':
      return map1(expand(x, direction, box), (inner) => ({ ...e, arguments: [inner] }));
    case 'min':
    case 'max': {
      if ((e.function === 'min') !== (direction === 1)) return null;
      const parts = e.arguments.map((part) => expand(part, direction, box));
      return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
    }
    case 'abs':
      return direction === 1 || hasKink(x) ? null : [x, { kind: 'negate', operand: x }];
    default:
      return null;
  }
}

function hasKink(e: Expression): boolean {
  switch (e.kind) {
    case 'number':
    case 'constant':
    case 'name':
      return false;
    case 'negate':
      return hasKink(e.operand);
    case 'call':
      return ['min', 'max', 'abs'].includes(e.function) || e.arguments.some(hasKink);
    case 'if':
      return hasKink(e.then) || hasKink(e.else);
    default:
      return hasKink(e.left) || hasKink(e.right);
  }
}

const map1 = (parts: readonly Expression[] | null, build: (e: Expression) => Expression) => parts?.map(build) ?? null;

function map2(
  left: readonly Expression[] | null,
  right: readonly Expression[] | null,
  build: (l: Expression, r: Expression) => Expression,
): readonly Expression[] | null {
  if (left === null || right === null || left.length * right.length > mostSelections) return null;
  return left.flatMap((l) => right.map((r) => build(l, r)));
}
