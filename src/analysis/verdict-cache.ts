import type { FrontierJudgement } from '../curvature/verdict.ts';
import type { Agent } from '../economy/economy.ts';
import type { Finding } from '../economy/finding.ts';
import type { Origin } from '../math/expression/expression.ts';

import { fingerprint } from './fingerprint.ts';
import { tableIdentity } from './table-identity.ts';

export type Judge = (agent: Agent) => FrontierJudgement;

/**
 * A judge that remembers: an agent whose frontier says the same as one judged before (wherever it stands in the text)
 * gets the same verdict, with its origins moved to where the frontier stands now. The least recently used are forgotten.
 */
export function rememberingJudge(judge: Judge, capacity = 2000): Judge {
  const remembered = new Map<string, { readonly origins: readonly Origin[]; readonly judgement: FrontierJudgement }>();
  return (agent) => {
    const { key, origins } = fingerprint(what(agent));
    const known = remembered.get(key);
    const same = known?.origins.length === origins.length;
    const entry = known && same ? known : { origins, judgement: judge(agent) };
    remembered.delete(key);
    remembered.set(key, entry);
    if (capacity < remembered.size) remembered.delete(remembered.keys().next().value ?? key);
    return moved(entry.judgement, new Map(entry.origins.map((from, index) => [from, origins[index] ?? from])));
  };
}

/** All that a verdict depends on: members that differ draw by the agent's name, and as many as there are. */
function what({ name, origin, frontier, vary, rows, count }: Agent): object {
  const drawn = vary && vary.length > 0 ? { vary, count } : null;
  return { name, origin, frontier, drawn, rows: tableIdentity(rows) };
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
