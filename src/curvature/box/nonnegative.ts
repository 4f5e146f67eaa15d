import { add, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, interval } from '../../math/interval/interval.ts';
import { fromDouble } from '../../math/rational/rational.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { termSign } from '../algebra/algebra.ts';
import { lineAlgebra, signOnLine } from '../algebra/chart.ts';
import { clear, inSines } from '../algebra/clear.ts';
import { derivative } from '../algebra/derivative.ts';
import { constant, type Form, variablesIn } from '../algebra/form.ts';
import { encloseOver, planOf } from '../algebra/plan.ts';
import { constantAlgebra, constantSign, substituteForm } from '../algebra/substitute.ts';
import { isSumOfSquaresForm } from './gram.ts';
import { isSumOfSquaresAround } from './gram-around.ts';
import { isNonnegativeInOneMonomial } from './one-monomial.ts';

type Boxes = Map<string, Interval>;

/** Whether a form is proven >= 0 on the whole box: by its terms, exactly in one variable, or by branch and bound. */
export function isNonnegative(algebra: Algebra, f: Form): boolean {
  const cleared = clear(algebra, f);
  const rest = inSines(cleared.rest);
  if (rest.terms.length === 0) return true;
  if (cleared.sign < 0) return isNonpositiveRest(algebra, rest);
  return isNonnegativeRest(algebra, rest);
}

function isNonpositiveRest(algebra: Algebra, rest: Form): boolean {
  return isNonnegativeRest(algebra, {
    terms: rest.terms.map((t) => ({ ...t, coefficient: { ...t.coefficient, numerator: -t.coefficient.numerator } })),
    key: `-(${rest.key})`,
  });
}

function isNonnegativeRest(algebra: Algebra, rest: Form): boolean {
  if (rest.terms.every((t) => (termSign(algebra, t).sign ?? -1) >= 0)) return true;
  if (isSumOfSquaresForm(algebra, rest)) return true;
  const names = [...variablesIn(rest)];
  const [only] = names;
  if (names.length > 1 && isNonnegativeInOneMonomial(algebra, rest, names)) return true;
  if (names.length === 1 && only) {
    const range = algebra.domain.get(only);
    if (!range) return false;
    const fact = signOnLine(lineAlgebra(only, range.lo, range.hi, algebra.work), rest);
    if (fact.sign !== null) return fact.sign >= 0;
  }
  return isSumOfSquaresAround(algebra, rest, names) || byBoxes(algebra, rest, names);
}

const MOST = 600;

function byBoxes(algebra: Algebra, rest: Form, names: readonly string[]): boolean {
  const slopes = names.map((n) => derivative(rest, n));
  const stack: Boxes[] = [new Map(algebra.box)];
  const steps = [rest, ...slopes].reduce((sum, f) => sum + (f ? planOf(f).steps.length : 0), 0);
  let count = 0;
  while (stack.length > 0) {
    const box = stack.pop() as Boxes;
    algebra.work.boxes += 1 + (steps >> 6);
    if (++count > MOST || algebra.work.boxes > algebra.work.limit) return false;
    const range = encloseOver(rest, box);
    if (range.lo >= 0) continue;
    if (range.hi < 0) return false;
    const shrunk = monotoneFaces(rest, slopes, names, box);
    if (!shrunk) continue;
    const widest = widestOf(shrunk, algebra.box, names);
    if (!widest) {
      if (isNonnegativeAt(algebra, rest, shrunk)) continue;
      return false;
    }
    const x = shrunk.get(widest) as Interval;
    const middle = x.lo + (x.hi - x.lo) / 2;
    if (middle <= x.lo || middle >= x.hi) return false;
    stack.push(
      new Map(shrunk).set(widest, interval(x.lo, middle)),
      new Map(shrunk).set(widest, interval(middle, x.hi)),
    );
  }
  return true;
}

/** At a single place, exactly; the ends of the box stand for those of the domain, which need not be doubles. */
function isNonnegativeAt(algebra: Algebra, rest: Form, place: Boxes): boolean {
  const values = new Map<string, Form>();
  for (const [name, { lo, hi }] of algebra.domain) {
    const x = (place.get(name) as Interval).lo;
    const whole = algebra.box.get(name) as Interval;
    values.set(name, constant(x === whole.lo ? lo : x === whole.hi ? hi : fromDouble(x)));
  }
  const there = substituteForm(rest, values, constantAlgebra(algebra));
  return there !== null && (constantSign(there) ?? -1) >= 0;
}

/** Where the form is monotone in a variable only the lower face matters; the mean-value form may settle the box. */
function monotoneFaces(
  rest: Form,
  slopes: readonly (Form | null)[],
  names: readonly string[],
  box: Boxes,
): Boxes | null {
  const faces: Boxes = new Map(box);
  const gradients: Interval[] = [];
  names.forEach((name, i) => {
    const slope = slopes[i];
    const g = slope ? encloseOver(slope, box) : interval(-Infinity, Infinity);
    gradients.push(g);
    const x = box.get(name) as Interval;
    if (g.lo >= 0) faces.set(name, interval(x.lo, x.lo));
    else if (g.hi <= 0) faces.set(name, interval(x.hi, x.hi));
  });
  if (encloseOver(rest, faces).lo >= 0) return null;
  const center: Boxes = new Map();
  for (const [name, x] of faces) {
    const m = x.lo + (x.hi - x.lo) / 2;
    center.set(name, interval(m, m));
  }
  let mean = encloseOver(rest, center);
  names.forEach((name, i) => {
    const [x, c] = [faces.get(name) as Interval, center.get(name) as Interval];
    if (x.lo < x.hi) mean = add(mean, multiply(gradients[i] as Interval, subtract(x, c)));
  });
  return mean.lo >= 0 ? null : faces;
}

function widestOf(box: Boxes, whole: ReadonlyMap<string, Interval>, names: readonly string[]): string | null {
  let best: string | null = null;
  let most = 0;
  for (const name of names) {
    const [x, w] = [box.get(name) as Interval, whole.get(name) as Interval];
    const width = (x.hi - x.lo) / (w.hi - w.lo);
    if (width > most) [best, most] = [name, width];
  }
  return best;
}
