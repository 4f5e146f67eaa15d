import type { PerGood } from '../solution.ts';
import { inWords, short } from '../words.ts';
import type { Dents, TracePoint } from './trace-point.ts';

const spansSaid = 4;

/** What a person would say of the frontier of two goods, or of a sample in more. */
export function traceNotes(
  points: readonly TracePoint[],
  dents: Dents | null,
  goods: readonly string[],
): readonly string[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (points.length === 1)
    return [
      `Only one total is efficient: ${amountsOf(first.totals, goods)}. Nothing has to be given up for anything else.`,
    ];
  if (dents === null) return sampled(points);
  return [
    `From ${amountsOf(first.totals, goods)} to ${amountsOf(last.totals, goods)}.`,
    ...cornersOf(points, goods),
    dented(dents, goods),
    ...unproven(points),
  ];
}

function sampled(points: readonly TracePoint[]): readonly string[] {
  const inside = points.filter(({ supported }) => !supported).length;
  const all = `A sample of ${short(points.length)} efficient totals, from directions spread evenly.`;
  return [
    inside === 0
      ? `${all} Prices support each of them.`
      : `${all} ${short(inside)} of them stand in dents, where no prices lead.`,
    ...unproven(points),
  ];
}

/** Totals that hold over a range of prices. */
function cornersOf(points: readonly TracePoint[], goods: readonly string[]): readonly string[] {
  const corners = points.slice(1, -1).filter(({ at }) => at === 'kink');
  if (corners.length === 0) return [];
  const [one] = corners;
  if (corners.length === 1 && one !== undefined)
    return [`It has a corner at ${amountsOf(one.totals, goods)}: a whole range of prices leads there.`];
  const named = corners.slice(0, spansSaid).map(({ totals }) => amountsOf(totals, goods));
  const rest = corners.length - named.length;
  return [
    `It has ${short(corners.length)} corners, to each of which a whole range of prices leads: ${inWords(rest > 0 ? [...named, `${short(rest)} more`] : named)}.`,
  ];
}

function dented({ count, spans }: Dents, goods: readonly string[]): string {
  if (count === 0)
    return 'Prices support all of it: to each of these totals some price leads everyone who does the best for themselves.';
  if (count === null)
    return 'It has more dents than can be told apart, each about as wide as one member: prices support their ends and nothing inside.';
  const between = spans
    .slice(0, spansSaid)
    .map(({ from, to }) => `between ${amountsOf(from, goods)} and ${amountsOf(to, goods)}`);
  const rest = count - between.length;
  const where =
    between.length === 0
      ? ', each as wide as one member'
      : `: ${inWords(rest > 0 ? [...between, `${short(rest)} more`] : between)}`;
  return count === 1
    ? `It has a dent ${between[0] ?? ''}: prices support its two ends, and no price leads to what lies inside.`
    : `It has ${short(count)} dents${where}. Prices support their ends, and no price leads to what lies inside.`;
}

function unproven(points: readonly TracePoint[]): readonly string[] {
  const gap = Math.max(...points.map((point) => point.gap));
  if (gap <= 1e-6) return [];
  return [`What is found in dents is proven to fall short by at most ${short(100 * gap)} % of the most of a good.`];
}

const amountsOf = (totals: PerGood<number>, goods: readonly string[]): string => {
  const dust = 1e-6 * Math.max(...goods.map((good) => totals[good] ?? 0));
  const made = goods.filter((good) => (totals[good] ?? 0) > dust);
  return made.map((good) => `${short(totals[good] ?? 0)} ${good}`).join(' with ') || 'nothing';
};
