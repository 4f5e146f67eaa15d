import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, hull, type Interval, interval, point } from '../../math/interval/interval.ts';
import { compare, fromDouble, type Rational, rational } from '../../math/rational/rational.ts';
import type { BoxCertificate, LevelCertificate, LevelProof, LineCertificate } from '../certificate.ts';
import { decode, encode, rationalOfText } from '../encoded-expression.ts';
import type { Witness } from '../verdict.ts';
import { checkBox } from './check-box.ts';
import { bendsOnEdge, type Edge, risesOnEdge } from './check-level-edge.ts';
import { type Inequality, simpler } from './check-level-sides.ts';
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
    checkTops(set, c) ??
    firstProblem(c.witnesses, (w) => checkChord(set, w)) ??
    checkVerdict(set, c)
  );
}

interface Range {
  readonly from: Rational;
  readonly to: Rational;
}

interface CheckedSet {
  readonly goods: readonly string[];
  readonly constraints: readonly Inequality[];
  readonly excess: readonly Expression[];
  readonly ranges: ReadonlyMap<string, Range>;
  readonly tops: ReadonlyMap<string, readonly number[]>;
}

function setOf(c: LevelCertificate): CheckedSet {
  const written = c.constraints.map(({ level, bound }) => ({ left: decode(level), right: decode(bound) }));
  const constraints = written.flatMap((x) => simpler(x, written.length === 1));
  const ranges = new Map(
    Object.entries(c.box).map(([g, [from, to]]) => [g, { from: rationalOfText(from), to: rationalOfText(to) }]),
  );
  return {
    goods: c.goods,
    constraints,
    excess: constraints.map(({ left, right }) => ({ kind: 'subtract', left, right })),
    ranges,
    tops: new Map(Object.entries(c.tops)),
  };
}

function firstProblem<T>(items: readonly T[], problem: (item: T) => string | null): string | null {
  for (const item of items) {
    const why = problem(item);
    if (why) return why;
  }
  return null;
}

function rangeOf(set: CheckedSet, good: string): Range {
  const range = set.ranges.get(good);
  if (!range) throw new Error(`${good} has no range`);
  return range;
}

function sideOf({ from, to }: Range): Interval {
  return hull(fromRational(from), fromRational(to));
}

// The box: every good and no other name has a range, and on its far sides some constraint fails.

function checkBounds(set: CheckedSet): string | null {
  const { goods, ranges, constraints } = set;
  if (goods.length === 0 || new Set(goods).size !== goods.length || ranges.size !== goods.length) return 'no goods';
  for (const good of goods) {
    const { from, to } = rangeOf(set, good);
    if (from.numerator < 0n || compare(from, to) >= 0) return `no range of ${good}`;
  }
  const names = new Set(set.excess.flatMap((e) => [...namesIn(e)]));
  if (goods.some((g) => !names.has(g)) || [...names].some((n) => !ranges.has(n))) return 'the goods are others';
  const open = goods.find((good, i) => {
    const { from, to } = rangeOf(set, good);
    const isSaid = constraints.some(({ left, right }) => {
      const most = left.kind === 'name' && left.name === good ? exactValue(right) : null;
      return most !== null && compare(most, to) <= 0;
    });
    const side = goods.map((g) => fromRational(rangeOf(set, g).from));
    return (
      !isSaid &&
      (compare(from, to) >= 0 ||
        !isBeyond(
          set,
          side.map((x, k) => (k === i ? fromRational(to) : x)),
        ))
    );
  });
  return open === undefined ? null : `more of ${open} could be made`;
}

const MOST_BOXES = 1000;

/** Some constraint fails at every place of the box with at least this much of every good. */
function isBeyond(set: CheckedSet, least: readonly Interval[]): boolean {
  const { goods, excess } = set;
  const far = goods.map((g) => fromRational(rangeOf(set, g).to).hi);
  const whole = least.map((x, i) => interval(x.lo, Math.max(x.hi, far[i] as number)));
  const cells = [whole];
  for (let count = 0; cells.length > 0; count++) {
    const cell = cells.pop() as Interval[];
    const at = new Map(goods.map((g, i) => [g, cell[i] as Interval]));
    if (excess.some((e) => enclose(e, at).value.lo > 0)) continue;
    const parts = count < MOST_BOXES ? inHalf(cell, whole) : null;
    if (!parts) return false;
    cells.push(...parts);
  }
  return true;
}

