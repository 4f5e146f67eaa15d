import { compile } from '../../math/expression/compile.ts';
import type { Condition, Expression } from '../../math/expression/expression.ts';
import { inOrder } from '../../math/expression/order.ts';
import type { Ranges, Target } from './chords.ts';

/** A point where a branch of max, min, abs or if changes, in doubles, and a direction across. */
export interface Crossing {
  readonly at: readonly number[];
  readonly direction: readonly number[];
}

const MOST_KINKS = 8;

export function crossings({ e, names }: Target, ranges: Ranges, random: () => number): readonly Crossing[] {
  return kinksIn(e)
    .slice(0, MOST_KINKS)
    .flatMap((g) => crossingsOf(compile(g, names), ranges, random));
}

/** What is 0 where branches change. */
function kinksIn(e: Expression): readonly Expression[] {
  const kinks: Expression[] = [];
  for (const x of inOrder(e)) {
    if (x.kind === 'if') collectCondition(x.condition, kinks);
    if (x.kind !== 'call') continue;
    const [first, ...rest] = x.arguments;
    if (x.function === 'abs' && first) kinks.push(first);
    if ((x.function === 'max' || x.function === 'min') && first)
      for (const other of rest) kinks.push({ kind: 'subtract', left: first, right: other });
  }
  return kinks;
}

function collectCondition(c: Condition, into: Expression[]): void {
  if (c.kind === 'compare') into.push({ kind: 'subtract', left: c.left, right: c.right });
  if (c.kind === 'and' || c.kind === 'or') {
    collectCondition(c.left, into);
    collectCondition(c.right, into);
  }
  if (c.kind === 'not') collectCondition(c.operand, into);
}

/** Zeros of g on segments between places where its sign differs, some of them close to the ends of the ranges. */
function crossingsOf(g: (x: ArrayLike<number>) => number, ranges: Ranges, random: () => number): readonly Crossing[] {
  const above: number[][] = [];
  const below: number[][] = [];
  for (let i = 0; i < 160; i++) {
    const x = ranges.map(({ lo, hi }) => {
      const t = i % 2 === 0 ? random() : 10 ** (-4 * random());
      return random() < 0.5 ? lo + (hi - lo) * t : hi - (hi - lo) * t;
    });
    const value = g(x);
    if (value > 0 && above.length < 4) above.push(x);
    if (value < 0 && below.length < 4) below.push(x);
  }
  const found: Crossing[] = [];
  above.forEach((a, i) => {
    const b = below[i % below.length];
    if (b) found.push(between(g, a, b));
  });
  return found;
}

function between(g: (x: ArrayLike<number>) => number, above: readonly number[], below: readonly number[]): Crossing {
  const at = (t: number): number[] => above.map((x, k) => x + ((below[k] as number) - x) * t);
  let [lo, hi] = [0, 1];
  for (let i = 0; i < 50; i++) {
    const middle = (lo + hi) / 2;
    if (g(at(middle)) > 0) lo = middle;
    else hi = middle;
  }
  return { at: at(lo), direction: above.map((x, k) => (below[k] as number) - x) };
}
