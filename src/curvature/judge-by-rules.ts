import { enclose } from '../math/expression/enclose.ts';
import type { Expression } from '../math/expression/expression.ts';
import { fromRational, interval } from '../math/interval/interval.ts';
import { toDouble } from '../math/rational/rational.ts';
import type { Domain } from './algebra/algebra.ts';
import { searchChords } from './box/search-chords.ts';
import { curvatureByRules } from './rules/curvature-by-rules.ts';
import { factsByRanges } from './rules/facts-by-ranges.ts';
import type { Verdict } from './verdict.ts';

/**
 * What composition rules alone decide over a closed box (disciplined convex programming: Grant, Boyd & Ye 2006), with interval
 * ranges for sign and monotonicity, and atoms: no canonical forms, no derivatives, never `mixed`. A chord keeps what is
 * linear from being called convex or concave; `unknown` also where a function may be undefined.
 */
export function judgeByRules(e: Expression, domain: Domain): Verdict {
  const box = new Map(
    [...domain].map(([name, { lo, hi }]) => [name, interval(fromRational(lo).lo, fromRational(hi).hi)] as const),
  );
  if (!enclose(e, box).defined) return 'unknown';
  const { curvature } = curvatureByRules(e, factsByRanges(box));
  if (curvature === 'none') return 'unknown';
  if (curvature === 'constant' || curvature === 'affine') return 'linear';
  const ranges = [...domain.values()].map(({ lo, hi }) => ({ lo: toDouble(lo), hi: toDouble(hi) }));
  const target = { e, names: [...domain.keys()], form: null, algebra: null };
  return searchChords(target, ranges, curvature === 'convex' ? 'not-concave' : 'not-convex') ? curvature : 'unknown';
}
