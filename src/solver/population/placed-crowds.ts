import type { Allocation } from '../branching/recover.ts';
import { type Party, type Placed, placedOf } from '../placed.ts';
import type { Prices } from '../sets/piece.ts';
import { isCrowd } from './aggregate.ts';
import { isCrowdParty } from './crowd.ts';
import { memberResults } from './member-results.ts';

/** Where everyone stands; populations by columns with what each member does. */
export function placedWithCrowds(
  parties: readonly Party[],
  allocation: Allocation,
  goods: readonly string[],
  prices: Prices,
): readonly Placed[] {
  const placed = placedOf(parties, allocation, goods);
  return placed.map((own, k) => {
    const member = allocation.standings[k]?.member;
    if (!isCrowdParty(own.party) || member === undefined || !isCrowd(member)) return own;
    return { ...own, members: memberResults(own.party, member.made, placed, prices) };
  });
}
