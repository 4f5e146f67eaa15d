import { namesIn, number, power, substitute, subtract } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { print } from '../../../math/expression/print.ts';
import { FUNCTIONS } from '../../../math/functions/index.ts';
import type { Interval } from '../../../math/interval/interval.ts';
import { ONE, rational } from '../../../math/rational/rational.ts';
import type { Over } from './over.ts';

type Curvature = 'constant' | 'affine' | 'convex' | 'concave' | 'none';
type Way = -1 | 0 | 1;

/** What holds at every value of the names that vary. */
export interface Shape {
  readonly curvature: Curvature;
  /** 1: falls in no variable, -1: rises in none, 0: not known. */
  readonly way: Way;
  /** Convex or concave, and along some variable strictly so (but for single places). */
  readonly strict: boolean;
  /** Affine, and not constant. */
  readonly varies: boolean;
}

const UNKNOWN: Shape = { curvature: 'none', way: 0, strict: false, varies: false };
const CONSTANT: Shape = { curvature: 'constant', way: 0, strict: false, varies: false };
const TWO = number(rational(2n));
const HALF = number(rational(1n, 2n));
const MINUS_ONE = number(rational(-1n));

export interface Where {
  readonly over: Over;
  readonly variables: ReadonlySet<string>;
  /** Ranges of the variables and of the names that vary. */
  readonly box: ReadonlyMap<string, Interval>;
  /** Of one variable: a kink of two straight lines between these differs from a straight line. */
  readonly ends: readonly [Expression, Expression] | null;
}

/** The checker's composition rules, in which a sign or an exponent is known for all values of the names that vary. */
export class Bends {
  readonly #where: Where;
  readonly #known = new Map<Expression, Shape>();

  constructor(where: Where) {
    this.#where = where;
  }

