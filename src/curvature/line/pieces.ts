import type { Expression } from '../../math/expression/expression.ts';
import { type Rational, toDouble } from '../../math/rational/rational.ts';
import { type Algebra, signFact, type Work } from '../algebra/algebra.ts';
import { chart, lineAlgebra } from '../algebra/chart.ts';
import { type Form, type Generator, generatorsIn, isWhole, signNormal } from '../algebra/form.ts';
import { type Failure, normalise } from '../algebra/normalise.ts';
import type { Root, Sign } from '../algebra/polynomial.ts';

/** A stretch of the line on which the function is smooth inside, with its canonical form there. */
export interface LinePiece {
  readonly lo: Root;
  readonly hi: Root;
  readonly form: Form;
  readonly algebra: Algebra;
  /** What makes the kink at the upper end: null at the end of the domain. */
  readonly splitAtHi: Split | null;
  readonly splitAtLo: Split | null;
}

export interface Split {
  readonly root: Root;
  readonly by: Form;
  /** `if` may jump; absolute values and roots are continuous. */
  readonly kind: 'condition' | 'kink';
}

export type Pieces =
  | { readonly pieces: readonly LinePiece[]; readonly failure: null }
  | { readonly pieces: null; readonly failure: Failure };

const MOST_PIECES = 64;

/**
 * Cuts the line where min, max, abs and if change branch, and where roots touch 0. The ends may be brackets of what is not
 * rational: `assumed` then says which forms keep their sign up to the true end.
 */
export function piecesOf(
  e: Expression,
  name: string,
  lo: Root,
  hi: Root,
  work: Work,
  assumed: ReadonlyMap<string, Sign>,
): Pieces {
  return cut({ e, name, work, count: { left: MOST_PIECES } }, lo, hi, assumed, null, null);
}

export function exactly(r: Rational): Root {
  return { lo: r, hi: r };
}

interface Task {
  readonly e: Expression;
  readonly name: string;
  readonly work: Work;
  readonly count: { left: number };
}

function cut(
  task: Task,
  lo: Root,
  hi: Root,
  assumed: ReadonlyMap<string, Sign>,
  start: Split | null,
  end: Split | null,
): Pieces {
  if (task.count.left-- <= 0) return fail(task, 'too-large', 'too many kinks');
  const algebra = lineAlgebra(task.name, lo.lo, hi.hi, task.work, assumed);
  const normal = normalise(task.e, algebra);
  if (normal.failure) {
    const { split } = normal.failure;
    if (!split) return { pieces: null, failure: normal.failure };
    return cutAt(task, lo, hi, assumed, start, end, split, 'condition', algebra);
  }
  const breaker = breakerOf(normal.form, algebra);
  if (breaker) return cutAt(task, lo, hi, assumed, start, end, breaker, 'kink', algebra);
  return { pieces: [{ lo, hi, form: normal.form, algebra, splitAtLo: start, splitAtHi: end }], failure: null };
}

function fail(task: Task, why: Failure['why'], message: string): Pieces {
  return { pieces: null, failure: { why, message, at: task.e, split: null, of: null } };
}

function cutAt(
  task: Task,
  lo: Root,
  hi: Root,
  assumed: ReadonlyMap<string, Sign>,
  start: Split | null,
  end: Split | null,
  by: Form,
  kind: Split['kind'],
  algebra: Algebra,
): Pieces {
  const { form: normal } = signNormal(by);
  const found = chart(algebra, normal);
  if (!found) return fail(task, 'undecided', 'where a branch changes could not be isolated');
  const pieces: LinePiece[] = [];
  for (let i = 0; i <= found.roots.length; i++) {
    const from = i === 0 ? lo : found.roots[i - 1]!;
    const to = found.roots[i] ?? hi;
    const splitAt = (root: Root | undefined): Split | null => (root ? { root, by: normal, kind } : null);
    const below = splitAt(found.roots[i - 1]) ?? start;
    const above = splitAt(found.roots[i]) ?? end;
    const inner = cut(task, from, to, new Map([...assumed, [normal.key, found.signs[i]!]]), below, above);
    if (!inner.pieces) return inner;
    pieces.push(...inner.pieces);
  }
  return { pieces, failure: null };
}

/** An absolute value whose sign changes, or a fractional or negative power of what vanishes inside. */
function breakerOf(f: Form, algebra: Algebra): Form | null {
  for (const g of generatorsIn(f).values()) {
    if (g.kind === 'abs' && !hasKink(g.of)) return g.of;
  }
  for (const { generator: g, exponent } of factorsIn(f)) {
    if (isWhole(exponent) || g.kind !== 'sum') continue;
    const fact = signFact(algebra, g.of);
    if (!fact.inside) return g.of;
  }
  return null;
}

function hasKink(f: Form): boolean {
  for (const g of generatorsIn(f).values()) if (g.kind === 'abs') return true;
  return false;
}

function* factorsIn(f: Form): Generator2 {
  for (const t of f.terms) {
    for (const factor of t.factors) {
      yield factor;
      if ('of' in factor.generator) yield* factorsIn(factor.generator.of);
    }
  }
}

type Generator2 = IterableIterator<{ readonly generator: Generator; readonly exponent: Rational }>;

export function middleOf(r: Root): number {
  return (toDouble(r.lo) + toDouble(r.hi)) / 2;
}
