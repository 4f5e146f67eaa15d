import type { Expression } from '../../math/expression/expression.ts';
import { type Rational, toDouble } from '../../math/rational/rational.ts';
import { type Algebra, signFact, type Work } from '../algebra/algebra.ts';
import { chart, lineAlgebra } from '../algebra/chart.ts';
import { clear } from '../algebra/clear.ts';
import { derivative } from '../algebra/derivative.ts';
import {
  type Form,
  type Generator,
  innermostKink,
  isWhole,
  ONE_RATIONAL,
  scale,
  signNormal,
  wholePower,
} from '../algebra/form.ts';
import { lineRange } from '../algebra/line-points.ts';
import { type Failure, normalise } from '../algebra/normalise.ts';
import type { Root, Sign } from '../algebra/polynomial.ts';
import { type OwnValue, ownValues } from './own-values.ts';

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

/** `own`: what stands at the ends of the pieces, one more than there are pieces. */
export type Pieces =
  | { readonly pieces: readonly LinePiece[]; readonly own: readonly OwnValue[]; readonly failure: null }
  | { readonly pieces: null; readonly own: null; readonly failure: Failure };

type Cut =
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
  const task: Task = { e, name, work, assumed, count: { left: MOST_PIECES } };
  const found = cut(task, lo, hi, assumed, null, null);
  if (!found.pieces) return { ...found, own: null };
  const own = ownValues(e, name, found.pieces, assumed);
  const failed = fail(task, 'condition', 'a condition that gives a single point a value of its own');
  return own ? { ...found, own } : { ...failed, own: null };
}

export function exactly(r: Rational): Root {
  return { lo: r, hi: r };
}

interface Task {
  readonly e: Expression;
  readonly name: string;
  readonly work: Work;
  readonly assumed: ReadonlyMap<string, Sign>;
  readonly count: { left: number };
}

function cut(
  task: Task,
  lo: Root,
  hi: Root,
  assumed: ReadonlyMap<string, Sign>,
  start: Split | null,
  end: Split | null,
): Cut {
  if (task.count.left-- <= 0) return fail(task, 'too-large', 'too many kinks');
  const algebra: Algebra = { ...lineAlgebra(task.name, lo.lo, hi.hi, task.work, assumed), edges: [] };
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

function fail(task: Task, why: Failure['why'], message: string): Extract<Cut, { readonly pieces: null }> {
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
): Cut {
  const { form: normal } = signNormal(by);
  const found = cutsOf(algebra, normal, kind);
  // What changes the branch may have kinks of its own: on either side of them it has none.
  const inner = found ? null : innermostKink(normal);
  if (inner && inner.key !== normal.key) return cutAt(task, lo, hi, assumed, start, end, inner, 'condition', algebra);
  if (!found) return fail(task, 'undecided', 'where a branch changes could not be isolated');
  const pieces: LinePiece[] = [];
  for (let i = 0; i <= found.roots.length; i++) {
    const from = i === 0 ? lo : found.roots[i - 1]!;
    const to = found.roots[i] ?? hi;
    const splitAt = (root: Root | undefined): Split | null => (root ? { root, by: normal, kind } : null);
    const below = splitAt(found.roots[i - 1]) ?? start;
    const above = splitAt(found.roots[i]) ?? end;
    const inner = cut(task, from, to, new Map([...assumed, ...found.facts[i]!]), below, above);
    if (!inner.pieces) return inner;
    pieces.push(...inner.pieces);
  }
  return { pieces, failure: null };
}

interface Cuts {
  readonly roots: readonly Root[];
  /** What is known of signs on each piece. */
  readonly facts: readonly ReadonlyMap<string, Sign>[];
}

/** Where a form changes its sign, or where it may touch 0, which are turning points. */
function cutsOf(algebra: Algebra, f: Form, kind: Split['kind']): Cuts | null {
  const found = chart(algebra, f);
  if (!found) return null;
  if (!found.touches) return { roots: found.roots, facts: found.signs.map((s) => new Map([[f.key, s]])) };
  const slope = kind === 'kink' && found.roots.length === 0 ? derivative(f, lineRange(algebra).name) : null;
  if (!slope) return null;
  const cleared = clear(algebra, slope);
  const turns = chart(algebra, cleared.rest);
  const rest = primitive(cleared.rest);
  const facts = turns?.signs.map((s): ReadonlyMap<string, Sign> => {
    const risen = rest.flipped ? (-s as Sign) : s;
    return new Map([
      [f.key, found.signs[0]!],
      [rest.form.key, risen],
    ]);
  });
  return turns && facts ? { roots: turns.roots, facts } : null;
}

/** The form with a first coefficient of 1. */
function primitive(f: Form): { readonly form: Form; readonly flipped: boolean } {
  const first = f.terms[0]?.coefficient ?? ONE_RATIONAL;
  return { form: scale(f, wholePower(first, -1n)), flipped: first.numerator < 0n };
}

/** An absolute value whose sign changes, or a fractional or negative power of what vanishes inside. */
function breakerOf(f: Form, algebra: Algebra): Form | null {
  const kink = innermostKink(f);
  if (kink) return kink;
  for (const { generator: g, exponent } of factorsIn(f)) {
    if (isWhole(exponent) || g.kind !== 'sum') continue;
    const fact = signFact(algebra, g.of);
    if (!fact.inside) return g.of;
  }
  return null;
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
