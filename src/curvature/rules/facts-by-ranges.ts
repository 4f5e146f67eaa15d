import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import type { Interval } from '../../math/interval/interval.ts';
import { curvatureByRules } from './curvature-by-rules.ts';
import { summands } from './means.ts';
import type { RuleFacts } from './rule-tree.ts';

/** What is known without canonical forms: interval ranges, and what stands there as written. */
export function factsByRanges(box: ReadonlyMap<string, Interval>): RuleFacts {
  const facts: RuleFacts = {
    range: (e) => enclose(e, box).value,
    degree: (e) => (namesIn(e).size === 0 ? 'constant' : null),
    isSumOfSquares: (e) => summands(e)?.every((t) => isSquare(t, facts)) ?? false,
    otherwise: () => 'none',
  };
  return facts;
}

/** A constant from 0 up, or such a multiple of the square of an affine function. */
function isSquare(t: Expression, facts: RuleFacts): boolean {
  if (namesIn(t).size === 0) return facts.range(t).lo >= 0;
  if (t.kind === 'multiply')
    return [
      [t.left, t.right],
      [t.right, t.left],
    ].some(([by, of]) => by && of && namesIn(by).size === 0 && facts.range(by).lo >= 0 && isSquare(of, facts));
  if (t.kind !== 'power') return false;
  const exponent = exactValue(t.right);
  const isTwo = exponent?.numerator === 2n && exponent.denominator === 1n;
  return isTwo && curvatureByRules(t.left, facts).curvature === 'affine';
}
