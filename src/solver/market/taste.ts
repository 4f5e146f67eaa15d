import { judgeFunction } from '../../curvature/judge-function.ts';
import { namesIn } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromDouble, type Rational, sign } from '../../math/rational/rational.ts';
import { welfareOf } from '../welfare/welfare.ts';
import { type ClosedForm, closedFormOf } from './closed-form.ts';
import { type Level, levelOf } from './level.ts';
import { powerTermsOf } from './power-terms.ts';

/**
 * What is proven of a utility. `concave`: it is a rising transform of a concave level, so that what is best nearby is best. `convex`: of
 * a convex formula, so that some corner of the budget set is best. `unproven`: best bundles are searched for over the whole set.
 */
export interface Taste {
  readonly kind: 'concave' | 'convex' | 'unproven';
  /** The level whose order of bundles is the utility's; concave where `kind` says so. */
  readonly level: Level;
  readonly form: ClosedForm | null;
  /** In the user's own scale. */
  readonly utility: (bundle: ArrayLike<number>) => number;
  /** Goods that it names, as indices. */
  readonly named: readonly number[];
  /** A text that is equal for equal utilities. */
  readonly formula: Expression;
}

/** Proves what it can of a utility over bundles up to `caps`. */
export function tasteOf(formula: Expression, goods: readonly string[], caps: ArrayLike<number>): Taste {
  const order = orderOf(formula);
  const names = namesIn(formula);
  const common = {
    utility: compile(formula, goods),
    named: [...goods.keys()].filter((j) => names.has(goods[j] ?? '')),
    formula,
  };
  const form = closedFormOf(order, goods);
  const terms = powerTermsOf(order);
  if (terms?.curvature === 'concave' || terms?.curvature === 'linear')
    return { ...common, kind: 'concave', level: levelOf([order], goods), form };
  if (terms?.curvature === 'convex') return { ...common, kind: 'convex', level: levelOf([order], goods), form };
  const { welfare } = welfareOf({ kind: 'maximize', welfare: order, origin: 0 }, goods, caps);
  if (welfare !== null) {
    const selections = welfare.selections.map((selection) => selection.formula);
    return { ...common, kind: 'concave', level: levelOf(selections, goods), form };
  }
  const convex = provedConvex(order, goods, caps);
  return { ...common, kind: convex ? 'convex' : 'unproven', level: levelOf([order], goods), form };
}

/** Without the rising functions around it, which leave the order of bundles as it is. */
function orderOf(e: Expression): Expression {
  switch (e.kind) {
    case 'add':
      return namesIn(e.left).size === 0 ? orderOf(e.right) : namesIn(e.right).size === 0 ? orderOf(e.left) : e;
    case 'subtract':
      return namesIn(e.right).size === 0 ? orderOf(e.left) : e;
    case 'multiply':
      return isPositive(e.left) ? orderOf(e.right) : isPositive(e.right) ? orderOf(e.left) : e;
    case 'divide':
      return isPositive(e.right) ? orderOf(e.left) : e;
    case 'power':
      return isPositive(e.right) && isSumOfPowers(e.left) ? orderOf(e.left) : e;
    case 'call': {
      const [x] = e.arguments;
      if (x === undefined) return e;
      if (e.function === 'exp') return orderOf(x);
      return (e.function === 'sqrt' || e.function === 'ln') && isSumOfPowers(x) ? orderOf(x) : e;
    }
    default:
      return e;
  }
}

/** Nowhere negative, so that any power of it rises with it: a sum of positive multiples of powers of goods, or the least of several. */
function isSumOfPowers(e: Expression): boolean {
  if (e.kind === 'call' && e.function === 'min') return e.arguments.every(isSumOfPowers);
  const terms = powerTermsOf(e);
  return terms?.terms.every((term) => term.weight > 0 && term.kind === 'power') ?? false;
}

function isPositive(e: Expression): boolean {
  if (namesIn(e).size > 0) return false;
  const exact = exactValue(e);
  return exact !== null && sign(exact) > 0;
}

function provedConvex(e: Expression, goods: readonly string[], caps: ArrayLike<number>): boolean {
  const names = namesIn(e);
  const domain = new Map<string, { lo: Rational; hi: Rational }>();
  goods.forEach((good, j) => {
    if (names.has(good)) domain.set(good, { lo: fromDouble(0), hi: fromDouble(caps[j] ?? 0) });
  });
  return judgeFunction(e, domain).verdict === 'convex';
}
