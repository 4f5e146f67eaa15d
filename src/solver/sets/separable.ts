import { add, multiply } from '../../math/interval/arithmetic.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import { type ArcRange, atX, bestParameter, supportBound } from './arc-range.ts';
import type { Member, Piece, Place, Prices, Response } from './piece.ts';
import { insideOf } from './planar.ts';

/** A task: stretches of its technology (x: resource given, y: output of `good`), resource rising, one of which is used. */
export interface Task {
  readonly good: number;
  readonly ranges: readonly ArcRange[];
}

/** Per task what the best split gives it and what that yields. */
interface Split {
  readonly given: number[];
  readonly made: number[];
  /** Where in its only stretch each task stands; NaN where it has several. */
  readonly places: number[];
}

/** A multiplier between two others asks of each task something between its answers to them. */
interface Within {
  readonly less: Split;
  readonly more: Split;
}

/**
 * One resource split over tasks. `whole`: these are all splits between the tasks that move, and the splits between fewer of them
 * stand beside it as pieces, so that exchanges can empty its inside. `state`: what each task is given, then what each yields on its envelope.
 */
export function separablePiece(tasks: readonly Task[], resource: Interval, size: number, whole = false): Piece {
  const amount = resource.lo;
  const exact = tasks.every(({ ranges }) => ranges.length === 1 && ranges.every(isBowedOut));
  const moving = tasks.filter(({ ranges }) => ranges.some((r) => r.from < r.to)).map(({ good }) => good);
  const bends = !exact && whole && tasks.every(({ ranges }) => ranges.length === 1 && ranges.every(isBowedIn));
  const priceOf = (prices: Prices) => tasks.map(({ good }) => prices[good] ?? 0);
  // The last multiplier, beside the prices it was found at, is near the next.
  let last: { readonly prices: readonly number[]; readonly found: Found } | null = null;
  const splitAt = (prices: readonly number[]): Found => {
    if (last?.prices.every((price, j) => price === prices[j]) === true) return last.found;
    const sum = (all: readonly number[]) => all.reduce((total, price, j) => total + price * topOf(tasks[j]), 0);
    const near = last === null ? 0 : (last.found.lambda * sum(prices)) / sum(last.prices);
    const found = bestSplit(tasks, amount, prices, near);
    last = { prices, found };
    return found;
  };
  return {
    exact,
    fixed: tasks.every(({ ranges }) => ranges.length === 1 && ranges.every((r) => r.from === r.to)),
    line: null,
    bends: bends && moving.length === 2 ? moving : [],
    most: bends ? Math.max(1, tasks.length - 1) : Number.POSITIVE_INFINITY,
    faces: bends && moving.length === 3 && tasks.length === 3 ? pairs(tasks, resource, size) : [],
    work: tasks.some(({ ranges }) => ranges.some((r) => r.arc.curvature === 'unknown' && r.from < r.to)) ? 200 : 2,
    respond(prices): Response {
      const { given, made } = splitAt(priceOf(prices)).split;
      const outputs = new Float64Array(size);
      let value = 0;
      tasks.forEach(({ good }, j) => {
        outputs[good] = made[j] ?? 0;
        value += (prices[good] ?? 0) * (made[j] ?? 0);
      });
      return { value, outputs, state: [...given, ...made] };
    },
    bound: (prices) => splitBound(tasks, resource, priceOf(prices), splitAt(priceOf(prices)).lambda),
    realize: (state) => memberAt(tasks, state, size),
    pin(state): Piece {
      const places = tasks.map(({ ranges }, j) => placeAt(ranges, state[j] ?? 0));
      const fixed = tasks.map(({ good }, j) => ({
        good,
        ranges: places.slice(j, j + 1).map(({ arc, t }) => ({ arc, from: t, to: t })),
      }));
      return separablePiece(fixed, resource, size);
    },
    part: (state, prices) => (exact ? null : partAt(tasks, resource, size, state, priceOf(prices))),
    cap(good) {
      const task = tasks.find((t) => t.good === good);
      return task === undefined ? 0 : Math.max(...task.ranges.map((r) => r.arc.enclose(point(r.to))[1].hi));
    },
  };
}

