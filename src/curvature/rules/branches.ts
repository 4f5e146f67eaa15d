import type { Expression } from '../../math/expression/expression.ts';
import type { CallNode, RuleFacts } from './rule-tree.ts';

/** The arguments of a max or min without those that another one beats (or equals) on the whole domain. */
export function branchesThatWin(e: CallNode, facts: RuleFacts): readonly Expression[] {
  const kept = [...e.arguments];
  for (const loser of e.arguments) {
    const beaten = kept.some((winner) => {
      if (winner === loser) return false;
      const [more, less] = e.function === 'max' ? [winner, loser] : [loser, winner];
      return facts.range({ kind: 'subtract', left: more, right: less }).lo >= 0;
    });
    if (beaten) kept.splice(kept.indexOf(loser), 1);
  }
  return kept;
}

/**
 * `if g < 0 then A else B` with A − B = k·g is max(A, B) where k < 0 and min(A, B) where k > 0, whichever way the
 * condition treats g = 0.
 */
export function asSelection(
  e: Expression & { readonly kind: 'if' },
  facts: RuleFacts,
): { readonly expression: Expression; readonly rule: 'if as max' | 'if as min' } | null {
  const { condition } = e;
  if (condition.kind !== 'compare' || condition.operator === '==' || !facts.ratio) return null;
  const [less, more] =
    condition.operator === '<' || condition.operator === '<='
      ? [condition.left, condition.right]
      : [condition.right, condition.left];
  const k = facts.ratio(
    { kind: 'subtract', left: e.then, right: e.else },
    { kind: 'subtract', left: less, right: more },
  );
  if (!k || k.numerator === 0n) return null;
  const selected = k.numerator < 0n ? 'max' : 'min';
  return {
    expression: { kind: 'call', function: selected, arguments: [e.then, e.else] },
    rule: `if as ${selected}`,
  };
}
