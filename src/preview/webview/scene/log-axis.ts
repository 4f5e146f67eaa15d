import { scaleLog } from 'd3-scale';
import { labelBox, type Measure } from './scene.ts';

/** A logarithmic axis whose two ends are 0 and ∞, each a lane of its own beyond a break. */
export interface LogAxis {
  /** The pixel of a value in [0, ∞]. */
  at(value: number): number;
  readonly zero: number;
  readonly infinity: number;
  /** Where the breaks are: finite values lie between. */
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

export function logAxis(values: readonly number[], left: number, right: number, measure: Measure, size = 11): LogAxis {
  const finite = values.filter((value) => 0 < value && Number.isFinite(value));
  const [from, to] = [left + LANE, Math.max(left + LANE + 1, right - LANE)];
  const scale = scaleLog(domain(finite), [from, to]).clamp(true);
  const axis = {
    at: (value: number) =>
      value <= 0 ? left + INSET : value === Number.POSITIVE_INFINITY ? right - INSET : (scale(value) ?? from),
    zero: left + INSET,
    infinity: right - INSET,
    from,
    to,
  };
  return { ...axis, ticks: spaced(round(scale.domain()), axis.at, from, to, measure, size) };
}

/** At least a factor of eight wide, so that small differences do not look large; a margin at both ends. */
function domain(values: readonly number[]): [number, number] {
  const [lo, hi] = values.length === 0 ? [1, 1] : [Math.min(...values), Math.max(...values)];
  const centre = Math.sqrt(lo) * Math.sqrt(hi);
  const half = Math.max(Math.sqrt(8), Math.sqrt(hi / lo) * 1.25);
  return [Math.max(centre / half, 1e-300), Math.min(centre * half, 1e300)];
}

/** 1, 2, 5 of every decade; whole decades, or every k-th, where the axis is long. */
function round([lo = 1, hi = 10]: readonly number[]): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(lo)), Math.ceil(Math.log10(hi))];
  const decades = last - first;
  const step = Math.max(1, Math.ceil(decades / 8));
  const digits = decades <= 3 ? [1, 2, 5] : [1];
  const all: number[] = [];
  for (let k = Math.ceil(first / step) * step; k <= last; k += step)
    all.push(...digits.map((d) => Number(`${d}e${k}`)));
  return all.filter((value) => lo <= value && value <= hi);
}

/** Ones first, then fives and twos, each only where it leaves the others room. */
function spaced(
  values: readonly number[],
  at: (value: number) => number,
  from: number,
  to: number,
  measure: Measure,
  size: number,
): LogAxis['ticks'] {
  const byRank = [...values].sort((a, b) => rank(a) - rank(b) || a - b);
  const kept: { x: number; text: string; box: { x: number; width: number } }[] = [];
  for (const value of byRank) {
    const tick = { x: at(value), text: text(value) };
    const box = labelBox({ kind: 'text', ...tick, y: 0, anchor: 'middle', size, class: '' }, measure);
    const free = kept.every(
      (other) => box.x + box.width + 8 < other.box.x || other.box.x + other.box.width + 8 < box.x,
    );
    if (free && from <= box.x + box.width / 2 && box.x + box.width / 2 <= to) kept.push({ ...tick, box });
  }
  return kept.sort((a, b) => a.x - b.x).map(({ x, text: shown }) => ({ x, text: shown }));
}

function rank(value: number): number {
  const digit = Number(value.toExponential()[0]);
  return digit === 1 ? 0 : digit === 2 ? 1 : 2;
}

function text(value: number): string {
  return 1e-4 <= value && value < 1e5 ? String(value) : value.toExponential().replace('e+', 'e');
}

const LANE = 34;
const INSET = 12;
