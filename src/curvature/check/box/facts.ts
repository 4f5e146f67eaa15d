import { namesIn } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { ComparisonOperator, Condition, Expression } from '../../../math/expression/expression.ts';
import { inOrder } from '../../../math/expression/order.ts';
import { type Interval, intersect } from '../../../math/interval/interval.ts';
import { divide, multiply, type Rational, rational, subtract, ZERO } from '../../../math/rational/rational.ts';
import type { Box } from '../exact/box.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { Enclosing } from '../exact/enclosure.ts';
import { comparableForm, formOf } from '../exact/form-of.ts';
import { minus, NotExact, type Signomial, scaled, variablesOf } from '../exact/signomial.ts';
import { mayBreak } from '../line/joint.ts';
import { definiteness } from '../sign/by-gram.ts';
import { signInside } from '../sign/sign.ts';

export type Bending = 'convex' | 'concave';

/** What is known of the sub-expressions of a formula inside one box; asked for again and again. */
export class Facts {
  readonly box: Box;
  readonly #smooth = new Map<Expression, Signomial | null>();
  readonly #any = new Map<Expression, Signomial | null>();
  readonly #ranges = new Map<Expression, Interval>();

  constructor(box: Box) {
    this.box = box;
  }

  smoothForm(e: Expression): Signomial | null {
    return recalled(this.#smooth, e, () => formOf(e, this.box));
  }

  anyForm(e: Expression): Signomial | null {
    return recalled(this.#any, e, () => comparableForm(e, this.box));
  }

  range(e: Expression): Interval {
    return recalled(this.#ranges, e, () => {
      const own = enclose(e, this.box.enclosures).value;
      const form = this.anyForm(e);
      const exactly = form && new Enclosing(this.box.enclosures).of(form);
      return exactly && exactly.lo <= exactly.hi ? intersect(own, exactly) : own;
    });
  }

  isConstant(e: Expression): boolean {
    return (
      namesIn(e).size === 0 || this.anyForm(e)?.every((t) => t.powers.every((p) => p.atom.kind === 'prime')) === true
    );
  }

  isAffine(e: Expression): boolean {
    const form = this.anyForm(e);
    return form !== null && isAffineInside(form, this.box);
  }

  /** From 0 up inside the box. */
  isNonnegative(e: Expression): boolean {
    if (this.range(e).lo >= 0) return true;
    const found = this.#sign(e);
    return found !== null && found.sign >= 0;
  }

  isNonpositive(e: Expression): boolean {
    if (this.range(e).hi <= 0) return true;
    const found = this.#sign(e);
    return found !== null && found.sign <= 0;
  }

  isPositive(e: Expression): boolean {
    if (this.range(e).lo > 0) return true;
    const found = this.#sign(e);
    return found !== null && found.sign > 0 && found.strict;
  }

  isNegative(e: Expression): boolean {
    return this.isPositive({ kind: 'negate', operand: e });
  }

  #sign(e: Expression): ReturnType<typeof signInside> {
    const form = this.anyForm(e);
    return form && signInside(form, this.box);
  }

  isEqual(a: Expression, b: Expression): boolean {
    const [x, y] = [this.anyForm(a), this.anyForm(b)];
    return x !== null && y !== null && signInside(minus(x, y), this.box)?.sign === 0;
  }

  /** Whether e = |L z|² + c with z the variables and 1, c from 0 up: its matrix over the variables and 1 is semidefinite. */
  isSumOfSquares(e: Expression): boolean {
    const form = this.anyForm(e);
    return form !== null && isSquaredNorm(form);
  }
}

/** Whether every function in e is defined all over the closed box, as far as signs and ranges tell. */
export function isDefined(e: Expression, facts: Facts): boolean {
  return inOrder(e).every((node) => {
    if (node.kind === 'divide') return hasNoZero(node.right, facts);
    if (node.kind === 'power') return isPowerDefined(node.left, exactValue(node.right), facts);
    const [u] = node.kind === 'call' ? node.arguments : [];
    if (node.kind !== 'call' || !u) return true;
    if (node.function === 'sqrt') return isFromZeroUp(u, facts);
    return (node.function !== 'ln' && node.function !== 'log10') || facts.range(u).lo > 0;
  });
}

/**
 * Whether no condition breaks e up to the boundary of the box: what it compares is never equal, or its branches meet there,
 * or it is settled nowhere inside (then it stands in the exact form as it is written, and so do the parts that it is in).
 */
export function isUnbroken(e: Expression, facts: Facts): boolean {
  return inOrder(e).every((node) => {
    if (node.kind === 'power') return exactValue(node.right) !== null || facts.range(node.left).lo > 0;
    if (node.kind !== 'if') return true;
    return comparisonsIn(node.condition).every((comparison) => {
      if (!comparison) return false;
      const { g, operator } = comparison;
      if (isSettled(g, operator, facts)) return true;
      const form = facts.anyForm(g);
      const branches: Expression = { kind: 'subtract', left: node.then, right: node.else };
      return hasNoZero(g, facts) || (form && !signInside(form, facts.box)) || isMultiple(branches, g, facts);
    });
  });
}

