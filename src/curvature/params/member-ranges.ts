import { extremesOf, isDrawable, reachOf, type SettledDraw, settledDraw } from '../../economy/draws.ts';
import type { Agent, MemberColumn } from '../../economy/economy.ts';
import type { Origin } from '../../math/expression/expression.ts';
import {
  add,
  compare,
  fromDouble,
  multiply,
  type Rational,
  rational,
  toDouble,
  ZERO,
} from '../../math/rational/rational.ts';
import { shown } from '../frontier/outcome.ts';

/** What all members have of one name, drawn or read: an interval, or separate values. */
export interface MemberRange {
  readonly name: string;
  /** Null: a column of a table. */
  readonly draw: SettledDraw | null;
  readonly origin: Origin;
  readonly from: Rational;
  readonly to: Rational;
  readonly typical: Rational;
  /** Every value that there can be, where they are separate. */
  readonly values: readonly Rational[] | null;
}

/** Of more members, the range is what any member could draw. */
export const MOST_MEMBERS_DRAWN = 20_000;
const MOST_SEPARATE_VALUES = 8;

/** The ranges of a settled agent's draws and columns; null where one has none. */
export function rangesOf(agent: Agent): readonly MemberRange[] | null {
  const drawn = (agent.vary ?? []).map((each) => {
    const draw = settledDraw(each);
    return draw && isDrawable(draw) ? rangeOfDraw(draw, agent, each.origin) : null;
  });
  const read = (agent.rows?.columns ?? []).map(rangeOfColumn);
  const ranges = [...drawn, ...read];
  return ranges.every((r) => r !== null) ? ranges : null;
}

function rangeOfDraw(draw: SettledDraw, agent: Agent, origin: Origin): MemberRange {
  const [first, second] = draw.parameters as [Rational, Rational];
  const own = { name: draw.name, draw, origin };
  switch (draw.distribution) {
    case 'choice': {
      const values = [...draw.parameters].sort(compare);
      return { ...own, from: values[0] as Rational, to: values.at(-1) as Rational, typical: first, values };
    }
    case 'uniform':
      return { ...own, from: first, to: second, typical: halfway(first, second), values: null };
    default:
      return { ...own, ...between(...reach(draw, agent)) };
  }
}

/** The least and greatest draw: of all members, or, of very many, of any member there could be. */
function reach(draw: SettledDraw, agent: Agent): readonly [number, number] {
  return agent.count <= MOST_MEMBERS_DRAWN ? extremesOf(draw, agent.name, agent.count) : reachOf(draw);
}

function between(low: number, high: number): Pick<MemberRange, 'from' | 'to' | 'typical' | 'values'> {
  if (low === high) {
    const only = fromDouble(low);
    return { from: only, to: only, typical: only, values: [only] };
  }
  const [from, to] = roundedOutward(low, high);
  return { from, to, typical: halfway(from, to), values: null };
}

function rangeOfColumn({ name, values, origin }: MemberColumn): MemberRange | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of values) {
    if (!Number.isFinite(v)) return null;
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  if (low > high) return null;
  const own = { name, draw: null, origin };
  const few = separate(values);
  if (!few) return { ...own, ...between(low, high) };
  const exact = few.map(fromDouble).sort(compare);
  const typical = exact[exact.length >> 1] as Rational;
  return { ...own, from: fromDouble(low), to: fromDouble(high), typical, values: exact };
}

function separate(values: Float64Array): readonly number[] | null {
  const found = new Set<number>();
  for (const v of values) {
    found.add(v);
    if (found.size > MOST_SEPARATE_VALUES) return null;
  }
  return [...found];
}

function halfway(a: Rational, b: Rational): Rational {
  return multiply(add(a, b), rational(1n, 2n));
}

/** To whole multiples of about a thousandth of the range: what holds there holds within, and short numbers are proven fast. */
function roundedOutward(low: number, high: number): readonly [Rational, Rational] {
  const step = 2 ** Math.floor(Math.log2((high - low) / 1000));
  // Strictly beyond: what is proven holds inside.
  const [from, to] = [(Math.ceil(low / step) - 1) * step, (Math.floor(high / step) + 1) * step];
  // Positive draws stay so.
  return [0 < low && from <= 0 ? ZERO : fromDouble(from), fromDouble(to)];
}

export function typicalOf(ranges: readonly MemberRange[]): ReadonlyMap<string, Rational> {
  return new Map(ranges.map((r) => [r.name, r.typical]));
}

/** Without what tells a draw from a param of its name. */
export function written(name: string): string {
  return name.replace(/ \(draw\)$/, '');
}

/** "draw of a in 0.8..1.2 and b among 1, 2, 4", "row of sites.csv". */
export function rangeWords(ranges: readonly MemberRange[], { count, rows }: Agent): string {
  const drawn = ranges.filter((r) => r.draw !== null);
  const each = drawn.map(({ name, from, to, values, draw }) => {
    if (values) return `${written(name)} among ${values.map((v) => shown(toDouble(v))).join(', ')}`;
    const ends = `${written(name)} in ${shown(toDouble(from))}..${shown(toDouble(to))}`;
    return draw?.distribution === 'uniform'
      ? ends
      : `${ends} (all that members ${count <= MOST_MEMBERS_DRAWN ? '' : 'can '}draw)`;
  });
  const parts = [
    ...(rows ? [`row of ${rows.file}`] : []),
    ...(each.length > 0 ? [`draw of ${each.join(' and ')}`] : []),
  ];
  return parts.join(' and ');
}
