import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { solve } from '../../src/solver/solve.ts';
import { EXAMPLES } from './example-models.ts';

const OWN = {
  '12 agents, concave, convex and S-shaped': several(12),
  '48 agents, concave, convex and S-shaped': several(48),
  'three tasks, four members, increasing returns':
    'good x, y, z\nagent n[4] { budget time <= 1 x = time^2 y = time^2 z = time^2 }\nmaximize x * y * z',
};
const MODELS = [
  ...EXAMPLES.map(({ file, parse }) => ({ name: file, economy: parse().economy })),
  ...Object.entries(OWN).map(([name, text]) => ({ name, economy: parseEconomy(text).economy })),
];

/** Solving alone: the text is parsed and every frontier proved before. */
export const cases: readonly { readonly name: string; readonly run: () => void }[] = MODELS.map(
  ({ name, economy: written }) => {
    const economy = settle(written);
    const judgements = new Map(economy.agents.map((agent) => [agent.name, judgeFrontier(agent)]));
    return { name: `solve ${name}`, run: () => void solve(economy, judgements) };
  },
);

function several(count: number): string {
  const agents = Array.from({ length: count }, (_, i) => {
    const [r, s] = [1 + ((i * 7) % 11) / 7, 1 + ((i * 5) % 13) / 8];
    const frontiers = [
      `(a/${r})^2 + (b/${s})^2 <= 1`,
      `b = ${s} * (1 - (a/${r})^0.7)^(1/0.7) for a in 0..${r}`,
      `b = ${s} * (1 - 3*(a/${r})^2 + 2*(a/${r})^3) for a in 0..${r}`,
    ];
    return `agent A${i} { frontier ${frontiers[i % 3]} }`;
  });
  return `good a, b\n${agents.join('\n')}\nmaximize a^0.5 * b^0.5`;
}