const isBowedOut = (range: ArcRange): boolean =>
  range.from === range.to || ['concave', 'linear', 'point'].includes(range.arc.curvature);

/** The splits between all tasks but one. */
const pairs = (tasks: readonly Task[], resource: Interval, size: number): readonly Piece[] =>
  tasks.map((_, left) =>
    separablePiece(
      tasks.map((task, j) => (j === left ? { ...task, ranges: task.ranges.map((r) => ({ ...r, to: r.from })) } : task)),
      resource,
      size,
      true,
    ),
  );

const isBowedIn = (range: ArcRange): boolean =>
  range.from === range.to || ['convex', 'linear', 'point'].includes(range.arc.curvature);

/** Weak duality: for any lambda >= 0 no split yields more than lambda·resource + Σ max(p·y - lambda·x). */
function splitBound(tasks: readonly Task[], resource: Interval, prices: readonly number[], lambda: number): number {
  let sum = multiply(point(lambda), point(resource.hi));
  tasks.forEach(({ ranges }, j) => {
    const most = Math.max(...ranges.map((range) => supportBound(range, -lambda, prices[j] ?? 0)));
    sum = add(sum, point(most));
  });
  return sum.hi;
}

interface Found {
  readonly split: Split;
  readonly lambda: number;
}

/**
 * Splits `amount` so that Σ price·envelope is greatest: the multiplier lambda is bracketed (`near` a guess, if positive), ties at it
 * fill up in order.
 */
function bestSplit(tasks: readonly Task[], amount: number, prices: readonly number[], near: number): Found {
  const at = (lambda: number, greedy: boolean, between?: Within): Split =>
    responses(tasks, prices, lambda, greedy, between);
  const used = (split: Split) => split.given.reduce((a, b) => a + b, 0);
  let low = 0;
  let high = near > 0 ? near : prices.reduce((most, p, j) => Math.max(most, (p * topOf(tasks[j])) / amount), 0);
  let atHigh = at(high, false);
  let atLow: Split | null = null;
  let growth = near > 0 ? 1.05 : 4;
  for (let step = 0; used(atHigh) > amount && step < 200; step++) {
    low = high;
    atLow = atHigh;
    high *= growth;
    growth *= growth;
    atHigh = at(high, false);
  }
  for (let shrink = 0.95; near > 0 && atLow === null && shrink > 0.01; shrink *= shrink) {
    const split = at(high * shrink, false);
    if (used(split) > amount) {
      low = high * shrink;
      atLow = split;
    } else {
      high *= shrink;
      atHigh = split;
    }
  }
  if (atLow === null) {
    atLow = at(0, false);
    if (used(atLow) <= amount) return { split: atLow, lambda: 0 };
  }
  for (const lambda of chordSlopes(tasks, prices)) {
    if (!(lambda > low && lambda < high)) continue;
    const least = at(lambda, false);
    const most = at(lambda, true);
    if (used(least) <= amount && used(most) >= amount) return { split: fill(most, least, amount), lambda };
    if (used(least) > amount) {
      low = lambda;
      atLow = least;
    } else {
      high = lambda;
      atHigh = most;
    }
  }
  let over = used(atLow) - amount;
  let under = amount - used(atHigh);
  for (let step = 0; step < 100; step++) {
    if (under <= 2e-16 * amount || over <= 2e-16 * amount) break;
    const middle = low + (high - low) / 2;
    const secant = low + ((high - low) * over) / (over + under);
    const lambda = step % 3 !== 2 && secant > low && secant < high ? secant : middle;
    if (!(lambda > low && lambda < high) || high - low <= 2e-16 * high) break;
    const split = at(lambda, false, { less: atHigh, more: atLow });
    const excess = used(split) - amount;
    // Illinois: an end that stays is trusted half as much.
    if (excess > 0) {
      low = lambda;
      atLow = split;
      over = excess;
      under /= 2;
    } else {
      high = lambda;
      atHigh = split;
      under = -excess;
      over /= 2;
    }
  }
  return { split: fill(atLow, atHigh, amount), lambda: high };
}

const topOf = (task: Task | undefined): number =>
  task === undefined ? 0 : Math.max(...task.ranges.map((r) => r.arc.point(r.to)[1]));

