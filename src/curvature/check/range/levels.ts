import { divide, namesIn, number, power, substitute, subtract } from '../../../math/expression/build.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { interval } from '../../../math/interval/interval.ts';
import { ONE, rational, ZERO } from '../../../math/rational/rational.ts';
import type { ProvenVerdict, RuleNode } from '../../certificate.ts';
import { Bends } from './bends.ts';
import type { Over } from './over.ts';
import { checkRuleTree } from './rule-tree.ts';

export interface Constraint {
  readonly level: Expression;
  readonly bound: Expression;
}

type OneWay = Exclude<ProvenVerdict, 'mixed'>;

/**
 * Level sets by rules: below convex levels the set is convex, beyond a rising concave level what is left is. All goods are
 * 0 or more; each level is met where much of a good is made, so that the set is bounded.
 */
export function checkLevels(
  goods: readonly string[],
  constraints: readonly Constraint[],
  verdict: OneWay,
  trees: readonly RuleNode[],
  over: Over,
): string | null {
  if (goods.length < 2 || trees.length !== constraints.length || constraints.length === 0)
    return 'not one proof a level';
  if (verdict !== 'concave' && constraints.length > 1) return 'several levels bend outward only';
  const bends = ofGoods(goods, over);
  const levels = constraints.map((c) => differenceOf(c, goods, bends, over));
  for (const [i, level] of levels.entries()) {
    const why = checkRuleTree(trees[i] as RuleNode, level, new Set(goods), bends, false);
    if (why) return why;
    if (!bends.isDefined(level)) return 'a level may be undefined';
    if (!over.isNegative(atOrigin(level, goods))) return 'nothing at all may be too much';
  }
  if (!goods.every((g) => levels.some((level) => bends.of(level).way === 1 && grows(level, g, goods, over))))
    return 'not seen to be bounded';
  return checkShapes(levels, goods, verdict, bends, over);
}

function checkShapes(
  levels: readonly Expression[],
  goods: readonly string[],
  verdict: OneWay,
  bends: Bends,
  over: Over,
): string | null {
  const shapes = levels.map((level) => bends.of(level));
  if (verdict === 'concave') {
    if (shapes.some((s) => s.curvature !== 'convex' && s.curvature !== 'affine')) return 'a level is not convex';
    const isCap = (level: Expression): boolean => goods.filter((g) => namesIn(level).has(g)).length === 1;
    const bent = shapes.every((s, i) => s.strict || isCap(levels[i] as Expression)) && shapes.some((s) => s.strict);
    return bent ? null : 'not seen to bend';
  }
  const [only] = shapes;
  const [level] = levels;
  if (!only || !level || only.way !== 1) return 'a level is not seen to rise';
  if (verdict === 'convex') return only.curvature === 'concave' && only.strict ? null : 'a level is not concave';
  const own = (good: string) =>
    new Bends({ over, variables: new Set([good]), box: boxOfGoods(goods, over), ends: null });
  const isSloped = goods.every((g) => own(g).of(level).varies && own(g).of(level).way === 1);
  return only.curvature === 'affine' && isSloped ? null : 'a level is not straight';
}

export function ofGoods(goods: readonly string[], over: Over): Bends {
  return new Bends({ over, variables: new Set(goods), box: boxOfGoods(goods, over), ends: null });
}

function boxOfGoods(goods: readonly string[], over: Over) {
  const box = new Map(over.enclosures);
  for (const good of goods) box.set(good, interval(0, Number.POSITIVE_INFINITY));
  return box;
}

function atOrigin(e: Expression, goods: readonly string[]): Expression {
  return substitute(e, new Map(goods.map((g) => [g, number(ZERO)])));
}

/** level - bound, once rising powers and roots around a level that is nowhere below 0 are undone. */
function differenceOf({ level, bound }: Constraint, goods: readonly string[], bends: Bends, over: Over): Expression {
  const whole = subtract(level, bound);
  if (goods.some((g) => namesIn(bound).has(g))) return whole;
  const [inner, exponent] =
    level.kind === 'power'
      ? [level.left, level.right]
      : level.kind === 'call' && level.function === 'sqrt'
        ? [level.arguments[0], number(rational(1n, 2n))]
        : [];
  if (!inner || !exponent || goods.some((g) => namesIn(exponent).has(g))) return whole;
  if (!over.isPositive(exponent) || !over.isPositive(bound) || !(bends.range(inner).lo >= 0)) return whole;
  return differenceOf({ level: inner, bound: power(bound, divide(number(ONE), exponent)) }, goods, bends, over);
}

/**
 * Whether e goes to infinity with the amount of a good, the others being 0: some summand does by its outermost functions,
 * and nothing else falls.
 */
export function grows(e: Expression, good: string, goods: readonly string[], over: Over): boolean {
  const alone = substitute(e, new Map(goods.flatMap((g) => (g === good ? [] : [[g, number(ZERO)] as const]))));
  const box = new Map(over.enclosures).set(good, interval(0, Number.POSITIVE_INFINITY));
  const bends = new Bends({ over, variables: new Set([good]), box, ends: null });
  return goesUp(alone, good, bends, over);
}

function goesUp(e: Expression, good: string, bends: Bends, over: Over): boolean {
  const stays = (x: Expression): boolean => {
    const shape = bends.of(x);
    return shape.curvature === 'constant' || shape.way === 1;
  };
  const up = (x: Expression): boolean => goesUp(x, good, bends, over);
  const shape = bends.of(e);
  // What is convex and rises somewhere does not stop.
  if (shape.way === 1 && (shape.varies || (shape.curvature === 'convex' && shape.strict))) return true;
  switch (e.kind) {
    case 'name':
      return e.name === good;
    case 'add':
      return (up(e.left) && stays(e.right)) || (stays(e.left) && up(e.right));
    case 'subtract':
      return up(e.left) && bends.of(e.right).curvature === 'constant';
    case 'multiply':
      return (up(e.left) && over.isPositive(e.right)) || (over.isPositive(e.left) && up(e.right));
    case 'divide':
      return up(e.left) && over.isPositive(e.right);
    case 'power':
      return up(e.left) && over.isPositive(e.right) && bends.range(e.left).lo >= 0;
    case 'call': {
      const [first] = e.arguments;
      const isOpen = e.function === 'sqrt' || e.function === 'exp' || e.function === 'ln' || e.function === 'log10';
      if (e.function === 'max') return e.arguments.some(up) && e.arguments.every(stays);
      return isOpen && first !== undefined && up(first);
    }
    default:
      return false;
  }
}
