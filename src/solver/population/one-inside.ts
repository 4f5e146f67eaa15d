import { type Allocation, evaluated, type Standing } from '../branching/recover.ts';
import type { Party } from '../placed.ts';
import type { Problem } from '../relaxation/relax.ts';
import { peak } from '../sets/arc-range.ts';
import type { Prices } from '../sets/piece.ts';
import { type Crowd, isCrowd } from './aggregate.ts';
import { INSIDE } from './choice.ts';
import { type CrowdParty, isCrowdParty } from './crowd.ts';
import { memberShape } from './member-shape.ts';

/** Members looked at: those to whom prices leave least to choose. */
const mostTried = 8;
/** Places looked at on each arc. */
const places = 32;

/**
 * Whole members, each at an end of a frontier that bends the convex way, seldom meet a kink of welfare. One member may stand between its
 * ends, as far as that serves best: of few members the best one and its place, if any is better.
 */
export function withOneInside(
  problem: Problem,
  parties: readonly Party[],
  best: Allocation,
  prices: Prices,
): Allocation {
  const tried = best.standings.flatMap((standing, k): Allocation[] => {
    const party = parties[standing.side];
    const { member } = standing;
    if (party === undefined || !isCrowdParty(party) || !isCrowd(member)) return [];
    const moves = movesOf(problem, best, party, member, prices);
    if (moves.length === 0) return [];
    const { member: i, stand } = moves.reduce((a, b) => (b.value > a.value ? b : a));
    return [evaluated(problem, replaced(best.standings, k, movedTo(member, i, stand)))];
  });
  return tried.reduce((a, b) => (b.value > a.value ? b : a), best);
}

const replaced = (standings: readonly Standing[], k: number, member: Crowd): readonly Standing[] =>
  standings.map((own, i) => (i === k ? { ...own, member } : own));

/** The best place on each arc of some members, and what welfare would be. */
function movesOf(
  { welfare }: Problem,
  { standings }: Allocation,
  { crowd: { aggregate, family } }: CrowdParty,
  crowd: Crowd,
  prices: Prices,
): readonly Move[] {
  if (family.kind !== 'planar') return [];
  const { goods, amounts } = crowd.made;
  const totals = new Float64Array(aggregate.size);
  for (const { count, member } of standings)
    for (let j = 0; j < totals.length; j++) totals[j] = (totals[j] ?? 0) + count * (member.outputs[j] ?? 0);
  aggregate.respond(prices, null);
  const turns = aggregate.marginal(prices, null, Math.min(0.2, 50 / aggregate.count));
  const members = [...new Set(turns.map(({ member }) => member))].slice(0, mostTried);
  return members.flatMap((i) => {
    const shape = memberShape(family, i);
    if (shape.kind !== 'planar') return [];
    const totalsWith = (x: number, y: number): Float64Array => {
      const next = totals.slice();
      [x, y].forEach((amount, g) => {
        const j = goods[g] ?? 0;
        next[j] = (next[j] ?? 0) - (amounts[g]?.[i] ?? 0) + amount;
      });
      return next;
    };
    return shape.arcs.map((arc, k): Move => {
      const worth = (t: number): number => welfare.value(totalsWith(...arc.point(t)));
      const t = bestPlace(arc.from, arc.to, worth);
      return { member: i, value: worth(t), stand: { code: INSIDE + k, place: t, amounts: arc.point(t) } };
    });
  });
}

function bestPlace(from: number, to: number, worth: (t: number) => number): number {
  const at = (i: number): number => (i === places ? to : from + ((to - from) * i) / places);
  let best = 0;
  for (let i = 1; i <= places; i++) if (worth(at(i)) > worth(at(best))) best = i;
  return peak(at(Math.max(0, best - 1)), at(Math.min(places, best + 1)), worth);
}

interface Move {
  readonly member: number;
  readonly value: number;
  readonly stand: Stand;
}

interface Stand {
  readonly code: number;
  readonly place: number;
  readonly amounts: readonly [number, number];
}

function movedTo(crowd: Crowd, i: number, { code, place, amounts }: Stand): Crowd {
  const { goods, amounts: before, choice, place: places } = crowd.made;
  const outputs = crowd.outputs.slice();
  const after = before.map((column, g) => {
    const j = goods[g] ?? 0;
    const own = column.slice();
    own[i] = amounts[g] ?? 0;
    outputs[j] = (outputs[j] ?? 0) - (column[i] ?? 0) + (amounts[g] ?? 0);
    return own;
  });
  const codes = choice.slice();
  codes[i] = code;
  const at = places?.slice() ?? null;
  if (at !== null) at[i] = place;
  return { ...crowd, outputs, made: { goods, amounts: after, choice: codes, place: at } };
}
