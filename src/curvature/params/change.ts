import { add, compare, multiply, type Rational, rational, subtract } from '../../math/rational/rational.ts';
import { between, simplestBetween } from '../algebra/polynomial.ts';
import type { RangeProof } from '../certificate.ts';
import type { Verdict } from '../verdict.ts';

export type Judge = (value: Rational) => Verdict;

/** A range of a param with one verdict; one of no length stands for itself. */
export interface Stretch {
  readonly from: Rational;
  readonly to: Rational;
  readonly verdict: Verdict;
  readonly proven?: boolean;
  /** Of parts that overlap or meet, in order. */
  readonly proofs?: readonly PartProof[];
}

/** A proof for all values strictly inside a part of a stretch. */
export interface PartProof {
  readonly from: Rational;
  readonly to: Rational;
  readonly proof: RangeProof;
}

const DEEPEST = 28;
/** Afterwards a change at a plain number would have been met. */
const DEEPEST_EXACT = 15;

/** The stretches between two values: one where their verdicts agree, else cut at the change, exact or isolated. */
export function changeBetween(judge: Judge, a: Rational, b: Rational): readonly Stretch[] {
  if (compare(a, b) === 0) return [];
  const [va, vb] = [judge(a), judge(b)];
  if (va === vb) return [{ from: a, to: b, verdict: va }];
  return changeAtEnd(judge, a, va, b, vb) ?? changes(judge, a, va, b, vb, 0);
}

function changes(judge: Judge, a: Rational, va: Verdict, b: Rational, vb: Verdict, depth: number): readonly Stretch[] {
  if (va === vb) return [{ from: a, to: b, verdict: va }];
  const exact = depth <= DEEPEST_EXACT && depth % 3 === 0 ? exactChange(judge, a, va, b, vb) : null;
  if (exact) return exact;
  if (depth >= DEEPEST) return [{ from: a, to: b, verdict: 'unknown' }];
  const middle = between(a, b);
  const vm = judge(middle);
  // What is not decided on both sides of a change stays so: no search within.
  if (vm === 'unknown' && va !== 'unknown' && vb !== 'unknown' && depth > 8)
    return [{ from: a, to: b, verdict: 'unknown' }];
  return [...changes(judge, a, va, middle, vm, depth + 1), ...changes(judge, middle, vm, b, vb, depth + 1)];
}

/** A change at a plain number between: its neighbours on both sides already have the verdicts of the ends. */
function exactChange(judge: Judge, a: Rational, va: Verdict, b: Rational, vb: Verdict): readonly Stretch[] | null {
  const margin = multiply(subtract(b, a), rational(1n, 64n));
  const candidate = simplestBetween(add(a, margin), subtract(b, margin));
  const near = multiply(subtract(b, a), rational(1n, 2n ** 12n));
  if (judge(subtract(candidate, near)) !== va || judge(add(candidate, near)) !== vb) return null;
  const at = judge(candidate);
  const own: Stretch[] = at === va || at === vb ? [] : [{ from: candidate, to: candidate, verdict: at }];
  return [{ from: a, to: candidate, verdict: va }, ...own, { from: candidate, to: b, verdict: vb }];
}

/** The change is at a tested value itself. */
function changeAtEnd(judge: Judge, a: Rational, va: Verdict, b: Rational, vb: Verdict): readonly Stretch[] | null {
  const near = multiply(subtract(b, a), rational(1n, 2n ** 12n));
  if (judge(add(a, near)) === vb) return [{ from: a, to: b, verdict: vb }];
  if (judge(subtract(b, near)) === va) return [{ from: a, to: b, verdict: va }];
  return null;
}