/** On the closed box: g from 0 up is nowhere below 0. */
function isSettled(g: Expression, operator: ComparisonOperator, facts: Facts): boolean {
  if (mayBreak(g)) return false;
  if (operator === '<' || operator === '>=') return facts.isNonnegative(g);
  return operator !== '==' && facts.isNonpositive(g);
}

interface Comparison {
  readonly g: Expression;
  readonly operator: ComparisonOperator;
}

function comparisonsIn(c: Condition): readonly (Comparison | null)[] {
  switch (c.kind) {
    case 'compare': {
      const g: Expression = { kind: 'subtract', left: c.left, right: c.right };
      return [c.operator === '==' ? null : { g, operator: c.operator }];
    }
    case 'and':
    case 'or':
      return [...comparisonsIn(c.left), ...comparisonsIn(c.right)];
    case 'not':
      return comparisonsIn(c.operand);
    default:
      return [null];
  }
}

function isMultiple(a: Expression, b: Expression, facts: Facts): boolean {
  const [x, y] = [facts.anyForm(a), facts.anyForm(b)];
  if (!x || !y?.[0]) return false;
  if (x.length === 0) return true;
  const k = divide((x[0] as Signomial[number]).coefficient, y[0].coefficient);
  return k !== null && minus(x, scaled(y, k)).length === 0;
}

function isPowerDefined(base: Expression, exponent: Rational | null, facts: Facts): boolean {
  if (!exponent) return facts.range(base).lo > 0;
  if (exponent.denominator === 1n) return exponent.numerator >= 0n || hasNoZero(base, facts);
  return exponent.numerator > 0n ? isFromZeroUp(base, facts) : facts.range(base).lo > 0;
}

/** On the closed box too: what is from 0 up inside is so up to the boundary unless it may break there. */
function isFromZeroUp(u: Expression, facts: Facts): boolean {
  return facts.range(u).lo >= 0 || (!mayBreak(u) && facts.isNonnegative(u));
}

function hasNoZero(e: Expression, facts: Facts): boolean {
  const { lo, hi } = facts.range(e);
  return lo > 0 || hi < 0;
}

function recalled<V>(known: Map<Expression, V>, e: Expression, make: () => V): V {
  if (known.has(e)) return known.get(e) as V;
  const made = make();
  known.set(e, made);
  return made;
}

/** Affine as it stands, or because all second derivatives cancel. */
export function isAffineInside(form: Signomial, box: Box): boolean {
  if (isAffineForm(form)) return true;
  try {
    const names = [...variablesOf(form)];
    return names.every((a) =>
      names.every((b) => b < a || signInside(derivativeOf(derivativeOf(form, a), b), box)?.sign === 0),
    );
  } catch (error) {
    if (error instanceof NotExact) return false;
    throw error;
  }
}

function isAffineForm(form: Signomial): boolean {
  return form.every((t) => degreesOf(t) !== null && (degreesOf(t) as readonly string[]).length <= 1);
}

/** The variables of a term, each as often as it is a factor; null where it is no product of variables. */
function degreesOf(t: Signomial[number]): readonly string[] | null {
  const names: string[] = [];
  for (const { atom, exponent } of t.powers) {
    if (atom.kind === 'prime' || atom.kind === 'pi' || (atom.kind === 'exp' && isNumber(atom.of))) continue;
    if (atom.kind !== 'variable' || exponent.denominator !== 1n || exponent.numerator < 0n) return null;
    for (let i = 0n; i < exponent.numerator && names.length < 3; i++) names.push(atom.name);
  }
  return names;
}

function isNumber(s: Signomial): boolean {
  return s.every((t) => t.powers.length === 0);
}

function isSquaredNorm(form: Signomial): boolean {
  const names = [...new Set(form.flatMap((t) => degreesOf(t) ?? []))];
  const places = ['', ...names];
  const matrix: Rational[][] = places.map(() => places.map(() => ZERO));
  for (const t of form) {
    const factors = degreesOf(t);
    if (!factors || factors.length > 2 || t.powers.some((p) => p.atom.kind !== 'variable')) return false;
    const [i, j] = [places.indexOf(factors[0] ?? ''), places.indexOf(factors[1] ?? '')];
    const mirrored = t.powers.filter((p) => p.atom.kind === 'variable' && p.atom.mirrored);
    const odd = mirrored.reduce((sum, p) => sum + p.exponent.numerator, 0n) % 2n === 1n;
    const signed = odd ? subtract(ZERO, t.coefficient) : t.coefficient;
    const share = i === j ? signed : multiply(signed, rational(1n, 2n));
    (matrix[i] as Rational[])[j] = share;
    (matrix[j] as Rational[])[i] = share;
  }
  return definiteness(matrix) !== null;
}
