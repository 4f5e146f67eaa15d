import { memberColumns } from '../../../src/economy/members.ts';
import { settle } from '../../../src/economy/settle.ts';
import { parseEconomy } from '../../../src/language/parse.ts';
import type { Solution } from '../../../src/solver/solution.ts';
import type { SolveOptions } from '../../../src/solver/solve.ts';
import { solveText } from '../solve-text.ts';

/** Agents whose members draw one number r between 0.8 and 1.2: a name, how many, and the frontier. */
export type Drawing = readonly [name: string, count: number, frontier: string];

export function drawn(agents: readonly Drawing[], objective: string, goods = 'a, b'): string {
  const bodies = agents.map(
    ([name, count, frontier]) => `agent ${name}[${count}] { vary r ~ uniform(0.8, 1.2)\n${frontier} }`,
  );
  return `good ${goods}\n${bodies.join('\n')}\n${objective}`;
}

/** The same economy with an agent of the text for every member, its number written out. */
export function solvedByHand(
  agents: readonly Drawing[],
  objective: string,
  goods = 'a, b',
  options: SolveOptions = {},
): Solution {
  const { economy } = parseEconomy(drawn(agents, objective, goods));
  const bodies = settle(economy).agents.flatMap((agent, k) => {
    const [column] = memberColumns(agent) ?? [];
    const frontier = agents[k]?.[2] ?? '';
    return Array.from(column?.values ?? [], (value, i) => {
      const own = frontier.replaceAll(/\br\b/g, String(value));
      return `agent ${agent.name}${i} { ${own} }`;
    });
  });
  return solveText(`good ${goods}\n${bodies.join('\n')}\n${objective}`, options);
}
