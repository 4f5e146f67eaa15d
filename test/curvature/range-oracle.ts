import type { OpenFrontier, ProvenVerdict, RangeCertificate } from '../../src/curvature/certificate.ts';
import { decode, rationalOfText } from '../../src/curvature/encoded-expression.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import type { Agent, Frontier } from '../../src/economy/economy.ts';
import { settleAgent } from '../../src/economy/settle.ts';
import { add, multiply, type Rational, rational, subtract } from '../../src/math/rational/rational.ts';
import { bentOf } from './planar-hull-judge.ts';

const NOWHERE = { uri: '', start: 0, end: 0 } as never;

/** What sampled frontiers say against a certificate, at values of what varies near the ends and in the middle, or null. */
export function refutedSomewhere({ of, over, verdict }: RangeCertificate): string | null {
  const names = Object.entries(over).map(([name, values]): readonly [string, readonly Rational[]] => {
    if ('among' in values) return [name, values.among.map(rationalOfText)];
    const [from, to] = values.between.map(rationalOfText) as [Rational, Rational];
    const at = (n: bigint): Rational => add(from, multiply(subtract(to, from), rational(n, 64n)));
    return [name, [at(1n), at(29n), at(63n)]];
  });
  // Those of a level are slow to sample.
  for (const i of of.form === 'implicit' ? [1] : [0, 1, 2]) {
    const values = new Map(names.map(([name, list]) => [name, list[i % list.length] as Rational]));
    const found = refutedAt(agentOf(of), values, verdict);
    if (found) return found;
  }
  return null;
}

/** What a frontier sampled at these values says against a verdict, or null. */
export function refutedAt(agent: Agent, values: ReadonlyMap<string, Rational>, verdict: ProvenVerdict): string | null {
  const settled = settleAgent(agent, values);
  const told = `at ${[...values].map(([n, r]) => `${n} = ${r.numerator}/${r.denominator}`).join(', ')}`;
  const bent = bentOf(settled);
  if (!bent) {
    const judged = judgeFrontier(settled, { verdictOnly: true }).verdict;
    return judged === 'unknown' || judged === verdict ? null : `${verdict}, but ${judged} ${told}`;
  }
  const { inward, outward } = bent;
  // Samples find a kink or a jump only to their spacing.
  const text = JSON.stringify(settled.frontier, (_, v) => (typeof v === 'bigint' ? `${v}` : v));
  const slack = settled.frontier?.kind === 'budget' || /"(min|max|abs|if)"/.test(text) ? 3e-3 : 1e-6;
  const isStraight = Math.max(inward, outward) < 1e-13;
  if ((verdict === 'concave' || verdict === 'linear') && inward > slack) return `${verdict}, but inward ${told}`;
  if ((verdict === 'convex' || verdict === 'linear') && outward > slack) return `${verdict}, but outward ${told}`;
  return verdict !== 'linear' && isStraight ? `${verdict}, but straight ${told}` : null;
}

function agentOf(of: OpenFrontier): Agent {
  return { name: 'X', doc: null, count: 1, frontier: frontierOf(of), at: [], origin: NOWHERE };
}

function frontierOf(of: OpenFrontier): Frontier {
  const origin = NOWHERE;
  switch (of.form) {
    case 'explicit': {
      const inputs = of.inputs.map(({ good, from, to }) => ({
        good,
        from: from === null ? null : decode(from),
        to: to === null ? null : decode(to),
        origin,
      }));
      return { kind: 'explicit', good: of.good, formula: decode(of.formula), inputs, origin };
    }
    case 'implicit': {
      const constraints = of.constraints.map((c) => ({ level: decode(c.level), bound: decode(c.bound), origin }));
      return { kind: 'implicit', goods: of.goods, constraints, origin };
    }
    case 'budget': {
      const technologies = of.technologies.map((t) => ({ good: t.good, formula: decode(t.formula), origin }));
      return { kind: 'budget', budget: of.budget, amount: decode(of.amount), technologies, origin };
    }
    case 'points':
      return {
        kind: of.joined ? 'through' : 'among',
        goods: of.goods,
        points: of.points.map((p) => p.map(decode)),
        origin,
      };
  }
}
