import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Economy } from '../../economy/economy.ts';
import type { Finding } from '../../economy/finding.ts';
import type { Party } from '../outcome.ts';
import { capsOf, type Side } from '../relaxation/greedy.ts';
import { sideOf } from '../sides.ts';
import type { Status } from '../solution.ts';
import { brokenStatus, partiesOf } from '../solve.ts';
import { mostAt } from './dents.ts';
import { inDirections } from './directions.ts';
import { traceNotes } from './trace-notes.ts';
import { type Dents, type TracePoint, tracePoint } from './trace-point.ts';
import { alongTwoGoods } from './two-goods.ts';

export interface TraceOptions {
  /** About how many points along the set; 200. */
  readonly points?: number | undefined;
  /** Stated amounts of all goods but the last, at which the most of the last is found instead. */
  readonly at?: readonly (readonly number[])[] | undefined;
  /** Share of the most of a good by which a point in a dent may fall short; 1e-6. */
  readonly tolerance?: number | undefined;
  /** For a picture: what prices are taken to support is not checked against proven bounds. */
  readonly sketch?: boolean | undefined;
  readonly signal?: { readonly aborted: boolean } | undefined;
}

/** `econ/trace@1`: the Pareto frontier of the totals. */
export interface Trace {
  /** `bounded`: some point's gap is above the tolerance, or time was up. */
  readonly status: Status;
  readonly goods: readonly string[];
  /** In two goods from the most of the second to the most of the first. */
  readonly points: readonly TracePoint[];
  /** Two goods: the straight lines that prices support and under which not everything can be made. */
  readonly dents: Dents | null;
  readonly diagnostics: readonly Finding[];
  /** Sentences for a person: from where to where, corners, dents. */
  readonly notes: readonly string[];
}

const usualPoints = 200;
const usualTolerance = 1e-6;

/**
 * The Pareto frontier of what all agents of a settled economy can make in total. In two goods it is exact: corners, bends
 * and straight lines that prices support, and the dents between them, traced by certified search. In more goods it is a sample of
 * what prices support. With `at` the most of the last good beside stated amounts of the others; what is out of reach is left out.
 */
export function traceOf(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  options: TraceOptions = {},
): Trace {
  const goods = economy.goods.map(({ name }) => name);
  const nothing: Trace = { status: 'invalid', goods, points: [], dents: null, diagnostics: [], notes: [] };
  const broken = brokenStatus(economy.agents, judgements);
  if (broken !== null || goods.length === 0 || economy.agents.length === 0)
    return { ...nothing, status: broken ?? 'invalid', notes: whyNothing(economy) };
  const { parties, finding } = partiesOf(economy.agents, judgements, goods, options.signal);
  if (finding !== null) return { ...nothing, diagnostics: [finding] };
  const tolerance = options.tolerance ?? usualTolerance;
  const { points, dents } = traced(parties, goods, { ...options, tolerance });
  const close = points.every(({ gap }) => gap <= tolerance) && options.signal?.aborted !== true;
  const notes = options.at === undefined ? traceNotes(points, dents, goods) : [];
  return { ...nothing, status: close ? 'optimal' : 'bounded', points, dents, notes };
}

/** Errors of the text say themselves why nothing can be traced. */
function whyNothing({ objective, agents, goods }: Economy): readonly string[] {
  if (agents.length === 0 || goods.length === 0) return ['There is nothing to trace: no agent has a frontier yet.'];
  if (objective?.kind !== 'market' && agents.every(({ consumer }) => !consumer)) return [];
  return [
    'A market is not traced: what its firms make depends on what they use up. Solve it to have its prices, or give every agent a frontier.',
  ];
}

function traced(
  parties: readonly Party[],
  goods: readonly string[],
  options: TraceOptions & { readonly tolerance: number },
): Pick<Trace, 'points' | 'dents'> {
  const sides = parties.map(({ agent, pieces }) => sideOf(agent.count, pieces));
  const points = Math.max(2, options.points ?? usualPoints);
  if (options.at !== undefined)
    return { points: options.at.flatMap((amounts) => statedPoint(amounts, goods, sides, options)), dents: null };
  const two = goods.length === 2 ? alongTwoGoods(parties, goods, sides, { ...options, points }) : null;
  return two ?? { points: inDirections(goods, sides, { ...options, points }), dents: null };
}

const workAt = 20_000;

function statedPoint(
  amounts: readonly number[],
  goods: readonly string[],
  sides: readonly Side[],
  { tolerance, signal }: TraceOptions & { readonly tolerance: number },
): readonly TracePoint[] {
  const caps = capsOf(sides, goods.length);
  if (amounts.some((amount, j) => !(amount >= 0 && amount <= (caps[j] ?? 0) * (1 + 1e-12)))) return [];
  const found = mostAt(amounts, goods, sides, { tolerance: 1e-3 * tolerance, work: workAt, signal });
  if (found === null) return [];
  return [tracePoint(goods, found.totals, found.prices, found.gap)];
}
