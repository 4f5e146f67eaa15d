import { namesIn } from '../../../math/expression/build.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import type { Rational } from '../../../math/rational/rational.ts';
import type { Domain, Work } from '../../algebra/algebra.ts';
import { derivativesOf, risesAlong, risesEverywhere } from './cover.ts';
import type { LevelSet } from './level-set.ts';

/** Whether a level rises weakly in each of its goods where the set's edge can be: at kinks, on every branch. */
export function isRising(set: LevelSet, excess: Expression, work: Work): boolean {
  const domain = domainIn(set, excess);
  const smooth = derivativesOf(excess, domain, work);
  if (smooth) return risesAlong(smooth, { boxes: 0, limit: MOST, depth: 0 });
  const rises = (b: Expression): boolean => {
    const d = derivativesOf(b, domain, work);
    return d !== null && risesEverywhere(d, { boxes: 0, limit: MOST, depth: 0 });
  };
  return branchesOf(excess)?.every(rises) ?? false;
}

const MOST = 2000;

export function domainIn(set: LevelSet, excess: Expression): Domain {
  const names = namesIn(excess);
  return new Map(
    set.goods.flatMap((g, i) =>
      names.has(g) ? [[g, { lo: set.from[i] as Rational, hi: set.to[i] as Rational }] as const] : [],
    ),
  );
}

const MOST_BRANCHES = 16;

/** Every choice of a branch of min, max and abs: the expression is one of them at each point. Null where there are too many. */
function branchesOf(e: Expression): readonly Expression[] | null {
  switch (e.kind) {
    case 'number':
    case 'constant':
    case 'name':
      return [e];
    case 'if':
      return null;
    case 'negate':
      return branchesOf(e.operand)?.map((operand): Expression => ({ ...e, operand })) ?? null;
    case 'call':
      return branchesOfCall(e);
    default: {
      const [left, right] = [branchesOf(e.left), branchesOf(e.right)];
      const all = left?.flatMap((l) => right?.map((r): Expression => ({ ...e, left: l, right: r })) ?? []) ?? [];
      return right && all.length > 0 && all.length <= MOST_BRANCHES ? all : null;
    }
  }
}

function branchesOfCall(e: Expression & { readonly kind: 'call' }): readonly Expression[] | null {
  const parts = e.arguments.map(branchesOf);
  if (parts.some((p) => p === null)) return null;
  const known = parts as readonly (readonly Expression[])[];
  if (e.function === 'min' || e.function === 'max') return known.flat().slice(0, MOST_BRANCHES + 1);
  const inner = known[0] ?? [];
  if (e.function === 'abs') return inner.flatMap((x): Expression[] => [x, { kind: 'negate', operand: x }]);
  return known.length === 1 ? inner.map((x): Expression => ({ ...e, arguments: [x] })) : null;
}
