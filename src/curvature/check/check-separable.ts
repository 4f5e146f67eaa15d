import { jet } from '../../math/derivative/jet.ts';
import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, type Interval, interval, point } from '../../math/interval/interval.ts';
import { add, compare, fromDouble, type Rational, rational, ZERO } from '../../math/rational/rational.ts';
import type { SeparableCertificate, Shares } from '../certificate.ts';
import { decode, rationalOfText } from '../encoded-expression.ts';
import { checkBox } from './check-box.ts';
import { isHalfway } from './check-level-chords.ts';
import { checkLine } from './check-line.ts';
import { withoutBranches } from './check-separable-branches.ts';

/**
 * Checks a budget over tasks. A place can be made where some split gives every task enough; it cannot where amounts that are
 * each too little add up to more than there is. Without increasing returns in any task the set is convex; with none
 * decreasing, and nothing made for nothing, what lies beyond it is.
 */
export function checkSeparable(c: SeparableCertificate): string | null {
  const tasks = c.tasks.map(
    (t): Task => ({
      good: t.good,
      formula: decode(t.formula),
      from: rationalOfText(t.from),
      until: rationalOfText(t.until),
      spent: rationalOfText(t.spent),
      written: t,
    }),
  );
  const split: CheckedSplit = { budget: c.budget, amount: rationalOfText(c.amount), tasks };
  if (tasks.length === 0 || new Set(tasks.map((t) => t.good)).size !== tasks.length) return 'no tasks';
  if (split.amount.numerator <= 0n) return 'no budget';
  if (tasks.some((t) => t.from.numerator < 0n || t.until.numerator < 0n || compare(t.until, split.amount) > 0))
    return 'an amount is out of range';
  if (tasks.some((t) => outputOver(split, t, point(0)).value.hi < 0))
    return 'an output is below 0 where nothing is given';
  for (const w of c.witnesses) {
    const why = checkChord(split, w);
    if (why) return why;
  }
  return checkVerdict(split, c);
}

interface Task {
  readonly good: string;
  readonly formula: Expression;
  readonly from: Rational;
  /** Beyond which no more is made. */
  readonly until: Rational;
  readonly spent: Rational;
  readonly written: SeparableCertificate['tasks'][number];
}

interface CheckedSplit {
  readonly budget: string;
  readonly amount: Rational;
  readonly tasks: readonly Task[];
}

function outputOver(
  { budget }: CheckedSplit,
  { formula }: Task,
  part: Interval,
): { value: Interval; defined: boolean } {
  return enclose(formula, new Map([[budget, part]]));
}

/** A bound from above; where the formula rises or falls all over a part, that at its higher end. */
function mostIn(split: CheckedSplit, task: Task, part: Interval): number {
  const slope = jet(task.formula, split.budget, part, 1)?.[1];
  const high = slope && slope.lo >= 0 ? part.hi : slope && slope.hi <= 0 ? part.lo : null;
  return outputOver(split, task, high === null ? part : point(high)).value.hi;
}

const MOST_PIECES = 2000;

/** On a range of amounts every piece of a cover satisfies what is asked. */
function everywhere(from: number, to: number, holds: (part: Interval) => boolean): boolean {
  const parts = [interval(from, to)];
  for (let count = 0; parts.length > 0; count++) {
    const part = parts.pop() as Interval;
    if (holds(part)) continue;
    const middle = part.lo + (part.hi - part.lo) / 2;
    if (count > MOST_PIECES || !(part.lo < middle && middle < part.hi)) return false;
    parts.push(interval(part.lo, middle), interval(middle, part.hi));
  }
  return true;
}

function wholeOf({ amount }: CheckedSplit): Interval {
  return fromRational(amount);
}

/** The split is no more than the budget, and gives every task enough. */
function canBeMade(split: CheckedSplit, place: Shares, shares: Shares): boolean {
  const total = split.tasks.reduce((sum, t) => add(sum, shareOf(shares, t)), ZERO);
  return (
    compare(total, split.amount) <= 0 &&
    split.tasks.every((t) => {
      const output = place[t.good] as number;
      const { value, defined } = outputOver(split, t, point(shares[t.good] as number));
      return output === 0 || (defined && value.lo >= output);
    })
  );
}

function shareOf(shares: Shares, { good }: Task): Rational {
  const share = shares[good];
  if (share === undefined || !(share >= 0 && share < Number.POSITIVE_INFINITY)) throw new Error('a share is no amount');
  return fromDouble(share);
}

