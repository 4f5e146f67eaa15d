import type { FrontierJudgement } from '../curvature/verdict.ts';
import type { Agent, Economy, Objective } from '../economy/economy.ts';
import type { Finding } from '../economy/finding.ts';
import { membersDiffer } from '../economy/members.ts';
import { assertOutcomes } from './asserts.ts';
import { type Searched, type SearchOptions, search } from './branching/search.ts';
import { emptySolution } from './empty-solution.ts';
import { judgeStated } from './improvement/improvement.ts';
import { solveMarket } from './market/market.ts';
import { withMembers } from './member-outputs.ts';
import { notesOf, unmade } from './notes.ts';
import { outcomesOf, type Party, type Placed } from './outcome.ts';
import { partyOf } from './parties.ts';
import { isCrowdParty } from './population/crowd.ts';
import { partiesOfMembers } from './population/parties-of-members.ts';
import { placedWithCrowds } from './population/placed-crowds.ts';
import { type SearchedCrowds, searchCrowds } from './population/search-crowds.ts';
import { economyPrices } from './prices/economy-prices.ts';
import { onePriceOf, pricesDiverge } from './prices/law-of-one-price.ts';
import { capsOf } from './relaxation/greedy.ts';
import type { Problem } from './relaxation/relax.ts';
import { sideOf } from './sides.ts';
import type { ObjectiveValue, Solution, Status } from './solution.ts';
import { type Welfare, welfareOf } from './welfare/welfare.ts';

export interface SolveOptions {
  /** Relative gap at which a solution counts as optimal; 1e-6. */
  readonly tolerance?: number | undefined;
  /** How many relaxations of an agent's piece the search may solve before it stops with its gap: a count, never a clock. */
  readonly work?: number | undefined;
  /** Ends the search early, with the best certified answer so far. */
  readonly signal?: { readonly aborted: boolean } | undefined;
  /** Says of agents whose members differ what each of them makes. */
  readonly members?: boolean | undefined;
}

const usualTolerance = 1e-6;
const usualWork = 60_000;
/** With three goods or more a relaxation is dearer, and many members close their gap by themselves. */
const workWithMany = 20_000;
const fewMembers = 12;
const littleWork = 40;

/**
 * The best allocation of a settled economy (params put in) with a certificate: the value of a re-evaluated feasible allocation and
 * a proven upper bound, both in the objective's own scale. Dual prices by bracketing (two goods) or simplicial decomposition, then
 * branch and bound over whole counts and convex stretches. With `trace`, or without an objective (and then with a hint), nothing is
 * chosen: `optimal` with objective null. `market` is answered by its equilibria (`solveMarket`). Model errors give `invalid`.
 */
export function solve(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  options: SolveOptions = {},
): Solution {
  if (economy.objective?.kind === 'market') return solveMarket(economy, judgements, options);
  const goods = economy.goods.map(({ name }) => name);
  const status = brokenStatus(economy.agents, judgements);
  const work = options.work ?? usualWorkFor(economy, judgements);
  if (status !== null) return unsolved(economy, judgements, { status });
  const { parties, finding, notes } = partiesOf(economy.agents, judgements, goods, options.signal);
  if (finding !== null) return unsolved(economy, judgements, { status: 'invalid', diagnostics: [finding] });
  const stated = judgeStated(parties, { work });
  const beside = { improvement: stated.improvement, diagnostics: stated.findings, notes: stated.notes };
  if (stated.findings.some(({ severity }) => severity === 'error'))
    return unsolved(economy, judgements, { status: 'invalid', ...beside });
  const { objective } = economy;
  if (objective === null || objective.kind === 'trace') {
    const hint = objective === null ? [noObjective(economy)] : [];
    return unsolved(economy, judgements, {
      ...beside,
      status: 'optimal',
      diagnostics: [...stated.findings, ...hint],
    });
  }
  if (!isSolved(objective)) return unsolved(economy, judgements, { status: 'invalid', ...beside });
  const solved = solveObjective(parties, goods, objective, { ...options, work });
  const diagnostics = [...stated.findings, ...(solved.diagnostics ?? [])];
  const whole: Solution = {
    ...emptySolution(goods),
    ...solved,
    improvement: stated.improvement,
    diagnostics,
    notes: [...(solved.notes ?? []), ...stated.notes, ...notes],
  };
  return { ...whole, asserts: assertOutcomes(economy, judgements, whole.totals === null ? null : whole) };
}

/** Few members with frontiers that are not concave are worth closing exactly. */
function usualWorkFor({ goods, agents }: Economy, judgements: ReadonlyMap<string, FrontierJudgement>): number {
  const bent = agents.filter(({ name }) => !['concave', 'linear'].includes(judgements.get(name)?.verdict ?? 'unknown'));
  const members = bent.reduce((sum, { count }) => sum + count, 0);
  return goods.length > 2 && members > fewMembers ? workWithMany : usualWork;
}

const isSolved = (objective: Objective): objective is Exclude<Objective, { kind: 'trace' | 'market' }> =>
  objective.kind !== 'trace' && objective.kind !== 'market';

/** The status of what cannot be solved at all; null where every agent has a set. */
export function brokenStatus(
  agents: readonly Agent[],
  judgements: ReadonlyMap<string, FrontierJudgement>,
): Status | null {
  const all = agents.map((agent) => judgements.get(agent.name));
  if (all.some((judgement) => judgement?.findings.some(({ code }) => code === 'unbounded-frontier')))
    return 'unbounded';
  return agents.some((agent, i) => agent.frontier === null || (all[i]?.shape ?? null) === null) ? 'invalid' : null;
}

