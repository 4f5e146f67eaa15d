import { compile } from '../../math/expression/compile.ts';
import type { Condition, Expression } from '../../math/expression/expression.ts';
import type { Ranges, Target } from './chords.ts';

/** A point where a branch of max, min, abs or if changes, in doubles, and a direction across. */
export interface Crossing {
  readonly at: readonly number[];
  readonly direction: readonly number[];
}

const MOST_KINKS = 8;

export function crossings({ e, names }: Target, ranges: Ranges, random: () => number): readonly Crossing[] {
  const kinks: Expression[] = [];
  collect(e, kinks, new Set());
  return kinks.slice(0, MOST_KINKS).flatMap((g) => crossingsOf(compile(g, names), ranges, random));
}

/** What is 0 where branches change. */
function collect(e: Expression, into: Expression[], seen: Set<Expression>): void {
  if (seen.has(e)) return;
  seen.add(e);
  switch (e.kind) {
    case 'number':
    case 'constant':
    case 'name':
      return;
    case 'negate':
      collect(e.operand, into, seen);
      return;
    case 'call': {
      const [first, ...rest] = e.arguments;
      if (e.function === 'abs' && first) into.push(first);
      if ((e.function === 'max' || e.function === 'min') && first)
        for (const other of rest) into.push({ kind: 'subtract', left: first, right: other });
      for (const x of e.arguments) collect(x, into, seen);
      return;
    }
    case 'if':
      collectCondition(e.condition, into);
      collect(e.then, into, seen);
      collect(e.else, into, seen);
      return;
    default:
      collect(e.left, into, seen);
      collect(e.right, into, seen);
  }
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
