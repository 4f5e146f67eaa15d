import { jet } from '../../math/derivative/jet.ts';
import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, type Interval, interval, point } from '../../math/interval/interval.ts';
import { addDown, addUp } from '../../math/interval/rounding.ts';
import type { Rational } from '../../math/rational/rational.ts';
import type { Arc, Technology } from '../shape.ts';
import type { OutputSet } from './level/level-chords.ts';

/** A budget and the tasks that it may be split over: how much of each good an amount of it makes. */
export interface Split {
  readonly budget: string;
  readonly amount: Rational;
  readonly tasks: readonly SplitTask[];
}

export interface SplitTask {
  readonly good: string;
  readonly formula: Expression;
  readonly technology: Technology;
}

/** The set of what can be made, as the search for chords sees it. */
export function outputsOfSplit({ budget, amount, tasks }: Split): OutputSet {
  const total = fromRational(amount);
  const needs = tasks.map((t) => needOf(t, budget));
  const most = tasks.map((t) => mostOf(t.technology));
  return {
    goods: tasks.map((t) => t.good),
    far: most.map((m) => m * (1 + 2 ** -20)),
    most,
    excess: (y) => y.reduce((sum, v, i) => sum + (needs[i]?.(v) ?? 0), 0) - total.lo,
    isInside: (y) => sharesInside(y, tasks, needs, budget, total) !== null,
    isOutside: (y) => sharesOutside(y, tasks, needs, budget, total) !== null,
  };
}

/** The shares of a place, enough where it can be made and too little where it cannot, proven; null where neither is. */
export function sharesOf({ budget, amount, tasks }: Split, y: readonly number[], inside: boolean): number[] | null {
  const needs = tasks.map((t) => needOf(t, budget));
  const find = inside ? sharesInside : sharesOutside;
  return find(y, tasks, needs, budget, fromRational(amount));
}

export function mostOf({ arcs }: Technology): number {
  const last = arcs[arcs.length - 1];
  return last ? last.point(last.to)[1] : 0;
}

/** The amount that gives the most. */
export function amountForMost({ arcs }: Technology): number {
  const last = arcs[arcs.length - 1];
  return last ? last.point(last.to)[0] : 0;
}

type Need = (output: number) => number;

/** The least amount that makes an output, in doubles; infinite beyond the most. */
function needOf({ technology, formula }: SplitTask, budget: string): Need {
  const value = compile(formula, [budget]);
  const cells = technology.arcs.flatMap((arc) => cellsOf(arc, value));
  return (y) => {
    if (y <= 0) return 0;
    let [lo, hi] = [0, cells.length];
    while (lo < hi) {
      const middle = (lo + hi) >> 1;
      if ((cells[middle] as Cell).top >= y) hi = middle;
      else lo = middle + 1;
    }
    const cell = cells[lo];
    return cell ? needInCell(cell, y, value) : Number.POSITIVE_INFINITY;
  };
}

interface Cell {
  readonly from: number;
  readonly to: number;
  readonly bottom: number;
  readonly top: number;
}

const CELLS = 64;

/** An arc cut at squares of equal steps, finer at its start, where returns may fall or rise fastest. */
function cellsOf(arc: Arc, value: (x: readonly number[]) => number): Cell[] {
  if (arc.curvature === 'point') {
    const [at, top] = arc.point(arc.to);
    return [{ from: at, to: at, bottom: top, top }];
  }
  const places = Array.from({ length: CELLS + 1 }, (_, i) => arc.from + (arc.to - arc.from) * (i / CELLS) ** 3);
  places[CELLS] = arc.to;
  const tops = places.map((t) => value([t]));
  return places
    .slice(1)
    .map((to, i) => ({ from: places[i] as number, to, bottom: tops[i] as number, top: tops[i + 1] as number }));
}

/** Regula falsi with halved weights (Illinois; Dowell & Jarratt 1971), then the upper end. */
function needInCell({ from, to, bottom, top }: Cell, y: number, value: (x: readonly number[]) => number): number {
  if (bottom >= y) return from;
  let [lo, hi, below, above, last] = [from, to, bottom - y, top - y, 0];
  for (let i = 0; i < 60 && above > 0 && hi - lo > 4e-16 * hi; i++) {
    const secant = lo + ((hi - lo) * below) / (below - above);
    const next = lo < secant && secant < hi ? secant : lo + (hi - lo) / 2;
    if (!(lo < next && next < hi)) break;
    const v = value([next]) - y;
    if (v >= 0) [hi, above, below, last] = [next, v, last > 0 ? below / 2 : below, 1];
    else [lo, below, above, last] = [next, v, last < 0 ? above / 2 : above, -1];
  }
  return hi;
}

function sharesInside(
  y: readonly number[],
  tasks: readonly SplitTask[],
  needs: readonly Need[],
  budget: string,
  total: Interval,
): number[] | null {
  for (const more of [0, 1e-15, 1e-13, 1e-11, 1e-9]) {
    const shares = y.map((v, i) => Math.min((needs[i]?.(v) ?? 0) * (1 + more), total.lo));
    const makes = shares.every((t, i) => y[i] === 0 || makesAtLeast(tasks[i] as SplitTask, budget, t, y[i] as number));
    if (makes) return shares.reduce(addUp, 0) <= total.lo ? shares : null;
  }
  return null;
}

function makesAtLeast({ formula }: SplitTask, budget: string, share: number, output: number): boolean {
  const { value, defined } = enclose(formula, new Map([[budget, point(share)]]));
  return defined && value.lo >= output;
}

function sharesOutside(
  y: readonly number[],
  tasks: readonly SplitTask[],
  needs: readonly Need[],
  budget: string,
  total: Interval,
): number[] | null {
  const shares = y.map((v, i) => Math.min(needs[i]?.(v) ?? 0, 2 * total.hi) * (1 - 1e-11));
  if (!(shares.reduce(addDown, 0) > total.hi)) return null;
  return shares.every(
    (t, i) => t === 0 || makesLess(tasks[i] as SplitTask, budget, Math.min(t, total.hi), y[i] as number),
  )
    ? shares
    : null;
}

const MOST_PIECES = 300;

/** Less than an output at every amount from 0 up to a share. */
function makesLess({ formula }: SplitTask, budget: string, share: number, output: number): boolean {
  const pieces = [interval(0, share)];
  for (let count = 0; pieces.length > 0; count++) {
    const piece = pieces.pop() as Interval;
    if (mostOver(formula, budget, piece) < output) continue;
    const middle = piece.lo + (piece.hi - piece.lo) / 2;
    if (count > MOST_PIECES || !(piece.lo < middle && middle < piece.hi)) return false;
    pieces.push(interval(piece.lo, middle), interval(middle, piece.hi));
  }
  return true;
}

/** A bound from above: at an end where the formula is monotone, else over the whole piece. */
function mostOver(formula: Expression, budget: string, piece: Interval): number {
  const over = (x: Interval): number => enclose(formula, new Map([[budget, x]])).value.hi;
  const slope = jet(formula, budget, piece, 1)?.[1];
  if (slope && slope.lo >= 0) return over(point(piece.hi));
  return slope && slope.hi <= 0 ? over(point(piece.lo)) : over(piece);
}
