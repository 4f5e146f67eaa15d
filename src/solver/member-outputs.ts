import type { Placed } from './outcome.ts';
import type { AgentOutcome } from './solution.ts';

/** Adds what each member makes to the agents whose members differ. */
export function withMembers(
  agents: readonly AgentOutcome[],
  placed: readonly Placed[],
  goods: readonly string[],
): readonly AgentOutcome[] {
  return agents.map((agent) => {
    const own = placed.filter(({ party }) => party.population?.agent.name === agent.agent);
    const [first] = own;
    if (first === undefined || agent.members !== undefined) return agent;
    const made = goods.filter((good) => own.some(({ party }) => party.shape.goods.includes(good)));
    const columns = own.find(({ members }) => members !== undefined)?.members?.outputs;
    const column = (j: number) => columns?.[j] ?? Float64Array.from(own, ({ outputs }) => outputs[j] ?? 0);
    const known = first.party.population?.agent.rows?.names ?? null;
    const names = known === null || columns !== undefined ? known : own.map(({ party }) => party.agent.name);
    return {
      ...agent,
      members: { names, outputs: Object.fromEntries(made.map((good) => [good, column(goods.indexOf(good))])) },
    };
  });
}
