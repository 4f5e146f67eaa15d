import { namesIn } from '../../../math/expression/build.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { childrenOf } from '../../../math/expression/order.ts';
import { print } from '../../../math/expression/print.ts';
import type { RuleNode } from '../../certificate.ts';
import type { Bends } from './bends.ts';

/** Every node of the tree says of some part of the formula what the checker's rules give for it. */
export function checkRuleTree(
  tree: RuleNode,
  e: Expression,
  variables: ReadonlySet<string>,
  bends: Bends,
  kept: boolean,
): string | null {
  if (tree.text !== print(e)) return 'a rule is applied to another formula';
  if (tree.rule !== ruleFor(e, variables)) return 'a rule is one for other formulas';
  const found = [bends.of(e, kept).curvature, bends.of(e).curvature];
  if (!found.some((curvature) => curvature === tree.curvature)) return 'the rules give another curvature';
  const parts = childrenOf(e);
  if (tree.parts.length > parts.length) return 'a rule has more parts than its formula';
  for (const part of tree.parts) {
    const own = parts.find((p) => print(p) === part.text);
    const why = own ? checkRuleTree(part, own, variables, bends, kept) : 'a part of a rule is no part of the formula';
    if (why) return why;
  }
  return null;
}

/** The rule that a formula is taken apart by. */
export function ruleFor(e: Expression, variables: ReadonlySet<string>): string {
  const moves = (x: Expression): boolean => [...namesIn(x)].some((n) => variables.has(n));
  if (!moves(e)) return 'constant';
  switch (e.kind) {
    case 'name':
      return 'variable';
    case 'negate':
      return 'negative';
    case 'add':
      return 'sum';
    case 'subtract':
      return 'difference';
    case 'multiply':
    case 'divide':
      if (moves(e.left) && moves(e.right)) return e.kind === 'multiply' ? 'product' : 'quotient';
      return e.kind === 'divide' && moves(e.right) ? 'composition with a power' : 'multiple';
    case 'power':
      return moves(e.right) ? 'exponential' : 'composition with a power';
    case 'call':
      return e.function === 'min' || e.function === 'max' ? e.function : `composition with ${e.function}`;
    default:
      return e.kind;
  }
}
