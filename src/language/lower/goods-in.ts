import type { Expression } from '../../math/expression/expression.ts';
import { inOrder } from '../../math/expression/order.ts';

/** The goods that formulas name, in the order in which they first appear. */
export function goodsIn(expressions: readonly Expression[], goods: { has(name: string): boolean }): readonly string[] {
  const found = new Set<string>();
  for (const node of inOrder(...expressions)) if (node.kind === 'name' && goods.has(node.name)) found.add(node.name);
  return [...found];
}
