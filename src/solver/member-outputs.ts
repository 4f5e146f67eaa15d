import type { Placed } from './outcome.ts';
import type { AgentOutcome } from './solution.ts';

/** Adds what each member makes to the agents whose members differ and were placed one by one. */
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
    const column = (good: string) => Float64Array.from(own, ({ outputs }) => outputs[goods.indexOf(good)] ?? 0);
    const named = first.party.population?.agent.rows?.names != null;
    return {
      ...agent,
      members: {
        names: named ? own.map(({ party }) => party.agent.name) : null,
        outputs: Object.fromEntries(made.map((good) => [good, column(good)])),
      },
    };
  });
}
