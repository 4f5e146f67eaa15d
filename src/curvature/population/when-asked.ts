import type { Agent, MemberColumn } from '../../economy/economy.ts';
import { memberColumns } from '../../economy/members.ts';
import type { Family } from './family.ts';
import { familyOf } from './family-of.ts';

/** Families hold a number a member and column, so that only the last few are kept. */
const MOST_KEPT = 6;
const kept = new Map<object, Family | null>();

/** An agent's family, found when first asked for; once forgotten, found again. Columns known already need not be drawn again. */
export function familyWhenAsked(agent: Agent, columns: readonly MemberColumn[] | null): () => Family | null {
  const key = {};
  const held = agent.count <= 20_000 ? columns : null;
  return () => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const all = held ?? memberColumns(agent);
    const family = all && familyOf(agent, all);
    kept.set(key, family);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as object);
    return family;
  };
}