  /** `kept`: e counts up to where it first falls to 0 only. */
  of(e: Expression, kept = false): Shape {
    if (!this.#moves(e)) return CONSTANT;
    if (kept) return this.#fresh(e, true);
    const known = this.#known.get(e);
    if (known) return known;
    const found = this.#fresh(e, false);
    this.#known.set(e, found);
    return found;
  }

  range(e: Expression): Interval {
    return enclose(e, this.#where.box).value;
  }

  isDefined(e: Expression): boolean {
    return enclose(e, this.#where.box).defined;
  }

  #moves(e: Expression): boolean {
    return [...namesIn(e)].some((n) => this.#where.variables.has(n));
  }

  #fresh(e: Expression, kept: boolean): Shape {
    switch (e.kind) {
      case 'name':
        return { curvature: 'affine', way: 1, strict: false, varies: true };
      case 'negate':
        return turned(this.of(e.operand));
      case 'add':
        return sum(this.of(e.left), this.of(e.right));
      case 'subtract':
        return sum(this.of(e.left), turned(this.of(e.right)));
      case 'multiply':
        return this.#product(e.left, e.right, kept);
      case 'divide':
        return this.#quotient(e.left, e.right, kept);
      case 'power':
        return this.#power(e.left, e.right, kept);
      case 'call':
        return this.#call(e, kept);
      default:
        return UNKNOWN;
    }
  }

  #product(left: Expression, right: Expression, kept: boolean): Shape {
    if (!this.#moves(left)) return this.#multiple(right, left, kept);
    if (!this.#moves(right)) return this.#multiple(left, right, kept);
    if (print(left) === print(right)) return this.#power(left, TWO, kept);
    const isAbove = this.range(left).lo >= 0 && this.range(right).lo >= 0;
    return isAbove ? this.#ofTwo(this.of(left), this.of(right)) : UNKNOWN;
  }

  #multiple(e: Expression, factor: Expression, kept: boolean): Shape {
    const by = this.#where.over.sign(factor);
    if (by === null) return UNKNOWN;
    if (by.sign === 0) return CONSTANT;
    const own = this.of(e, kept && by.sign > 0);
    const shape = by.sign > 0 ? own : turned(own);
    return { ...shape, strict: shape.strict && by.strict, varies: shape.varies && by.strict };
  }

  #quotient(left: Expression, right: Expression, kept: boolean): Shape {
    if (!this.#moves(right)) return this.#multiple(left, power(right, MINUS_ONE), kept);
    const inverse = this.#power(right, MINUS_ONE, false);
    if (!this.#moves(left)) {
      const by = this.#where.over.sign(left);
      if (by === null) return UNKNOWN;
      const shape = by.sign > 0 ? inverse : by.sign < 0 ? turned(inverse) : CONSTANT;
      return { ...shape, strict: shape.strict && by.strict };
    }
    return this.range(right).lo > 0 && this.range(left).lo >= 0 ? this.#ofTwo(this.of(left), inverse) : UNKNOWN;
  }

  /** u v of what is nowhere below 0: (uv)'' = u''v + 2u'v' + uv'' in one variable; in several only the way is known. */
  #ofTwo(a: Shape, b: Shape): Shape {
    const same = a.way !== 0 && a.way === b.way;
    const way = same ? a.way : 0;
    if (this.#where.variables.size !== 1 || a.way === 0 || b.way === 0) return { ...UNKNOWN, way };
    const wanted = same ? 'convex' : 'concave';
    const fits = [a, b].every((x) => x.curvature === 'affine' || x.curvature === wanted);
    return fits ? { curvature: wanted, way, strict: a.varies && b.varies, varies: false } : { ...UNKNOWN, way };
  }

  #power(base: Expression, exponent: Expression, kept: boolean): Shape {
    if (this.#moves(exponent)) return this.#exponential(base, exponent);
    const { over } = this.#where;
    const [size, beyond] = [over.sign(exponent), over.sign(subtract(exponent, number(ONE)))];
    if (beyond?.sign === 0) return this.of(base, kept);
    const rises = size?.sign === 1;
    const inner = this.of(base, kept && rises);
    const exact = exactValue(exponent);
    if (exact && exact.denominator === 1n && exact.numerator > 0n && exact.numerator % 2n === 0n && isStraight(inner))
      return this.#evenPower(base, inner);
    if (size === null || size.sign === 0 || !this.#isAbove(base, inner, exact, kept && rises)) return UNKNOWN;
    const one = this.#isOfOne(base);
    if (!rises) return through(inner, 'convex', -1, one && size.strict);
    if (beyond === null) return { ...UNKNOWN, way: inner.way };
    return beyond.sign > 0
      ? through(inner, 'convex', 1, one && beyond.strict)
      : through(inner, 'concave', 1, one && size.strict && beyond.strict);
  }

  #evenPower(base: Expression, inner: Shape): Shape {
    const { lo, hi } = this.range(base);
    const way = lo >= 0 ? inner.way : hi <= 0 ? turned(inner).way : 0;
    return { curvature: 'convex', way, strict: inner.varies && this.#isOfOne(base), varies: false };
  }

  /** A broken power is undefined below 0; a base that falls from 0 or above is 0 just where what is kept ends. */
  #isAbove(base: Expression, inner: Shape, exponent: ReturnType<typeof exactValue>, kept: boolean): boolean {
    if (this.range(base).lo >= 0 || (exponent !== null && exponent.denominator !== 1n)) return true;
    if (!kept || inner.way !== -1) return false;
    const start = new Map(this.#where.box);
    for (const name of this.#where.variables) {
      const { lo } = start.get(name) as Interval;
      start.set(name, { lo, hi: lo });
    }
    const { value, defined } = enclose(base, start);
    return defined && value.lo >= 0;
  }

  #exponential(base: Expression, exponent: Expression): Shape {
    const { over } = this.#where;
    if (this.#moves(base) || !over.isPositive(base)) return UNKNOWN;
    const way = over.sign(subtract(base, number(ONE)));
    if (way === null || way.sign === 0) return UNKNOWN;
    return through(this.of(exponent), 'convex', way.sign, way.strict && this.#isOfOne(exponent));
  }

  #call(e: Expression & { readonly kind: 'call' }, kept: boolean): Shape {
    const [first] = e.arguments;
    if (!first) return UNKNOWN;
    if (e.function === 'sqrt') return this.#power(first, HALF, kept);
    const fact = FUNCTIONS[e.function];
    if (fact.arguments === 'many') return this.#selection(e.arguments, fact.bend);
    const inner = this.of(first);
    const over = this.range(first);
    const moves = fact.monotonicity(over);
    const way: Way = moves === 'increasing' ? 1 : moves === 'decreasing' ? -1 : 0;
    const bend = fact.bend(over);
    if (bend === 'linear' && way !== 0) return way > 0 ? inner : turned(inner);
    if (bend !== 'convex' && bend !== 'concave')
      return way === 0 ? UNKNOWN : { ...UNKNOWN, way: (inner.way * way || 0) as Way };
    const strict = e.function !== 'abs' && this.#isOfOne(first);
    if (way !== 0) return through(inner, bend, way, strict);
    return isStraight(inner) ? { curvature: bend, way: 0, strict: inner.varies && strict, varies: false } : UNKNOWN;
  }

  #selection(parts: readonly Expression[], bend: 'convex' | 'concave'): Shape {
    const shapes = parts.map((p) => this.of(p));
    const ways = new Set(shapes.filter((s) => s.curvature !== 'constant').map((s) => s.way));
    const [only = 0] = ways.size === 1 ? [...ways] : [];
    if (!shapes.every((s) => isStraight(s) || s.curvature === bend)) return { ...UNKNOWN, way: only };
    const strict = shapes.every((s) => s.strict) || (shapes.every(isStraight) && this.#crosses(parts));
    return { curvature: bend, way: only, strict, varies: false };
  }

  /** Two straight lines, each strictly above the other at one end. */
  #crosses([a, b, ...others]: readonly Expression[]): boolean {
    const { ends, over, variables } = this.#where;
    const [variable] = variables;
    if (!ends || !a || !b || others.length > 0 || variable === undefined) return false;
    const [first, last] = ends.map((end) => over.sign(substitute(subtract(a, b), new Map([[variable, end]]))));
    return Boolean(first?.strict && last?.strict && first.sign !== 0 && first.sign + last.sign === 0);
  }

  #isOfOne(e: Expression): boolean {
    return [...namesIn(e)].filter((n) => this.#where.variables.has(n)).length === 1;
  }
}

function isStraight({ curvature }: Shape): boolean {
  return curvature === 'affine' || curvature === 'constant';
}

function turned(s: Shape): Shape {
  const curvature = s.curvature === 'convex' ? 'concave' : s.curvature === 'concave' ? 'convex' : s.curvature;
  return { ...s, curvature, way: (-s.way || 0) as Way };
}

function sum(a: Shape, b: Shape): Shape {
  if (a.curvature === 'constant') return b;
  if (b.curvature === 'constant') return a;
  const way = a.way === b.way ? a.way : 0;
  const curvature = isStraight(a) ? b.curvature : isStraight(b) || a.curvature === b.curvature ? a.curvature : 'none';
  const bent = curvature === 'convex' || curvature === 'concave';
  return {
    curvature,
    way,
    strict: bent && (a.strict || b.strict),
    varies: curvature === 'affine' && way !== 0 && (a.varies || b.varies),
  };
}

/** A function of one bend and one way, of what bends to match. */
function through(inner: Shape, bend: 'convex' | 'concave', way: 1 | -1, strict: boolean): Shape {
  const wanted = way > 0 ? bend : bend === 'convex' ? 'concave' : 'convex';
  const direction = (inner.way * way || 0) as Way;
  if (!isStraight(inner) && inner.curvature !== wanted) return { ...UNKNOWN, way: direction };
  return { curvature: bend, way: direction, strict: inner.strict || (inner.varies && strict), varies: false };
}
