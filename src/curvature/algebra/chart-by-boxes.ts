import { add, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { fromRational, type Interval, interval, midpoint, point } from '../../math/interval/interval.ts';
import { compare, negate, type Rational, toDouble } from '../../math/rational/rational.ts';
import type { Algebra } from './algebra.ts';
import { derivative } from './derivative.ts';
import { exponentOf, type Form, formOf, ONE_RATIONAL, type Term, term, times, ZERO_RATIONAL } from './form.ts';
import { crossing, lineRange, signAtPoint } from './line-points.ts';
import { encloseOver, evaluationCost } from './plan.ts';
import { between, type Root, type Sign } from './polynomial.ts';
import type { Chart } from './sign-chart.ts';
import { costOf, spend } from './work.ts';

// Branch and bound over boxes.

/** What crosses 0 more often is told by chords instead. */
const MOST_ROOTS = 40;

/** How far to go: `most` boxes, none smaller than the line halved `deepest` times. */
interface Patience {
  readonly most: number;
  readonly deepest: number;
}

const PATIENT: Patience = { most: Number.POSITIVE_INFINITY, deepest: 60 };
const QUICK: Patience = { most: 40, deepest: 10 };

/** A short try, for what is smooth and far from 0 but at simple roots. */
export function chartByFewBoxes(algebra: Algebra, rest: Form): Chart | null {
  return chartByBoxes(algebra, rest, QUICK);
}

export function chartByBoxes(algebra: Algebra, rest: Form, { most, deepest }: Patience = PATIENT): Chart | null {
  const { name, lo, hi } = lineRange(algebra);
  const slope = derivative(rest, name);
  if (!slope) return null;
  const cost = 0.5 + evaluationCost(rest) + evaluationCost(slope);
  const exponents = rest.terms.map(exponentOf);
  const stack: [Rational, Rational, number][] = [[lo, hi, 0]];
  const found: (Piece & { readonly from: Rational; readonly to: Rational })[] = [];
  let crossings = 0;
  for (let boxes = 0; stack.length > 0; boxes++) {
    const [a, b, depth] = stack.pop()!;
    if (boxes >= most || depth > deepest || !spend(algebra.work, cost)) return null;
    const { form: f, slope: rise } = calmed(rest, exponents, name, middleOf(a, b)) ?? { form: rest, slope };
    const piece = pieceOf(algebra, f, rise, name, a, b);
    if (piece) {
      if (piece.root && ++crossings > MOST_ROOTS) return null;
      found.push({ from: a, to: b, ...piece });
      continue;
    }
    const middle = a.numerator < 0n && b.numerator > 0n ? ZERO_RATIONAL : between(a, b);
    stack.push([middle, b, depth + 1], [a, middle, depth + 1]);
  }
  return joined(found);
}

function middleOf(a: Rational, b: Rational): Interval {
  return point((toDouble(a) + toDouble(b)) / 2);
}

interface Calm {
  readonly form: Form;
  readonly slope: Form;
}

const calm = new WeakMap<Form, Map<Term, Calm | null>>();

/** The form over its fastest growing exponential at a point, where exponentials are so large that they would overflow. */
function calmed(f: Form, exponents: readonly (Form | null)[], name: string, at: Interval): Calm | null {
  if (exponents.every((g) => g === null)) return null;
  const sizes = exponents.map((g) => (g ? encloseOver(g, new Map([[name, at]])).lo : 0));
  const most = Math.max(...sizes);
  const top = f.terms[sizes.indexOf(most)];
  if (!top || Math.abs(most) < 40) return null;
  const known = calm.get(f) ?? new Map<Term, Calm | null>();
  calm.set(f, known);
  const before = known.get(top);
  if (before !== undefined) return before;
  const inverse = term(
    ONE_RATIONAL,
    top.factors.filter((x) => x.generator.kind === 'exp').map((x) => ({ ...x, exponent: negate(x.exponent) })),
  );
  const form = times(f, formOf(inverse));
  const slope = derivative(form, name);
  const fresh = slope && { form, slope };
  known.set(top, fresh);
  return fresh;
}

interface Piece {
  readonly sign: Sign;
  readonly root: Root | null;
  readonly after: Sign;
  /** Whether f is exactly 0 at the lower and at the upper end. */
  readonly zeros?: readonly [boolean, boolean];
}

function pieceOf(algebra: Algebra, f: Form, slope: Form, name: string, a: Rational, b: Rational): Piece | null {
  const box: Interval = interval(fromRational(a).lo, fromRational(b).hi);
  const boxes = new Map([[name, box]]);
  const range = encloseOver(f, boxes);
  if (range.lo > 0) return { sign: 1, root: null, after: 1 };
  if (range.hi < 0) return { sign: -1, root: null, after: -1 };
  const rise = encloseOver(slope, boxes);
  const direction: Sign = rise.lo > 0 ? 1 : rise.hi < 0 ? -1 : 0;
  if (direction === 0) return byMeanValue(f, rise, name, box) ?? besideZero(algebra, f, slope, name, a, b);
  const [at, to] = [signAtPoint(f, algebra, name, a), signAtPoint(f, algebra, name, b)];
  if (at === null || to === null) return null;
  const zeros = [at === 0, to === 0] as const;
  if (at * direction >= 0) return { sign: direction, root: null, after: direction, zeros };
  if (to * direction <= 0) return { sign: -direction as Sign, root: null, after: -direction as Sign, zeros };
  if (!spend(algebra.work, 12 * evaluationCost(f))) return null;
  const root = crossing(algebra, f, name, a, b, direction);
  return root && { sign: -direction as Sign, root, after: direction };
}

/** f lies in f(m) + f' · (x - m) (Moore 1966, §6.3), often tighter than its own terms. */
function byMeanValue(f: Form, rise: Interval, name: string, box: Interval): Piece | null {
  const m = point(midpoint(box));
  const range = add(encloseOver(f, new Map([[name, m]])), multiply(rise, subtract(box, m)));
  const sign: Sign = range.lo > 0 ? 1 : range.hi < 0 ? -1 : 0;
  return sign === 0 ? null : { sign, root: null, after: sign };
}

const HIGHEST = 12;

/**
 * Where f vanishes at an end of the box with its first derivatives, a derivative of one sign over the box tells the sign of f
 * there (Taylor's theorem with Lagrange's remainder). Only the ends of the line and 0 are looked at.
 */
function besideZero(algebra: Algebra, f: Form, slope: Form, name: string, a: Rational, b: Rational): Piece | null {
  const { lo, hi } = lineRange(algebra);
  const box = new Map([[name, interval(fromRational(a).lo, fromRational(b).hi)]]);
  for (const end of [a, b]) {
    if (end.numerator !== 0n && compare(end, lo) !== 0 && compare(end, hi) !== 0) continue;
    for (const { order, form } of derivativesAt(algebra, f, slope, name, end)) {
      if (!spend(algebra.work, evaluationCost(form))) return null;
      const range = encloseOver(form, box);
      const s: Sign = range.lo > 0 ? 1 : range.hi < 0 ? -1 : 0;
      const sign = end === b && order % 2 === 1 ? (-s as Sign) : s;
      if (s !== 0) return { sign, root: null, after: sign, zeros: [end === a, end === b] };
    }
  }
  return null;
}

interface Higher {
  readonly order: number;
  readonly form: Form;
}

const seen = new WeakMap<Form, Map<string, readonly Higher[]>>();

/** The derivatives of f from the second up to the first that does not vanish at a point where all before it do; else none. */
function derivativesAt(algebra: Algebra, f: Form, slope: Form, name: string, end: Rational): readonly Higher[] {
  const key = `${end.numerator}/${end.denominator}`;
  const known = seen.get(f) ?? new Map<string, readonly Higher[]>();
  seen.set(f, known);
  const before = known.get(key);
  if (before) return before;
  const found: Higher[] = [];
  const vanishes = (g: Form): boolean => signAtPoint(g, algebra, name, end) === 0;
  let last: Form | null = vanishes(f) && vanishes(slope) ? slope : null;
  for (let order = 2; last && order <= HIGHEST; order++) {
    const form = derivative(last, name);
    if (!form || !spend(algebra.work, 1 + 4 * costOf(form) + 4 * evaluationCost(form))) break;
    found.push({ order, form });
    last = vanishes(form) ? form : null;
  }
  known.set(key, found);
  return found;
}

function joined(found: readonly (Piece & { readonly from: Rational })[]): Chart {
  const signs: Sign[] = [];
  const roots: Root[] = [];
  let endsAtZero = false;
  for (const piece of found) {
    const last = signs[signs.length - 1];
    if (last === undefined) signs.push(piece.sign);
    else if (last !== piece.sign || endsAtZero || piece.zeros?.[0]) {
      // The sign changes between two boxes, or f touches 0 there: a root exactly at their common end.
      roots.push({ lo: piece.from, hi: piece.from });
      signs.push(piece.sign);
    }
    endsAtZero = piece.zeros?.[1] ?? false;
    if (piece.root && piece.after !== piece.sign) {
      roots.push(piece.root);
      signs.push(piece.after);
    }
  }
  return { roots, signs };
}
