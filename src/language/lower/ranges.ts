import { compare, type Rational } from '../../math/rational/rational.ts';
import type { Expression as Node, Range } from '../generated/ast.ts';
import { type Lowering, report, textOf } from './context.ts';

/** Both ends of `lo..hi`; null where it is not there or cannot be read. */
export function readRange<T>(
  range: Range | undefined,
  read: (end: Node | undefined) => T | null,
): { readonly from: T | null; readonly to: T | null } {
  return { from: range?.from ? read(range.from) : null, to: range?.to ? read(range.to) : null };
}

/** Ranges run upward: `bad-range` otherwise, with a quick fix that sorts the two. */
export function checkUpward(lowering: Lowering, range: Range | undefined, from: Rational, to: Rational): boolean {
  if (compare(from, to) < 0) return true;
  const [low, high] = [textOf(range?.to), textOf(range?.from)];
  const isEqual = compare(from, to) === 0;
  const message = isEqual
    ? `A range runs upward, but both ends of this one are ${low}.`
    : `A range runs upward. Write \`${low}..${high}\`.`;
  const data = isEqual ? undefined : { fix: 'sort-range', replacement: `${low}..${high}` };
  report(lowering, 'bad-range', lowering.origins.ofNode(range), message, { ...(data && { data }) });
  return false;
}
