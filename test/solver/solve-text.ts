import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import type { Solution } from '../../src/solver/solution.ts';
import { type SolveOptions, solve } from '../../src/solver/solve.ts';

/** From text to solution, the way every caller goes. */
export function solveText(text: string, options: SolveOptions = {}): Solution {
  const economy = settle(parseEconomy(text).economy);
  const judgements = new Map(economy.agents.map((agent) => [agent.name, judgeFrontier(agent)]));
  return solve(economy, judgements, options);
}

/** A two-good economy in apples and bananas. */
export const inTwoGoods = (body: string): string => `good a, b\n${body}`;
