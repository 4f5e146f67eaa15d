import type { Expression } from '../../math/expression/expression.ts';
import { add, multiply, type Rational, rational, subtract } from '../../math/rational/rational.ts';
import type { Range, Work } from '../algebra/algebra.ts';
import { chart, lineAlgebra } from '../algebra/chart.ts';
import type { Form } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';

/** By how much of its length a written range may overshoot at an end: ends are mostly rounded decimals. */
const OVERSHOOT = rational(1n, 1_000_000_000_000n);
const ROUNDS = 4;

/** The range without what lies, by rounding at most, beyond where roots and logarithms are defined. */
export function definedPart(e: Expression, name: string, range: Range, work: Work): Range {
  let found = range;
  for (let i = 0; i < ROUNDS; i++) {
    const { failure } = normalise(e, lineAlgebra(name, found.lo, found.hi, work));
    if (failure?.why !== 'undecided' || !failure.of) return found;
    const next = trimmed(failure.of, name, found, range, work);
    if (!next) return found;
    found = next;
  }
  return found;
}

/** The range up to where a form that is negative at an end, and only there, comes to be positive. */
function trimmed(of: Form, name: string, { lo, hi }: Range, written: Range, work: Work): Range | null {
  const most = multiply(subtract(written.hi, written.lo), OVERSHOOT);
  const turnIn = (
    from: Rational,
    to: Rational,
    signs: string,
  ): { readonly lo: Rational; readonly hi: Rational } | null => {
    const found = chart(lineAlgebra(name, from, to, work), of);
    return found && found.signs.join() === signs ? (found.roots[0] ?? null) : null;
  };
  const above = turnIn(subtract(written.hi, most), hi, '1,-1');
  if (above) return { lo, hi: above.lo };
  const below = turnIn(lo, add(written.lo, most), '-1,1');
  return below && { lo: below.hi, hi };
}
