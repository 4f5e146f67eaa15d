import type { Agent, Objective } from '../../economy/economy.ts';
import type { Finding } from '../../economy/finding.ts';
import { number } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import type { Allocation } from '../branching/recover.ts';
import { search } from '../branching/search.ts';
import type { Party } from '../outcome.ts';
import { capsOf, type Side } from '../relaxation/greedy.ts';
import { piecesOf } from '../sets/build.ts';
import { sideOf } from '../sides.ts';
import type { Improvement, PerGood } from '../solution.ts';
import { welfareOf } from '../welfare/welfare.ts';
import { mostBeside } from './most.ts';
import { isOnePath, oneGoodMore } from './one-good-more.ts';

export interface Judged {
  readonly improvement: Improvement | null;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

interface Stated {
  readonly party: Party;
  /** Per member, in the order of the shape's goods. */
  readonly amounts: readonly number[];
}

const negligible = 1e-6;

/**
 * Whether the total of the agents with `at` is Pareto-optimal when only they may move; else an exchange that raises a total
 * and lowers none, evaluated. For frontiers that bend the convex way "not known" where the search could not decide.
 */
export function judgeStated(parties: readonly Party[], options: { readonly work: number }): Judged {
  const named = parties.filter(({ agent }) => agent.at.length > 0);
  if (named.length === 0) return { improvement: null, findings: [], notes: [] };
  const read = named.map((party) => readStated(party));
  const findings = read.flatMap(({ finding }) => finding ?? []);
  const stated = read.flatMap((each) => each.stated ?? []);
  if (findings.length > 0 || stated.length < named.length) return { improvement: null, findings, notes: [] };
  const slack = unusedCapacity(stated);
  if (slack !== null) return { improvement: slack, findings: [warning(stated, slack)], notes: [] };
  return judgeExchange(stated, options);
}

function readStated(party: Party): { stated: Stated | null; finding: Finding | null } {
  const { agent, shape } = party;
  const said = new Map(agent.at.map(({ good, value }) => [good, compile(value, [])([])]));
  const missing = shape.goods.flatMap((good, j) => (said.has(good) ? [] : [j]));
  const amounts = shape.goods.map((good) => said.get(good) ?? 0);
  const [open] = missing;
  if (missing.length > 1 || amounts.some((y) => !(y >= 0)))
    return { stated: null, finding: outside(agent, 'it needs an amount >= 0 for every good but one') };
  const j = open ?? 0;
  const most = mostBeside(shape, j, amounts);
  if (most === null) return { stated: null, finding: outside(agent, 'these amounts together are out of reach') };
  if (open !== undefined)
    return { stated: { party, amounts: amounts.map((y, k) => (k === open ? most : y)) }, finding: null };
  if ((amounts[j] ?? 0) > most * (1 + 1e-9)) {
    return {
      stated: null,
      finding: outside(
        agent,
        `beside the rest it can make at most ${short(most)} ${shape.goods[j]}, not ${short(amounts[j] ?? 0)}`,
      ),
    };
  }
  return { stated: { party, amounts }, finding: null };
}

const short = (value: number): string => String(Number(value.toPrecision(6)));

const outside = (agent: Agent, why: string): Finding => ({
  code: 'bad-data',
  severity: 'error',
  message: `${agent.name} cannot stand there: ${why}.`,
  origin: agent.at[0]?.origin ?? agent.origin,
});

/** A member inside its own set can make more of one good and no less of the others. */
function unusedCapacity(stated: readonly Stated[]): Improvement | null {
  const moves = stated.flatMap(({ party, amounts }) => {
    const { goods } = party.shape;
    for (const [j, good] of goods.entries()) {
      const most = mostBeside(party.shape, j, amounts) ?? 0;
      const gain = party.agent.count * (most - (amounts[j] ?? 0));
      const total = totalOf(stated, good);
      if (gain > negligible * Math.max(total, gain) && gain > negligible * total)
        return [{ agent: party.agent.name, change: { [good]: gain } }];
    }
    return [];
  });
  return moves.length === 0 ? null : { moves, gain: summed(moves.map(({ change }) => change)) };
}

const totalOf = (stated: readonly Stated[], good: string): number =>
  stated.reduce(
    (sum, { party, amounts }) => sum + party.agent.count * (amounts[party.shape.goods.indexOf(good)] ?? 0),
    0,
  );

function summed(changes: readonly PerGood<number>[]): PerGood<number> {
  const sum: Record<string, number> = {};
  for (const change of changes)
    for (const [good, value] of Object.entries(change)) sum[good] = (sum[good] ?? 0) + value;
  return sum;
}

/** The largest common scale of all stated totals: above 1 there is an exchange that gains, at 1 there is none. */
function judgeExchange(stated: readonly Stated[], options: { readonly work: number }): Judged {
  const goods = [...new Set(stated.flatMap(({ party }) => party.shape.goods))].filter(
    (good) => totalOf(stated, good) > 0,
  );
  const names = stated.map(({ party }) => party.agent.name).join(' and ');
  if (goods.length === 0) return { improvement: null, findings: [], notes: [] };
  const all = [...new Set(stated.flatMap(({ party }) => party.shape.goods))];
  const objective: Exclude<Objective, { kind: 'trace' | 'market' | 'maximize' }> = {
    kind: 'proportions',
    terms: goods.map((good) => ({ good, value: number(totalOf(stated, good)) })),
    origin: 0,
  };
  const sides = stated.map(({ party }) => sideOf(party.agent.count, piecesOf(party.shape, all)));
  const { welfare } = welfareOf(objective, all, capsOf(sides, all.length));
  const found =
    welfare === null ? null : search({ goods: all, welfare, sides }, { tolerance: negligible, work: options.work });
  if (found === null) return { improvement: null, findings: [], notes: [] };
  const improvement = found.best === null ? null : exchange(stated, found.best, all);
  if (improvement !== null) return { improvement, findings: [warning(stated, improvement)], notes: [] };
  if (!(found.upperBound <= 1 + 2 * negligible)) {
    const note = `Whether an exchange between ${names} could give more of every good is not known: none was found, and none above a factor of ${short(found.upperBound)} exists.`;
    return { improvement: null, findings: [], notes: [note] };
  }
  return judgeSingly(stated, all, sides, options);
}

/** No exchange gives more of every good: whether one gives more of some good and no less of the rest. */
function judgeSingly(
  stated: readonly Stated[],
  goods: readonly string[],
  sides: readonly Side[],
  { work }: { readonly work: number },
): Judged {
  const names = stated.map(({ party }) => party.agent.name).join(' and ');
  const optimal = `Where ${names} stand, their total is Pareto-optimal: no exchange between them gives more of one good and no less of the rest.`;
  if (goods.length === 2 && stated.every(({ party }) => isOnePath(party.shape)))
    return { improvement: null, findings: [], notes: [optimal] };
  const totals = goods.map((good) => totalOf(stated, good));
  const { proved, bests } = oneGoodMore(goods, totals, sides, { tolerance: negligible, work });
  for (const best of bests) {
    const improvement = exchange(stated, best, goods);
    if (improvement !== null) return { improvement, findings: [warning(stated, improvement)], notes: [] };
  }
  const unknown = `No exchange between ${names} gives more of every good; whether one gives more of one good and no less of the rest is not known.`;
  return { improvement: null, findings: [], notes: [proved ? optimal : unknown] };
}

/** What each agent changes, if no total falls and one rises by more than counts. */
function exchange(stated: readonly Stated[], best: Allocation, goods: readonly string[]): Improvement | null {
  const moves = stated.map(({ party, amounts }, side) => {
    const made = (j: number) =>
      best.standings.reduce(
        (sum, own) => (own.side === side ? sum + own.count * (own.member.outputs[j] ?? 0) : sum),
        0,
      );
    const change = party.shape.goods.map(
      (good, k) => [good, made(goods.indexOf(good)) - party.agent.count * (amounts[k] ?? 0)] as const,
    );
    return { agent: party.agent.name, change: Object.fromEntries(change) };
  });
  const gain = Object.fromEntries(goods.map((good, j) => [good, (best.totals[j] ?? 0) - totalOf(stated, good)]));
  const counts = goods.some((good) => (gain[good] ?? 0) > negligible * totalOf(stated, good));
  const falls = goods.some((good) => (gain[good] ?? 0) < 0);
  return counts && !falls ? { moves, gain } : null;
}

function whoCan(agents: readonly Agent[]): string {
  const names = agents.map(({ name }) => name).join(' and ');
  if (agents.length > 1) return `${names} can do better together than where they stand`;
  return agents[0]?.count === 1
    ? `${names} can do better than where it stands`
    : `The members of ${names} can do better together than where they stand`;
}

function warning(stated: readonly Stated[], { gain }: Improvement): Finding {
  const parts = Object.entries(gain)
    .filter(([, more]) => more > 0)
    .map(([good, more]) => `${short(more)} more ${good}`);
  const agents = stated.map(({ party }) => party.agent);
  return {
    code: 'not-pareto-optimal',
    severity: 'warning',
    message: `${whoCan(agents)}: moving gives ${parts.join(' and ')}, and no less of anything.`,
    origin: agents[0]?.at[0]?.origin ?? agents[0]?.origin ?? 0,
  };
}