/** The shares are more than the budget, and up to its share every task makes too little. */
function cannotBeMade(split: CheckedSplit, place: Shares, shares: Shares): boolean {
  const total = split.tasks.reduce((sum, t) => add(sum, shareOf(shares, t)), ZERO);
  const most = wholeOf(split).hi;
  return (
    compare(total, split.amount) > 0 &&
    split.tasks.every((t) => {
      const [share, output] = [shares[t.good] as number, place[t.good] as number];
      return share === 0 || everywhere(0, Math.min(share, most), (part) => mostIn(split, t, part) < output);
    })
  );
}

type Chord = SeparableCertificate['witnesses'][number];

function checkChord(split: CheckedSplit, w: Chord): string | null {
  const goods = split.tasks.map((t) => t.good);
  const isPlace = (x: Shares): boolean =>
    goods.every((g) => x[g] !== undefined && (x[g] as number) >= 0 && (x[g] as number) < Number.POSITIVE_INFINITY);
  if (![w.p, w.q, w.mid].every(isPlace)) return 'a chord lacks a place';
  if (!goods.every((g) => isHalfway(w.p[g] as number, w.q[g] as number, w.mid[g] as number)))
    return 'a midpoint is not halfway';
  const ends = [
    [w.p, w.shares.p],
    [w.q, w.shares.q],
  ] as const;
  if (!isGap(split, w)) return 'the gap of a chord is another number';
  if (w.shows === 'not-concave') {
    const shown = ends.every(([y, t]) => canBeMade(split, y, t)) && cannotBeMade(split, w.mid, w.shares.mid);
    return shown ? null : 'a chord is not confirmed';
  }
  if (w.shows !== 'not-convex') return 'a chord shows nothing';
  const shown =
    ends.every(([y, t]) => cannotBeMade(split, y, t) && split.tasks.every((task) => isWithinReach(split, task, y))) &&
    canBeMade(split, littleMore(split, w.mid), w.shares.mid);
  return shown ? null : 'a chord is not confirmed';
}

/** The frontier is met where the midpoint is scaled by 1 - gap (not concave) or 1 + gap, to a ten-thousandth of the gap. */
function isGap(split: CheckedSplit, { mid, gap, shows, shares }: Chord): boolean {
  const scale = shows === 'not-concave' ? 1 - gap : 1 + gap;
  if (!(gap > 0 && scale >= 0 && scale < Number.POSITIVE_INFINITY)) return false;
  const scaled = (by: number): Shares =>
    Object.fromEntries(split.tasks.map(({ good }) => [good, (mid[good] as number) * by]));
  return (
    canBeMade(split, scaled(scale * (1 - 1e-4 * gap)), shares.below) &&
    cannotBeMade(split, scaled(scale * (1 + 1e-4 * gap)), shares.above)
  );
}

/** That much of one good can be made by the amount that is said to give nearly the most of it. */
function isWithinReach(split: CheckedSplit, task: Task, place: Shares): boolean {
  const [output, { peak }] = [place[task.good] as number, task.written];
  if (output === 0) return true;
  if (!(peak >= 0 && compare(fromDouble(peak), split.amount) <= 0)) return false;
  const { value, defined } = outputOver(split, task, point(peak));
  return defined && value.lo >= output;
}

/** More of every good that can be made: what still can be made then lies inside with all around it. */
function littleMore(split: CheckedSplit, place: Shares): Shares {
  return Object.fromEntries(
    split.tasks.map((t) => {
      const y = place[t.good] as number;
      return [t.good, makesNothing(split, t) ? y : y * (1 + 2 ** -41) + Number.MIN_VALUE];
    }),
  );
}

function makesNothing(split: CheckedSplit, task: Task): boolean {
  const most = wholeOf(split).hi;
  return everywhere(0, most, (part) => {
    const { value, defined } = outputOver(split, task, part);
    return defined && value.hi <= 0;
  });
}

// The verdict.

function checkVerdict(split: CheckedSplit, c: SeparableCertificate): string | null {
  const shows = new Set(c.witnesses.map((w) => w.shows));
  const [up, down] = [shows.has('not-concave'), shows.has('not-convex')];
  if (c.verdict === 'mixed') return up && down ? null : 'two chords are needed';
  const made = split.tasks.filter((t) => !makesNothing(split, t));
  if (made.length === 0) return 'nothing can be made';
  if (made.length === 1) return c.verdict === 'linear' && !up && !down ? null : 'one good is linear';
  switch (c.verdict) {
    case 'concave':
      if (up) return 'a chord contradicts the verdict';
      if (!down) return isBox(split, made) ? null : 'that it is not linear is not shown';
      return made.every((t) => bends(split, t, 'concave')) ? null : 'a task is not seen to have no increasing returns';
    case 'convex':
      if (!up || down) return 'a chord is lacking, or contradicts the verdict';
      return made.every((t) => bends(split, t, 'convex')) ? null : 'a task is not seen to have no decreasing returns';
    case 'linear': {
      if (up || down) return 'a chord contradicts the verdict';
      const straight = made.every((t) => bends(split, t, 'linear'));
      return straight && isTight(split, made) ? null : 'the tasks are not seen to be straight and to compete';
    }
    default:
      return 'no verdict';
  }
}