/** The agents with their sets; of those whose members differ all at once, or each. */
export function partiesOf(
  agents: readonly Agent[],
  judgements: ReadonlyMap<string, FrontierJudgement>,
  goods: readonly string[],
  signal: SolveOptions['signal'],
): { readonly parties: readonly Party[]; readonly finding: Finding | null; readonly notes: readonly string[] } {
  const parties: Party[] = [];
  const notes: string[] = [];
  for (const agent of agents) {
    const judgement = judgements.get(agent.name);
    if (judgement === undefined) continue;
    if (membersDiffer(agent)) {
      const members = partiesOfMembers(agent, judgement, goods, signal);
      if (members.finding !== null) return { parties, finding: members.finding, notes };
      parties.push(...members.parties);
      if (members.note !== null) notes.push(members.note);
    } else parties.push(...[partyOf(agent, judgement, goods)].filter((party) => party !== null));
  }
  return { parties, finding: null, notes };
}

function noObjective(economy: Economy): Finding {
  return {
    code: 'no-objective',
    severity: 'hint',
    message:
      'There is no objective, so nothing is chosen: add `maximize …`, `prices …` or `proportions …`, or `trace` to be shown all that can be had.',
    origin: economy.goods[0]?.origin ?? economy.agents[0]?.origin ?? 0,
  };
}

function solveObjective(
  parties: readonly Party[],
  goods: readonly string[],
  objective: Exclude<Objective, { kind: 'trace' | 'market' }>,
  options: SolveOptions & { readonly work: number },
): Partial<Solution> & { readonly status: Status } {
  const sides = parties.map(({ agent, pieces }) => sideOf(agent.count, pieces));
  const caps = capsOf(sides, goods.length);
  const { welfare, finding } = welfareOf(objective, goods, caps);
  if (welfare === null) return { status: 'invalid', diagnostics: [finding] };
  const tolerance = options.tolerance ?? usualTolerance;
  const { searched, parties: all, problem } = searchFor(parties, { goods, welfare, sides }, { ...options, tolerance });
  if (searched?.best == null || !Number.isFinite(searched.best.value)) {
    return {
      status: 'infeasible',
      notes: [
        ...unmade(welfare.named, caps, goods),
        'The objective has no finite value at any total that these agents can make.',
      ],
    };
  }
  const placed = placedWithCrowds(all, searched.best, goods, searched.root.prices);
  const found = described(all, placed, problem, searched, searched.best, tolerance, isHurried(all, options.signal));
  return options.members === true ? { ...found, agents: withMembers(found.agents ?? [], placed, goods) } : found;
}

function searchFor(parties: readonly Party[], problem: Problem, options: SearchOptions): SearchedCrowds {
  if (parties.some(isCrowdParty)) return searchCrowds(parties, problem, options);
  return { searched: search(problem, options), parties, problem };
}

/** What is asked of single members for the report alone, prices that support them among it, would keep waiting who asked to stop. */
function isHurried(parties: readonly Party[], signal: SolveOptions['signal']): boolean {
  const work = parties.reduce((sum, { pieces }) => sum + pieces.reduce((own, piece) => own + piece.work, 0), 0);
  return work > littleWork && signal?.aborted === true;
}

function described(
  parties: readonly Party[],
  placed: readonly Placed[],
  { goods, welfare }: Problem,
  searched: Searched,
  best: NonNullable<Searched['best']>,
  tolerance: number,
  hurried: boolean,
): Partial<Solution> & { readonly status: Status } {
  const objective = objectiveValue(welfare, searched, best.value);
  const found = economyPrices(welfare, searched, best, placed, goods, hurried);
  const { prices } = searched.root;
  const { agents, kinds, discreteness } = outcomesOf(placed, parties, goods, prices, found.numeraire, hurried);
  return {
    status: objective.gap <= tolerance ? 'optimal' : 'bounded',
    objective,
    totals: Object.fromEntries(goods.map((good, j) => [good, best.totals[j] ?? 0])),
    numeraire: found.numeraire === null ? null : (goods[found.numeraire] ?? null),
    prices: found.prices,
    priceIntervals: found.priceIntervals,
    dualPrices: found.dualPrices,
    onePrice: onePriceOf(placed, goods, found.membersSupported),
    pricesDiverge: pricesDiverge(placed, goods),
    agents,
    kinds,
    discreteness,
    notes: notesOf(searched, placed, parties, goods, welfare, found.prices !== null, {
      numeraire: found.numeraire === null ? null : (goods[found.numeraire] ?? null),
      prices: found.priceIntervals ?? found.prices,
      hurried,
    }),
  };
}

function objectiveValue(welfare: Welfare, { upperBound, root }: Searched, value: number): ObjectiveValue {
  const upper = Math.max(upperBound, value);
  const gap = upper === value ? 0 : (upper - value) / Math.abs(upper);
  return {
    kind: welfare.kind,
    value,
    upperBound: upper,
    dualBound: Math.max(root.bound, upper),
    gap: Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap,
  };
}

function unsolved(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  known: Partial<Solution> & { readonly status: Status },
): Solution {
  const goods = economy.goods.map(({ name }) => name);
  return { ...emptySolution(goods), asserts: assertOutcomes(economy, judgements, null), ...known };
}
