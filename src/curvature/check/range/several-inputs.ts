import { number, substitute } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import { interval } from '../../../math/interval/interval.ts';
import { ZERO } from '../../../math/rational/rational.ts';
import type { OpenFrontier, ProvenVerdict, RuleNode } from '../../certificate.ts';
import { decode } from '../../encoded-expression.ts';
import { Bends } from './bends.ts';
import { hasChoice, isOf } from './curve.ts';
import { grows } from './levels.ts';
import type { Over } from './over.ts';
import { checkRuleTree } from './rule-tree.ts';

/** One good as a function of several others, each from 0 up to its end or to where nothing is left to make. */
export function checkSeveralInputs(
  of: OpenFrontier & { readonly form: 'explicit' },
  verdict: Exclude<ProvenVerdict, 'mixed'>,
  trees: readonly RuleNode[],
  over: Over,
): string | null {
  const formula = decode(of.formula);
  const goods = of.inputs.map((i) => i.good);
  const [tree, ...more] = trees;
  if (goods.length < 2 || !tree || more.length > 0) return 'not one formula of several goods';
  if (of.inputs.some((i) => i.from !== null && exactValue(decode(i.from))?.numerator !== 0n)) return 'no start at 0';
  const box = new Map(over.enclosures);
  for (const { good, to } of of.inputs) {
    const end = to === null ? null : enclose(decode(to), over.enclosures);
    if (to !== null && !over.isPositive(decode(to))) return 'a range runs backward';
    box.set(good, interval(0, end?.defined ? end.value.hi : Number.POSITIVE_INFINITY));
  }
  const variables = new Set(goods);
  const bends = new Bends({ over, variables, box, ends: null });
  const found = bends.of(formula);
  const origin = substitute(formula, new Map(goods.map((g) => [g, number(ZERO)])));
  if (!over.isPositive(origin)) return 'nothing is made at the start';
  if (!isOf(found, verdict)) return 'the rules do not give this verdict';
  if (found.way !== -1 && (verdict !== 'concave' || hasChoice(formula))) return 'it is not seen to fall';
  if (verdict !== 'concave' && !bends.isDefined(formula)) return 'it may be undefined';
  const open = of.inputs.filter((i) => i.to === null);
  const isOver = open.every(
    (i) => found.way === -1 && grows({ kind: 'negate', operand: formula }, i.good, goods, over),
  );
  return isOver ? checkRuleTree(tree, formula, variables, bends, false) : 'no end is known';
}
