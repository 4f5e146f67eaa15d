import { substitute } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { rebuild } from '../../../math/expression/order.ts';
import type { Interval } from '../../../math/interval/interval.ts';
import { differentiate } from '../differentiate.ts';

const MOST = 16;
const INNER = '(the larger)';

/**
 * Expressions of which e is the largest at every point of a box: a max (an abs, a min) inside is taken apart where e surely rises (falls)
 * with it. Just e where there is none, or too many.
 */
export function apart(e: Expression, box: ReadonlyMap<string, Interval>): readonly Expression[] {
  let parts: readonly Expression[] = [e];
  for (;;) {
    const next = parts.flatMap((part) => once(part, box) ?? [part]);
    if (next.length === parts.length) return parts;
    if (next.length > MOST) return [e];
    parts = next;
  }
}

function once(e: Expression, box: ReadonlyMap<string, Interval>): readonly Expression[] | null {
  for (const [node, choices] of choicesIn(e)) {
    const whole = replaced(e, node, { kind: 'name', name: INNER });
    const way = wayOf(whole, new Map(box).set(INNER, enclose(node, box).value));
    const wanted = node.kind === 'call' && node.function === 'min' ? -1 : 1;
    if (way === wanted) return choices.map((c) => substitute(whole, new Map([[INNER, c]])));
  }
  return null;
}

function wayOf(e: Expression, box: ReadonlyMap<string, Interval>): 1 | -1 | null {
  if (e.kind === 'name') return 1;
  const { value, defined } = enclose(differentiate(e, INNER), box);
  if (!defined || !enclose(e, box).defined) return null;
  return value.lo >= 0 ? 1 : value.hi <= 0 ? -1 : null;
}

/** Every min, max and abs in it, with what it is the least or largest of. */
function choicesIn(e: Expression): readonly (readonly [Expression, readonly Expression[]])[] {
  switch (e.kind) {
    case 'number':
    case 'constant':
    case 'name':
    case 'if':
      return [];
    case 'negate':
      return choicesIn(e.operand);
    case 'call': {
      const inner = e.arguments.flatMap(choicesIn);
      if (e.function === 'min' || e.function === 'max') return [[e, e.arguments], ...inner];
      const only = e.arguments[0] as Expression;
      return e.function === 'abs' ? [[e, [only, { kind: 'negate', operand: only }]], ...inner] : inner;
    }
    default:
      return [...choicesIn(e.left), ...choicesIn(e.right)];
  }
}

function replaced(e: Expression, node: Expression, by: Expression): Expression {
  return e === node ? by : e.kind === 'if' ? e : rebuild(e, (x) => replaced(x, node, by));
}