/** Two halves along the side that is longest against the whole. */
function inHalf(cell: readonly Interval[], whole: readonly Interval[]): readonly Interval[][] | null {
  const shares = cell.map((x, i) => {
    const length = (whole[i] as Interval).hi - (whole[i] as Interval).lo;
    return length > 0 ? (x.hi - x.lo) / length : 0;
  });
  const cut = shares.indexOf(Math.max(...shares));
  const { lo, hi } = cell[cut] as Interval;
  const middle = lo + (hi - lo) / 2;
  if (!(lo < middle && middle < hi)) return null;
  return [interval(lo, middle), interval(middle, hi)].map((half) => cell.map((x, i) => (i === cut ? half : x)));
}

function checkTops(set: CheckedSet, c: LevelCertificate): string | null {
  if (Object.keys(c.tops).length !== set.goods.length) return 'the most of some good is not shown';
  return firstProblem(set.goods, (g) => {
    const top = set.tops.get(g);
    return top && top.length === set.goods.length && isMade(set, top) ? null : `the most of ${g} is not shown`;
  });
}

/** Every constraint holds; a good below where its range begins can be made together with what the range begins with. */
function isMade(set: CheckedSet, place: readonly number[]): boolean {
  if (place.some((v) => !(v >= 0 && v < Number.POSITIVE_INFINITY))) return false;
  const at = new Map(set.goods.map((g, i) => [g, atLeast(rangeOf(set, g).from, place[i] as number)]));
  return set.excess.every((e) => {
    const { value, defined } = enclose(e, at);
    return defined && value.hi <= 0;
  });
}

function atLeast(from: Rational, v: number): Interval {
  return compare(from, fromDouble(v)) <= 0 ? point(v) : fromRational(from);
}

// The chords.

function checkChord(set: CheckedSet, w: Witness): string | null {
  const [p, q, mid] = [w.p, w.q, w.mid].map((place) => set.goods.map((g) => place[g] as number));
  if (!p || !q || !mid || [p, q, mid].some((x) => !x.every((v) => v >= 0 && v < Number.POSITIVE_INFINITY)))
    return 'a chord lacks a place';
  if (!set.goods.every((_, i) => isHalfway(p[i] as number, q[i] as number, mid[i] as number)))
    return 'a midpoint is not halfway';
  const shown = w.shows === 'not-concave' ? isChordOutside(set, p, q, mid) : isChordInside(set, p, q, mid);
  if (!shown) return 'a chord is not confirmed';
  return isGap(set, mid, w) ? null : 'the gap of a chord is another number';
}

function isHalfway(p: number, q: number, m: number): boolean {
  const [a, b, c] = [fromDouble(p), fromDouble(q), fromDouble(m)];
  const sum = rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
  return compare(sum, rational(2n * c.numerator, c.denominator)) === 0;
}

function isChordOutside(set: CheckedSet, p: readonly number[], q: readonly number[], mid: readonly number[]): boolean {
  return isMade(set, p) && isMade(set, q) && isNotMade(set, mid);
}

/** A little more of every good than at the midpoint can still be made, so all around it can. */
function isChordInside(set: CheckedSet, p: readonly number[], q: readonly number[], mid: readonly number[]): boolean {
  const more = mid.map((v) => v * (1 + 2 ** -41) + Number.MIN_VALUE);
  const capped = [p, q].every((place) =>
    set.goods.every((g, i) => (place[i] as number) <= (set.tops.get(g)?.[i] as number)),
  );
  return capped && isNotMade(set, p) && isNotMade(set, q) && isMade(set, more);
}

function isNotMade(set: CheckedSet, place: readonly number[]): boolean {
  return isBeyond(
    set,
    set.goods.map((g, i) => atLeast(rangeOf(set, g).from, place[i] as number)),
  );
}

/** The midpoint times 1 ± gap is where the constraints cease to hold, to a hundred-thousandth of the gap. */
function isGap(set: CheckedSet, mid: readonly number[], { gap, shows }: Witness): boolean {
  if (!(gap > 0 && gap < Number.POSITIVE_INFINITY)) return false;
  const scale = shows === 'not-concave' ? 1 - gap : 1 + gap;
  const by = Math.max(1e-9, gap) * 1e-5;
  const near = mid.map((v) => v * Math.max(0, scale - by));
  const beyond = set.goods.map((g, i): [string, Interval] => [
    g,
    atLeast(rangeOf(set, g).from, (mid[i] as number) * (scale + by)),
  ]);
  const leaves = beyond.some(([g, x]) => x.hi >= fromRational(rangeOf(set, g).to).hi);
  return isMade(set, near) && (leaves || set.excess.some((e) => enclose(e, new Map(beyond)).value.lo > 0));
}

// The verdict.

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
