import { decideAround } from '../expression/decide.ts';
import type { Enclosure } from '../expression/enclose.ts';
import { type Slot, type Step, slotsOf } from '../expression/tape.ts';

/** The branch of an `if` that is surely taken at and around every point of a box; null where that is not sure, or its condition may be undefined. */
export function branchTaken(step: Extract<Step, { kind: 'if' }>, enclosures: readonly Enclosure[]): Slot | null {
  const at = (slot: Slot): Enclosure => enclosures[slot] as Enclosure;
  // An operand that is defined nowhere encloses nothing, and nothing compares as anything.
  if (!slotsOf(step.condition).every((slot) => at(slot).defined)) return null;
  const decided = decideAround(step.condition, (slot) => at(slot).value);
  return decided === null ? null : decided ? step.then : step.else;
}
