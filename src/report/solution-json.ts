import type { Analysis } from '../analysis/analysis.ts';
import type { AgentOutcome, KindOutcome, MemberOutputs, Solution } from '../solver/solution.ts';
import { type Locate, placeAll } from './placed.ts';
import { tracedJson } from './trace-json.ts';

/** `econ/solution@1`: plain data for `toJson`. */
export function solutionJson(
  file: string | null,
  analysis: Analysis,
  locate: Locate,
): Readonly<Record<string, unknown>> {
  const { solution, seconds } = analysis;
  return {
    schema: 'econ/solution@1',
    file,
    ...outcome(solution),
    equilibria: solution.equilibria,
    trace: analysis.trace ? tracedJson(analysis.trace) : null,
    asserts: solution.asserts,
    improvement: solution.improvement,
    diagnostics: placeAll(solution.diagnostics, locate),
    notes: solution.notes,
    seconds,
  };
}

function outcome(solution: Solution) {
  const { status, objective, goods, totals, numeraire, prices, priceIntervals, dualPrices } = solution;
  const { onePrice, pricesDiverge, kinds, discreteness } = solution;
  const agents = solution.agents.map(agentJson);
  return {
    ...{ status, objective, goods, totals, numeraire, prices, priceIntervals, dualPrices },
    ...{ onePrice, pricesDiverge, agents, kinds, discreteness },
  };
}

function agentJson({ agent, count, verdict, kinds, members }: AgentOutcome) {
  return { agent, count, verdict, kinds: kinds.map(kindJson), ...(members && { members: membersJson(members) }) };
}

/** Member by member, in their own order; names where the table has them. */
function membersJson({ names, outputs }: MemberOutputs) {
  const columns = Object.entries(outputs);
  const size = columns[0]?.[1].length ?? 0;
  return Array.from({ length: size }, (_, i) => ({
    ...(names && { name: names[i] }),
    outputs: Object.fromEntries(columns.map(([good, values]) => [good, values[i] ?? 0])),
  }));
}

function kindJson(kind: KindOutcome) {
  const { label, count, outputs, mix, specialization, at, virtualPrices, numeraire, supportingPrices } = kind;
  return { label, count, outputs, mix, specialization, at, virtualPrices, numeraire, supportingPrices };
}
