import { namesIn, number, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { inOrder } from '../../math/expression/order.ts';
import { print } from '../../math/expression/print.ts';
import { divide, subtract } from '../../math/interval/arithmetic.ts';
import { ln } from '../../math/interval/elementary.ts';
import { type Interval, intersect, isEmpty, ONE, point } from '../../math/interval/interval.ts';
import { fromDouble, ONE as ONE_RATIONAL, ZERO } from '../../math/rational/rational.ts';
import { algebraOn, type Domain } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { normalise } from '../algebra/normalise.ts';
import { differentiate } from '../frontier/differentiate.ts';
import {
  completed,
  constantOf,
  fromNothing,
  fromRest,
  isFixed,
  negative,
  product,
  type Scaled,
  sum,
} from './scaled.ts';
import {
  exponential,
  hyperbolicTangent,
  inverse,
  larger,
  logarithm,
  logistic,
  raised,
  saturated,
} from './scaled-functions.ts';
import type { Ranges } from './simplify.ts';

/** From which end of 0..1 the parameter is seen. */
export type Side = 0 | 1;

/** A formula of a parameter that runs from 0 to 1, and of columns. */
export interface Curved {
  readonly parameter: string;
  readonly nodes: readonly Expression[];
  /** The nodes that the parameter moves. */
  readonly moving: ReadonlySet<Expression>;
  readonly saturated: ReadonlyMap<Expression, readonly [Expression, Expression]>;
  /** Whether a node is exactly 0 at that end, for all members. */
  readonly vanishes: Tell;
  /** Whether its slope is. */
  readonly rests: Tell;
}

/** `endsAtZero`: known to be 0 where the parameter is 1. */
export function curvedOf(e: Expression, parameter: string, domain: Domain, endsAtZero = false): Curved {
  const nodes = inOrder(e);
  const moving = new Set(nodes.filter((node) => namesIn(node).has(parameter)));
  const isZero = (node: Expression, side: Side): boolean => isNothingAt(node, parameter, side, domain);
  const isKnown = (node: Expression, side: Side): boolean => endsAtZero && node === e && side === 1;
  return {
    parameter,
    nodes,
    moving,
    saturated: saturations(nodes, moving),
    vanishes: remembered((node, side) => isKnown(node, side) || isZero(node, side)),
    rests: remembered((node, side) => isSmoothSum(node) && isZero(differentiate(node, parameter), side)),
  };
}

type Tell = (node: Expression, side: Side) => boolean;

function remembered(tell: Tell): Tell {
  const known = [new Map<Expression, boolean>(), new Map<Expression, boolean>()] as const;
  return (node, side) => {
    const before = known[side].get(node);
    if (before !== undefined) return before;
    const found = tell(node, side);
    known[side].set(node, found);
    return found;
  };
}

const WITH_KINKS: ReadonlySet<string> = new Set(['min', 'max', 'abs']);

/** Of other operations the slope is as good as those of their parts. */
function isSmoothSum(node: Expression): boolean {
  const hasKink = (e: Expression): boolean => e.kind === 'if' || (e.kind === 'call' && WITH_KINKS.has(e.function));
  return (node.kind === 'add' || node.kind === 'subtract') && !inOrder(node).some(hasKink);
}

/** By the canonical form, so exactly; only where it can be told cheaply. */
function isNothingAt(node: Expression, parameter: string, side: Side, domain: Domain): boolean {
  const end = substitute(node, new Map([[parameter, number(side === 0 ? ZERO : ONE_RATIONAL)]]));
  const names = namesIn(end);
  const used = new Map([...domain].filter(([n]) => names.has(n)));
  const { form } = normalise(end, algebraOn(used, signOnLine, { boxes: 0, limit: 200, depth: 0 }));
  return form !== null && form.terms.length === 0;
}

export type OverStretch = (stretch: Interval, side: Side) => Scaled | null;

/** The formula over all members of a box, ready for stretches of the parameter; null there: maybe undefined. */
export function overBox(curve: Curved, box: Ranges): OverStretch {
  const at = new Map<Expression, Scaled | null>();
  for (const node of curve.nodes) if (!curve.moving.has(node)) at.set(node, fixedOver(node, box));
  // Each stretch writes over what moved at the last, parts before wholes.
  return (stretch, side) => {
    const w = side === 0 ? stretch : intersect(subtract(ONE, stretch), UNIT);
    for (const node of curve.nodes) if (curve.moving.has(node)) at.set(node, atNode(curve, node, at, stretch, w, side));
    return at.get(curve.nodes.at(-1) as Expression) ?? null;
  };
}

const UNIT: Interval = { lo: 0, hi: 1 };

function fixedOver(node: Expression, box: Ranges): Scaled | null {
  const { value, defined } = enclose(node, box);
  return defined && !isEmpty(value) ? constantOf(value) : null;
}

function atNode(
  curve: Curved,
  node: Expression,
  at: ReadonlyMap<Expression, Scaled | null>,
  stretch: Interval,
  w: Interval,
  side: Side,
): Scaled | null {
  const part = (e: Expression): Scaled | null => at.get(e) ?? null;
  const direct = bySaturation(curve, node, part) ?? byOperation(node, part, stretch, w, side);
  if (!direct || isEmpty(direct.value)) return null;
  const isMet = w.lo === 0 && (direct.value.lo < 0 || !direct.scaled);
  const near = isMet && isNear(direct.value) && curve.vanishes(node, side) ? fromNothing(direct, w) : direct;
  const slope = w.lo === 0 ? near.plain()?.first : undefined;
  const mayRest = slope !== undefined && isNear(slope) && curve.rests(node, side);
  return completed(mayRest ? fromRest(near, w, isNear(near.value) && curve.vanishes(node, side)) : near, w);
}

function bySaturation(curve: Curved, node: Expression, at: (part: Expression) => Scaled | null): Scaled | null {
  const [amount, threshold] = curve.saturated.get(node)?.map(at) ?? [];
  return amount && threshold ? saturated(amount, threshold.value) : null;
}

function isNear({ lo, hi }: Interval): boolean {
  return lo <= 0 && 0 <= hi;
}

function byOperation(
  e: Expression,
  at: (part: Expression) => Scaled | null,
  stretch: Interval,
  w: Interval,
  side: Side,
): Scaled | null {
  switch (e.kind) {
    case 'name':
      return theParameter(stretch, w, side);
    case 'negate': {
      const inner = at(e.operand);
      return inner && negative(inner);
    }
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power':
      return binary(e.kind, at(e.left), at(e.right), w);
    case 'call':
      return called(e, at, w);
    default:
      return null;
  }
}

function theParameter(stretch: Interval, w: Interval, side: Side): Scaled {
  const slope = point(side === 0 ? 1 : -1);
  const none = point(0);
  const plain = () => ({ first: slope, second: none });
  return side === 0
    ? { value: w, plain, scaled: { first: ONE, second: none }, turn: none }
    : { value: stretch, plain, scaled: null, turn: none };
}

/** For each a / (c + a), as thresholds and saturation are written, its a and c: counting a twice would widen it. */
function saturations(nodes: readonly Expression[], moving: ReadonlySet<Expression>) {
  const found = new Map<Expression, readonly [Expression, Expression]>();
  for (const node of nodes) {
    if (node.kind !== 'divide' || node.right.kind !== 'add') continue;
    const { left, right } = node.right;
    const same = print(node.left);
    const rest = print(right) === same ? left : print(left) === same ? right : null;
    if (rest && !moving.has(rest)) found.set(node, [node.left, rest]);
  }
  return found;
}

function binary(
  kind: 'add' | 'subtract' | 'multiply' | 'divide' | 'power',
  a: Scaled | null,
  b: Scaled | null,
  w: Interval,
): Scaled | null {
  if (!a || !b) return null;
  switch (kind) {
    case 'add':
      return sum(a, b);
    case 'subtract':
      return sum(a, negative(b));
    case 'multiply':
      return product(a, b);
    case 'divide': {
      const under = inverse(b);
      return under && product(a, under);
    }
    case 'power': {
      if (isFixed(b)) return raised(a, b.value);
      const grown = isFixed(a) && 0 < a.value.lo ? constantOf(ln(a.value)) : logarithm(a);
      return grown && exponential(product(b, grown), w);
    }
  }
}

function called(
  e: Expression & { readonly kind: 'call' },
  at: (part: Expression) => Scaled | null,
  w: Interval,
): Scaled | null {
  const parts = e.arguments.map(at);
  const [first, ...others] = parts;
  if (!first || !others.every((p) => p !== null)) return null;
  switch (e.function) {
    case 'sqrt':
      return raised(first, point(0.5));
    case 'exp':
      return exponential(first, w);
    case 'ln':
      return logarithm(first);
    case 'log10': {
      const natural = logarithm(first);
      return natural && product(natural, constantOf(divide(ONE, ln(point(10)))));
    }
    case 'tanh':
      return hyperbolicTangent(first, w);
    case 'sigmoid':
      return logistic(first, w);
    case 'max':
      return others.reduce((a: Scaled, b) => larger(a, b as Scaled, w), first);
    case 'min':
      return negative(others.reduce((a: Scaled, b) => larger(a, negative(b as Scaled), w), negative(first)));
    case 'abs':
      return larger(first, negative(first), w);
    default:
      return null;
  }
}

/** Columns' ranges as the exact algebra reads them. */
export function domainOver(box: Ranges): Domain {
  return new Map([...box].map(([name, { lo, hi }]) => [name, { lo: fromDouble(lo), hi: fromDouble(hi) }]));
}
