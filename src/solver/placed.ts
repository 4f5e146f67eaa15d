import type { ProductionShape } from '../curvature/shape.ts';
import type { FrontierJudgement } from '../curvature/verdict.ts';
import type { Agent } from '../economy/economy.ts';
import type { Allocation } from './branching/recover.ts';
import type { MemberResults } from './population/members-outcome.ts';
import { supportingRatio } from './prices/supporting.ts';
import { type Range, type TradeOff, tradeOffOf } from './prices/tradeoff.ts';
import type { Piece, Place } from './sets/piece.ts';

/** One agent of the economy with its set, as solved. */
export interface Party {
  readonly agent: Agent;
  /** The population whose member it is, where members differ. */
  readonly population?: Population;
  readonly judgement: FrontierJudgement;
  readonly shape: ProductionShape;
  readonly pieces: readonly Piece[];
  /** The most of each good of the economy that one member can make. */
  readonly caps: Float64Array;
}

/** An agent whose members differ: each is a party of its own, and their outcomes are the agent's. */
export interface Population {
  readonly agent: Agent;
  readonly judgement: FrontierJudgement;
}

/** Members who all do the same, with what prices say about it. */
export interface Placed {
  readonly party: Party;
  readonly count: number;
  readonly outputs: Float64Array;
  readonly tradeOff: TradeOff | null;
  /** p_x / p_y of the agent's own two goods at which this is best; null: none, or not two goods. */
  readonly supported: Range | null;
  /** Where on its frontier it stands, where that is known. */
  readonly places?: readonly Place[];
  /** Of a population by columns: what each of its members does; `outputs` are then what they make in all. */
  readonly members?: MemberResults;
}

export function placedOf(
  parties: readonly Party[],
  allocation: Allocation,
  goods: readonly string[],
): readonly Placed[] {
  return allocation.standings.flatMap(({ side, count, member }): readonly Placed[] => {
    const party = parties[side];
    if (party === undefined) return [];
    const { shape } = party;
    const amounts = shape.goods.map((good) => member.outputs[goods.indexOf(good)] ?? 0);
    const supported =
      shape.kind === 'planar'
        ? supportingRatio(shape.arcs, [amounts[0] ?? 0, amounts[1] ?? 0], member.places[0])
        : null;
    const tradeOff = tradeOffOf(shape, member, amounts);
    const inDent = shape.kind === 'planar' && supported === null && tradeOff !== null && tradeOff.at !== 'bound';
    const { places } = member;
    // An end that is found by a root lies a rounding short of it.
    const outputs = member.outputs.map((y, j) => (y <= 1e-15 * (party.caps[j] ?? 0) ? 0 : y));
    return [{ party, count, outputs, places, tradeOff: inDent ? { ...tradeOff, at: 'dent' } : tradeOff, supported }];
  });
}