/** Where a straight envelope switches from none to all, as values of lambda, rising. */
function chordSlopes(tasks: readonly Task[], prices: readonly number[]): number[] {
  const slopes = tasks.flatMap(({ ranges }, j) =>
    ranges
      .filter((range) => range.arc.curvature !== 'concave')
      .map((range) => {
        const [x0, y0] = range.arc.point(range.from);
        const [x1, y1] = range.arc.point(range.to);
        return x1 > x0 ? ((prices[j] ?? 0) * (y1 - y0)) / (x1 - x0) : 0;
      }),
  );
  return slopes.sort((a, b) => a - b);
}

/** Each task's best answer to a price and a multiplier; `greedy` takes the larger of equal ones. */
function responses(
  tasks: readonly Task[],
  prices: readonly number[],
  lambda: number,
  greedy: boolean,
  between?: Within,
): Split {
  const given: number[] = [];
  const made: number[] = [];
  const places: number[] = [];
  tasks.forEach(({ ranges }, j) => {
    const price = prices[j] ?? 0;
    let best = Number.NEGATIVE_INFINITY;
    let bestX = 0;
    let bestY = 0;
    const offer = (x: number, y: number) => {
      const value = price * y - lambda * x;
      const equal = Math.abs(value - best) <= 4e-16 * (Math.abs(price * y) + lambda * x);
      if (equal ? (greedy ? x > bestX : x < bestX) : value > best) {
        best = value;
        bestX = x;
        bestY = y;
      }
    };
    let place = Number.NaN;
    for (const range of ranges) {
      if (range.arc.curvature === 'concave' || range.arc.curvature === 'unknown') {
        place = bestParameter(ranges.length === 1 ? narrowed(range, j, between) : range, -lambda, price);
        offer(...range.arc.point(place));
      } else {
        offer(...range.arc.point(range.from));
        offer(...range.arc.point(range.to));
      }
    }
    given.push(bestX);
    made.push(bestY);
    places.push(ranges.length === 1 ? place : Number.NaN);
  });
  return { given, made, places };
}

function narrowed(range: ArcRange, task: number, between: Within | undefined): ArcRange {
  const from = between?.less.places[task] ?? Number.NaN;
  const to = between?.more.places[task] ?? Number.NaN;
  return range.arc.curvature === 'concave' && from <= to ? { ...range, from, to } : range;
}

/** From `under` towards `over`, task by task, until the amount is used up. */
function fill(over: Split, under: Split, amount: number): Split {
  const given = [...under.given];
  const made = [...under.made];
  let left = amount - given.reduce((a, b) => a + b, 0);
  for (let j = 0; j < given.length && left > 0; j++) {
    const step = (over.given[j] ?? 0) - (given[j] ?? 0);
    if (step <= 0) continue;
    const share = Math.min(1, left / step);
    given[j] = share === 1 ? (over.given[j] ?? 0) : (given[j] ?? 0) + share * step;
    made[j] = (made[j] ?? 0) + share * ((over.made[j] ?? 0) - (made[j] ?? 0));
    left -= share * step;
  }
  return { given, made, places: under.places };
}

function memberAt(tasks: readonly Task[], state: readonly number[], size: number): Member {
  const outputs = new Float64Array(size);
  const places: Place[] = tasks.map(({ good, ranges }, j) => {
    const place = placeAt(ranges, state[j] ?? 0);
    outputs[good] = place.arc.point(place.t)[1];
    return place;
  });
  return { outputs, places };
}

/** The best place that a task can stand at with x of the resource: outputs do not fall in the resource. */
function placeAt(ranges: readonly ArcRange[], x: number): Place {
  let best: Place | null = null;
  for (const range of ranges) {
    if (best !== null && range.arc.point(range.from)[0] > x) break;
    best = { arc: range.arc, t: atX(range, x) };
  }
  if (best === null) throw new Error('a task without a technology');
  return best;
}

