import { jet } from '../../../math/derivative/jet.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { inOrder, rebuild } from '../../../math/expression/order.ts';
import { hull, type Interval } from '../../../math/interval/interval.ts';
import { divide, fromDouble } from '../../../math/rational/rational.ts';
import { formOf } from '../exact/form-of.ts';
import { minus, scaled } from '../exact/signomial.ts';
import { boxOf } from '../sign/sign.ts';

/** A place where one of two formulas takes over from the other, without a jump: the larger (1) or the smaller (−1). */
interface Switch {
  readonly node: Expression;
  readonly branches: readonly [Expression, Expression];
  readonly turn: 1 | -1;
}

interface Choice {
  readonly node: Expression;
  readonly branches: readonly Expression[];
}

const MOST_SWITCHES = 4;
/** No name of the language, nor of any expression that can be decoded. */
const STAND_IN = '$turn';

/**
 * Whether the function bends up (sign 1) or down (−1) all across a short range, wherever in it min, max and abs change
 * branch: every choice of branches bends so, and where a larger (smaller) of two takes over the slope jumps up (down), as
 * much as the function rises in it. Weakly.
 */
export function bendsAcross(e: Expression, name: string, range: Interval, sign: 1 | -1): boolean {
  const written = inPairs(e);
  const switches = switchesIn(written, name, range);
  if (switches === null || switches.length > MOST_SWITCHES) return false;
  const smooth = choicesOf(written, switches).every((choice) => {
    const second = jet(choice, name, range, 2)?.[2];
    return second !== undefined && (sign > 0 ? second.lo >= 0 : second.hi <= 0);
  });
  return smooth && switches.every((s) => turnsSo(written, s, switches, name, range, sign));
}

/** Whether some min, max, abs or if may change its branch within the range. */
export function mayTurn(e: Expression, name: string, range: Interval): boolean {
  const switches = switchesIn(inPairs(e), name, range);
  return switches === null || switches.length > 0;
}

function turnsSo(
  e: Expression,
  { node, branches, turn }: Switch,
  switches: readonly Switch[],
  name: string,
  range: Interval,
  sign: 1 | -1,
): boolean {
  const standIn: Expression = { kind: 'name', name: STAND_IN };
  const stood = switches.map((s) => (s.node === node ? { node, branches: [standIn] } : s));
  const values = branches.map((b) => enclose(b, new Map([[name, range]])).value);
  const value = hull(values[0] as Interval, values[1] as Interval);
  return choicesOf(e, stood).every((choice) => {
    const growth = jet(choice, STAND_IN, value, 1, new Map([[name, range]]))?.[1];
    return growth !== undefined && (sign * turn > 0 ? growth.lo >= 0 : growth.hi <= 0);
  });
}

/** max(a, b, c) as max(max(a, b), c). */
function inPairs(e: Expression): Expression {
  const known = new Map<Expression, Expression>();
  for (const node of inOrder(e)) {
    const same = rebuild(node, (part) => known.get(part) ?? part);
    const [first, ...rest] = same.kind === 'call' ? same.arguments : [];
    const folds =
      same.kind === 'call' && (same.function === 'max' || same.function === 'min') && first && rest.length !== 1;
    known.set(node, folds ? rest.reduce((a, b) => ({ ...same, arguments: [a, b] }), first) : same);
  }
  return known.get(e) ?? e;
}

/** Null where a condition may change. */
function switchesIn(e: Expression, name: string, range: Interval): readonly Switch[] | null {
  const found: Switch[] = [];
  const over = new Map([[name, range]]);
  for (const node of inOrder(e)) {
    if (node.kind === 'if' && !jet(node, name, range, 0)) {
      const turn = turnOfChoice(node, name, range);
      if (turn === null) return null;
      found.push({ node, branches: [node.then, node.else], turn });
    }
    if (node.kind !== 'call') continue;
    const [a, b] = node.arguments;
    if (!a) continue;
    const { value } = enclose(a, over);
    if (node.function === 'abs' && !(value.lo > 0 || value.hi < 0))
      found.push({ node, branches: [a, { kind: 'negate', operand: a }], turn: 1 });
    if ((node.function !== 'max' && node.function !== 'min') || !b) continue;
    const other = enclose(b, over).value;
    if (!(value.hi < other.lo || other.hi < value.lo))
      found.push({ node, branches: [a, b], turn: node.function === 'max' ? 1 : -1 });
  }
  return found;
}

/** `if g < 0 then a else b` with a − b = k·g is the larger of a and b where k is below 0, and the smaller above. */
function turnOfChoice(e: Expression & { readonly kind: 'if' }, name: string, range: Interval): 1 | -1 | null {
  const { condition } = e;
  if (condition.kind !== 'compare' || condition.operator === '==') return null;
  const box = boxOf(new Map([[name, { lo: fromDouble(range.lo), hi: fromDouble(range.hi) }]]));
  const [difference, g] = [
    formOf({ kind: 'subtract', left: e.then, right: e.else }, box),
    formOf({ kind: 'subtract', left: condition.left, right: condition.right }, box),
  ];
  const k = difference?.[0] && g?.[0] && divide(difference[0].coefficient, g[0].coefficient);
  if (!difference || !g || !k || minus(difference, scaled(g, k)).length > 0) return null;
  const below = condition.operator === '<' || condition.operator === '<=';
  return k.numerator < 0n === below ? 1 : -1;
}

/** Outer ones first: what is inside them stays the node that it was. */
function choicesOf(e: Expression, switches: readonly Choice[]): readonly Expression[] {
  return switches.reduceRight<readonly Expression[]>(
    (all, s) => all.flatMap((x) => s.branches.map((b) => replaced(x, s.node, b))),
    [e],
  );
}

function replaced(e: Expression, node: Expression, by: Expression): Expression {
  const known = new Map<Expression, Expression>([[node, by]]);
  for (const part of inOrder(e))
    if (!known.has(part))
      known.set(
        part,
        rebuild(part, (x) => known.get(x) ?? x),
      );
  return known.get(e) ?? e;
}
