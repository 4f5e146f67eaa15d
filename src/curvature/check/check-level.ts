import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, hull, type Interval } from '../../math/interval/interval.ts';
import { compare } from '../../math/rational/rational.ts';
import type { BoxCertificate, LevelCertificate, LevelProof, LineCertificate } from '../certificate.ts';
import { encode, rationalOfText } from '../encoded-expression.ts';
import { checkBox } from './check-box.ts';
import { checkBeyond } from './check-level-beyond.ts';
import { checkChord } from './check-level-chords.ts';
import { bendsOnEdge, type Edge, risesOnEdge } from './check-level-edge.ts';
import {
  type CheckedSet,
  checkBounds,
  checkTops,
  firstProblem,
  inHalf,
  isNotMade,
  MOST_BOXES,
  rangeOf,
  setOf,
  sideOf,
} from './check-level-set.ts';
import type { Inequality } from './check-level-sides.ts';
import { checkLine } from './check-line.ts';
/**
 * Checks a set given by constraints: that its box holds all of it, that each constraint bends as is said, that the chords
 * show what they say, and that the verdict follows. The set is convex where every constraint's own set is; what lies beyond
 * it is convex where one constraint in several goods has a convex set beyond it and all others are caps.
 */
export function checkLevel(c: LevelCertificate): string | null {
  const set = setOf(c);
  return (
    checkBounds(set) ??
    checkBeyond(set) ??
    checkTops(set, c) ??
    firstProblem(c.witnesses, (w) => checkChord(set, w)) ??
    checkVerdict(set, c)
  );
}

type Bend = 'outward' | 'inward' | 'straight' | 'cap' | 'loose';

function checkVerdict(set: CheckedSet, c: LevelCertificate): string | null {
  const shows = new Set(c.witnesses.map((w) => w.shows));
  const [up, down] = [shows.has('not-concave'), shows.has('not-convex')];
  if (c.verdict === 'mixed') return up && down ? null : 'two chords are needed';
  if (c.proofs.length !== set.constraints.length) return 'not every constraint has a proof';
  // What is said to be loose must follow from those that are not.
  const kept = set.excess.filter((_, i) => c.proofs[i]?.method !== 'loose');
  const bends: Bend[] = [];
  for (const [i, proof] of c.proofs.entries()) {
    const bend = bendOf(set, i, proof, kept);
    if (typeof bend !== 'object') bends.push(bend);
    else return bend.why;
  }
  const shared = bends.filter((b) => b !== 'cap' && b !== 'loose');
  switch (c.verdict) {
    case 'concave': {
      const isOutward = shared.every((b) => b === 'outward' || b === 'straight');
      if (!isOutward || up) return 'a constraint is not seen to bend outward';
      return shared.length === 0 || down ? null : 'that it is not linear is not shown';
    }
    case 'convex': {
      const isInward = shared.length === 1 && (shared[0] === 'inward' || shared[0] === 'straight');
      return isInward && startsAtZero(set) && up && !down ? null : 'the constraint is not seen to bend inward';
    }
    case 'linear':
      return shared.length === 1 && shared[0] === 'straight' && startsAtZero(set) && binds(set) && !up && !down
        ? null
        : 'the edge is not seen to be flat';
    default:
      return 'no verdict';
  }
}

function startsAtZero(set: CheckedSet): boolean {
  return set.goods.every((g) => rangeOf(set, g).from.numerator === 0n);
}

/** The most of every good together, or nearly, cannot be made. */
function binds(set: CheckedSet): boolean {
  return isNotMade(
    set,
    set.goods.map((g, i) => (set.tops.get(g)?.[i] ?? 0) * (1 - 2 ** -20)),
  );
}

function edgeOf(set: CheckedSet, index: number): Edge {
  const excess = set.excess[index] as Expression;
  const names = set.goods.filter((g) => namesIn(excess).has(g));
  return { excess, names, box: names.map((g) => sideOf(rangeOf(set, g))) };
}