/** The formula up to `until` is as wanted, and no more is made beyond; nothing is made for nothing, where it matters. */
function bends(split: CheckedSplit, task: Task, wanted: 'concave' | 'convex' | 'linear'): boolean {
  const { proof, formula } = task.written;
  if (!proof || JSON.stringify(proof.expression) !== JSON.stringify(formula)) return false;
  const [from, to] = (proof.kind === 'line' ? [proof.from, proof.to] : proof.domain[split.budget]) ?? ['1', '0'];
  const named = proof.kind === 'line' ? proof.variable === split.budget : Object.keys(proof.domain).length === 1;
  const covers =
    named && compare(rationalOfText(from), task.from) === 0 && compare(rationalOfText(to), task.until) === 0;
  if (!covers || (proof.kind === 'line' ? checkLine(proof) : checkBox(proof))) return false;
  if (proof.verdict !== wanted && proof.verdict !== 'linear') return false;
  const starts =
    task.from.numerator === 0n ? wanted === 'concave' || isNothingForNothing(split, task) : isLeft(split, task);
  return starts && isMost(split, task);
}

function isNothingForNothing(split: CheckedSplit, task: Task): boolean {
  const { value, defined } = outputOver(split, task, point(0));
  return defined && value.hi <= 0;
}

/** What no other task can use, each up to where it makes no more: it is free for this one, and less is never given to it. */
function isLeft(split: CheckedSplit, task: Task): boolean {
  const others = split.tasks.filter((t) => t !== task);
  const used = others.reduce((sum, t) => add(sum, t.spent), task.from);
  return (
    compare(used, split.amount) <= 0 && others.every((t) => fallsFrom(split, t)) && isMostUpTo(split, task, task.from)
  );
}

function fallsFrom(split: CheckedSplit, task: Task): boolean {
  if (compare(task.spent, split.amount) >= 0) return true;
  const beyond = withoutBranches(task.formula, split.budget, [task.spent, split.amount]);
  return everywhere(fromRational(task.spent).lo, wholeOf(split).hi, (part) => {
    const slope = jet(beyond, split.budget, part, 1)?.[1];
    return slope !== undefined && slope.hi <= 0;
  });
}

/** From `until` on no more is made than there. */
function isMost(split: CheckedSplit, task: Task): boolean {
  if (compare(task.until, split.amount) === 0) return true;
  const beyond = withoutBranches(task.formula, split.budget, [task.until, split.amount]);
  return !namesIn(beyond).has(split.budget) || isMostFrom(split, task, fromRational(task.until).lo);
}

/** Up to an amount no more is made than there: the formula rises, or is below that all over. */
function isMostUpTo(split: CheckedSplit, task: Task, at: Rational): boolean {
  const before = withoutBranches(task.formula, split.budget, [ZERO, at]);
  const top = outputOver(split, task, fromRational(at));
  return (
    top.defined &&
    everywhere(0, fromRational(at).hi, (part) => {
      const slope = jet(before, split.budget, part, 1)?.[1];
      return (slope !== undefined && slope.lo >= 0) || mostIn(split, task, part) <= top.value.lo;
    })
  );
}

function isMostFrom(split: CheckedSplit, task: Task, from: number): boolean {
  const top = outputOver(split, task, fromRational(task.until));
  return (
    top.defined &&
    everywhere(from, wholeOf(split).hi, (part) => {
      const { defined } = outputOver(split, task, part);
      return defined && mostIn(split, task, part) <= top.value.lo;
    })
  );
}

/** The parts of the budget for the most of every good add up to no more than there is. */
function isBox(split: CheckedSplit, made: readonly Task[]): boolean {
  const total = made.reduce((sum, t) => add(sum, t.until), ZERO);
  return compare(total, split.amount) <= 0 && made.every((t) => isMost(split, t) && isMostUpTo(split, t, t.until));
}

/** Not all goods' most can be made at once: below `until` each task makes less, and these parts are more than there is. */
function isTight(split: CheckedSplit, made: readonly Task[]): boolean {
  const total = made.reduce((sum, t) => add(sum, t.until), ZERO);
  const share = 1 - 2 ** -10;
  const least = rational(BigInt(2 ** 10 - 1), BigInt(2 ** 10));
  if (compare(rational(total.numerator * least.numerator, total.denominator * least.denominator), split.amount) <= 0)
    return false;
  return made.every((t) => {
    const until = fromRational(t.until);
    const top = outputOver(split, t, until);
    return top.defined && everywhere(0, until.lo * share, (part) => mostIn(split, t, part) < top.value.lo);
  });
}
