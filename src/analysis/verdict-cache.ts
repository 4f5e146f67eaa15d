import type { FrontierJudgement } from '../curvature/verdict.ts';
import type { Agent } from '../economy/economy.ts';
import type { Finding } from '../economy/finding.ts';
import type { Origin } from '../math/expression/expression.ts';

export type Judge = (agent: Agent) => FrontierJudgement;

/**
 * A judge that remembers: an agent whose frontier says the same as one judged before (wherever it stands in the text)
 * gets the same verdict, with its origins moved to where the frontier stands now. The least recently used are forgotten.
 */
export function rememberingJudge(judge: Judge, capacity = 2000): Judge {
  const remembered = new Map<string, { readonly origins: readonly Origin[]; readonly judgement: FrontierJudgement }>();
  return (agent) => {
    const [key, origins] = [keyOf(agent), originsOf(agent)];
    const known = remembered.get(key);
    remembered.delete(key);
    const entry = known ?? { origins, judgement: judge(agent) };
    remembered.set(key, entry);
    if (capacity < remembered.size) remembered.delete(remembered.keys().next().value ?? key);
    return known
      ? moved(known.judgement, new Map(known.origins.map((from, index) => [from, origins[index] ?? from])))
      : entry.judgement;
  };
}

/** The frontier without its place in the text, and the agent's name (messages name it). */
function keyOf(agent: Agent): string {
  return JSON.stringify([agent.name, agent.frontier], (name, value: unknown) => {
    if (name === 'origin') return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
}

function originsOf(agent: Agent): readonly Origin[] {
  const origins: Origin[] = [agent.origin];
  JSON.stringify(agent.frontier, (name, value: unknown) => {
    if (name === 'origin' && typeof value === 'number') origins.push(value);
    return typeof value === 'bigint' ? null : value;
  });
  return origins;
}

function moved(judgement: FrontierJudgement, to: ReadonlyMap<Origin, Origin>): FrontierJudgement {
  const move = (origin: Origin): Origin => to.get(origin) ?? origin;
  const finding = (found: Finding): Finding => ({
    ...found,
    origin: move(found.origin),
    ...(found.related && { related: found.related.map((place) => ({ ...place, origin: move(place.origin) })) }),
  });
  const blame = judgement.blame;
  return {
    ...judgement,
    findings: judgement.findings.map(finding),
    blame: blame && { ...blame, origin: blame.origin === null ? null : move(blame.origin) },
  };
}