function bendOf(
  set: CheckedSet,
  index: number,
  proof: LevelProof,
  others: readonly Expression[],
): Bend | { readonly why: string } {
  const edge = edgeOf(set, index);
  switch (proof.method) {
    case 'loose':
      return isImplied(set, index, others) ? 'loose' : { why: 'a constraint may fail where the others hold' };
    case 'cap': {
      const [only, ...others] = edge.names;
      const left = set.constraints[index]?.left;
      const isSaid = left?.kind === 'name' && left.name === only;
      return only && others.length === 0 && (isSaid || risesOnEdge(edge)) ? 'cap' : { why: 'a cap is not seen' };
    }
    case 'function':
      return bendByFunction(set, index, edge, proof);
    case 'bordered':
      if (proof.bend !== 1 && proof.bend !== -1) return { why: 'no bend' };
      return bendsOnEdge(edge, proof.bend, proof.cuts)
        ? proof.bend === 1
          ? 'outward'
          : 'inward'
        : { why: 'the second derivatives along the edge are not seen to have this sign' };
    default:
      return { why: 'an unknown method' };
  }
}

/** Over the whole box it holds, or some other constraint fails. */
function isImplied(set: CheckedSet, index: number, others: readonly Expression[]): boolean {
  const excess = set.excess[index] as Expression;
  const whole = set.goods.map((g) => sideOf(rangeOf(set, g)));
  const cells = [whole];
  for (let count = 0; cells.length > 0; count++) {
    const cell = cells.pop() as Interval[];
    const at = new Map(set.goods.map((g, i) => [g, cell[i] as Interval]));
    const { value, defined } = enclose(excess, at);
    if ((defined && value.hi <= 0) || others.some((e) => enclose(e, at).value.lo > 0)) continue;
    const parts = count < MOST_BOXES ? inHalf(cell, whole) : null;
    if (!parts) return false;
    cells.push(...parts);
  }
  return true;
}

function bendByFunction(
  set: CheckedSet,
  index: number,
  edge: Edge,
  { of, certificate }: Extract<LevelProof, { readonly method: 'function' }>,
): Bend | { readonly why: string } {
  const why =
    of === 'difference'
      ? isFunctionOf(certificate, edge.excess, edge, set)
      : of === 'logarithm'
        ? isLogarithmOf(certificate, set, index, edge)
        : 'an unknown function';
  if (why) return { why };
  const problem = certificate.kind === 'line' ? checkLine(certificate) : checkBox(certificate);
  if (problem) return { why: problem };
  if (certificate.verdict === 'convex') return 'outward';
  if (certificate.verdict === 'mixed') return { why: 'the function bends both ways' };
  const rises = risesOnEdge(edge);
  if (certificate.verdict === 'linear') return rises ? 'straight' : 'outward';
  return rises ? 'inward' : { why: 'the level is not seen to rise in every good' };
}

function rangesOf(c: LineCertificate | BoxCertificate): ReadonlyMap<string, readonly [string, string]> {
  return c.kind === 'line' ? new Map([[c.variable, [c.from, c.to] as const]]) : new Map(Object.entries(c.domain));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isFunctionOf(c: LineCertificate | BoxCertificate, e: Expression, edge: Edge, set: CheckedSet): string | null {
  if (!isSame(c.expression, encode(e))) return 'the function is another one';
  const ranges = rangesOf(c);
  const covers = edge.names.every((n) => {
    const own = ranges.get(n);
    const { from, to } = rangeOf(set, n);
    return own && compare(rationalOfText(own[0]), from) <= 0 && compare(to, rationalOfText(own[1])) <= 0;
  });
  return covers ? null : 'the function is not proven on the whole box';
}

/** ln(level) may leave out, of each good, what is surely below the edge with the most of all others. */
function isLogarithmOf(c: LineCertificate | BoxCertificate, set: CheckedSet, index: number, edge: Edge): string | null {
  const { left, right } = set.constraints[index] as Inequality;
  if (namesIn(right).size > 0) return 'the bound is no number';
  if (!isSame(c.expression, encode({ kind: 'call', function: 'ln', arguments: [left] })))
    return 'the function is another one';
  const ranges = rangesOf(c);
  const top = new Map(edge.names.map((n) => [n, sideOf(rangeOf(set, n))]));
  const covers = edge.names.every((n) => {
    const own = ranges.get(n);
    if (!own) return false;
    const { from, to } = rangeOf(set, n);
    const least = rationalOfText(own[0]);
    if (compare(to, rationalOfText(own[1])) > 0) return false;
    if (compare(least, from) <= 0) return true;
    const below = enclose(edge.excess, new Map(top).set(n, hull(fromRational(from), fromRational(least))));
    return below.defined && below.value.hi < 0;
  });
  return covers ? null : 'the logarithm is not proven wherever the edge can be';
}
