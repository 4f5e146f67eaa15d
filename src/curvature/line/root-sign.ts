import { fromRational, interval } from '../../math/interval/interval.ts';
import { compare } from '../../math/rational/rational.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { signAtPoint } from '../algebra/chart.ts';
import { enclosure } from '../algebra/enclosure.ts';
import type { Form } from '../algebra/form.ts';
import type { Root, Sign } from '../algebra/polynomial.ts';

/** The sign of a form at an isolated point: exact where the point is, otherwise over its bracket; null: not known. */
export function signAtRoot(f: Form, algebra: Algebra, at: Root, name: string): Sign | null {
  if (f.terms.length === 0) return 0;
  if (compare(at.lo, at.hi) === 0) return signAtPoint(f, algebra, name, at.lo);
  const range = enclosure(f, new Map([[name, interval(fromRational(at.lo).lo, fromRational(at.hi).hi)]]));
  return range.lo > 0 ? 1 : range.hi < 0 ? -1 : null;
}

/** One form a rational multiple of another: they vanish together. */
export function isMultiple(a: Form, b: Form): boolean {
  if (a.terms.length !== b.terms.length || a.terms.length === 0) return false;
  const [x, y] = [a.terms[0]!.coefficient, b.terms[0]!.coefficient];
  return a.terms.every((t, i) => {
    const other = b.terms[i]!;
    if (t.key !== other.key) return false;
    const [c, d] = [t.coefficient, other.coefficient];
    return (
      c.numerator * y.numerator * x.denominator * d.denominator ===
      x.numerator * d.numerator * c.denominator * y.denominator
    );
  });
}