/** Parts the task whose envelope lies furthest above its technology (in value), at the mean. */
function partAt(
  tasks: readonly Task[],
  resource: Interval,
  size: number,
  state: readonly number[],
  prices: readonly number[],
): readonly Piece[] | null {
  const wrong = tasks.map(({ ranges }, j) => {
    if (ranges.length === 1 && ranges.every(isBowedOut)) return -1;
    const { arc, t } = placeAt(ranges, state[j] ?? 0);
    return (prices[j] ?? 0) * Math.max(0, (state[tasks.length + j] ?? 0) - arc.point(t)[1]);
  });
  const order = wrong
    .map((_, j) => j)
    .sort((a, b) => (wrong[b] ?? 0) - (wrong[a] ?? 0) || lengthOf(tasks[b]) - lengthOf(tasks[a]));
  for (const j of order) {
    const task = tasks[j];
    if (task === undefined || (wrong[j] ?? -1) < 0) continue;
    const halves = partRanges(task.ranges, state[j] ?? 0);
    if (halves === null) continue;
    return halves.flatMap((ranges) => {
      const clipped = clip(
        tasks.map((other, k) => (k === j ? { ...other, ranges } : other)),
        resource,
      );
      return clipped === null ? [] : [separablePiece(clipped, resource, size)];
    });
  }
  return null;
}

const lengthOf = (task: Task | undefined): number => {
  const first = task?.ranges[0];
  const last = task?.ranges[task.ranges.length - 1];
  return first === undefined || last === undefined ? 0 : last.arc.point(last.to)[0] - first.arc.point(first.from)[0];
};

function partRanges(ranges: readonly ArcRange[], x: number): readonly (readonly ArcRange[])[] | null {
  const only = ranges[0];
  if (only === undefined) return null;
  if (ranges.length > 1) {
    const starts = ranges.slice(1).map((range) => Math.abs(range.arc.point(range.from)[0] - x));
    const cut = starts.indexOf(Math.min(...starts)) + 1;
    return [ranges.slice(0, cut), ranges.slice(cut)];
  }
  const t = insideOf(only, atX(only, x));
  return t === null ? null : [[{ ...only, to: t }], [{ ...only, from: t }]];
}

/** Cuts off what a full use of the resource can never reach; null where even the least demands exceed it. */
export function clip(tasks: readonly Task[], resource: Interval): readonly Task[] | null {
  const least = tasks.map(({ ranges }) => Math.min(...ranges.map((r) => r.arc.enclose(point(r.from))[0].lo)));
  const total = least.reduce((a, b) => a + b, 0);
  if (total > resource.hi * (1 + 1e-12)) return null;
  const clipped = tasks.map((task, j) => {
    const room = (resource.hi - (total - (least[j] ?? 0))) * (1 + 1e-12) + 1e-300;
    const ranges = task.ranges.filter((r) => r.arc.enclose(point(r.from))[0].lo <= room).map((r) => cutAbove(r, room));
    return { ...task, ranges };
  });
  return clipped.every(({ ranges }) => ranges.length === 1) ? raised(clipped, resource) : clipped;
}

/** Along single stretches more of the resource never yields less: what the other tasks cannot use, a task need not leave unused. */
function raised(tasks: readonly Task[], resource: Interval): readonly Task[] {
  const most = tasks.map(({ ranges }) => Math.max(...ranges.map((r) => r.arc.enclose(point(r.to))[0].hi)));
  const total = most.reduce((a, b) => a + b, 0) * (1 + 1e-14);
  if (!(total >= resource.hi)) return tasks;
  return tasks.map((task, j) => {
    const need = (resource.lo - (total - (most[j] ?? 0))) * (1 - 1e-12);
    return need > 0 ? { ...task, ranges: task.ranges.map((r) => cutBelow(r, need)) } : task;
  });
}

function cutBelow(range: ArcRange, need: number): ArcRange {
  if (range.arc.enclose(point(range.from))[0].hi >= need) return range;
  const t = atX(range, need * (1 - 2e-13));
  if (!(t > range.from && t < range.to)) return range;
  return range.arc.enclose(point(t))[0].hi <= need ? { ...range, from: t } : range;
}

function cutAbove(range: ArcRange, room: number): ArcRange {
  if (range.arc.enclose(point(range.to))[0].hi <= room) return range;
  const t = atX(range, room);
  if (!(t >= range.from && t < range.to)) return range;
  return range.arc.enclose(point(t))[0].lo >= room * (1 - 5e-13) && t > range.from ? { ...range, to: t } : range;
}
