import type { Verdict } from '../curvature/verdict.ts';
import type { Finding } from '../economy/finding.ts';

export type Status = 'optimal' | 'bounded' | 'infeasible' | 'unbounded' | 'invalid';

/** A number, or an interval where it is not unique. Infinite prices are `Infinity` here, "Infinity" in JSON. */
export type PriceRange = number | readonly [number, number];

export type PerGood<T> = Readonly<Record<string, T>>;

/** `econ/solution@1` (see the interface docs): what is added there by name of file and time is not part of it. */
export interface Solution {
  readonly status: Status;
  readonly objective: ObjectiveValue | null;
  readonly goods: readonly string[];
  readonly totals: PerGood<number> | null;
  readonly numeraire: string | null;
  /** Only where p supports the welfare function and every agent. */
  readonly prices: PerGood<number> | null;
  readonly priceIntervals: PerGood<PriceRange> | null;
  /** The convexified economy's prices: always there when solved. */
  readonly dualPrices: PerGood<number> | null;
  readonly onePrice: {
    readonly holds: boolean;
    readonly spread: number | null;
    readonly interior: number;
    readonly atBound: number;
  } | null;
  /** Some member with a convex or mixed frontier is at a bound and two own trade-offs differ by more than 1 %. */
  readonly pricesDiverge: boolean;
  readonly agents: readonly AgentOutcome[];
  readonly kinds: readonly EconomyKind[];
  readonly discreteness: Discreteness | null;
  /** Of a market: every equilibrium found, or, where there is none, the convexified prices with the excess that remains. */
  readonly equilibria: readonly Equilibrium[] | null;
  readonly asserts: readonly AssertOutcome[];
  readonly improvement: Improvement | null;
  readonly diagnostics: readonly Finding[];
  /** Sentences for a person: ties, free goods, how many marginal agents are off their best response. */
  readonly notes: readonly string[];
}

export interface ObjectiveValue {
  readonly kind: 'maximize' | 'prices' | 'proportions';
  readonly value: number;
  readonly upperBound: number;
  readonly dualBound: number;
  readonly gap: number;
}

export interface AgentOutcome {
  readonly agent: string;
  readonly count: number;
  readonly verdict: Verdict;
  readonly kinds: readonly KindOutcome[];
  /** Only where members differ, and who asks wants each of them. */
  readonly members?: MemberOutputs;
}

/** What each member makes, a column a good, in the members' own order. */
export interface MemberOutputs {
  readonly names: readonly string[] | null;
  readonly outputs: PerGood<ArrayLike<number>>;
}

/** Members of one agent that make the same set of goods; outputs and mix are per member. */
export interface KindOutcome {
  readonly label: string;
  readonly count: number;
  readonly outputs: PerGood<number>;
  readonly mix: PerGood<number> | null;
  readonly specialization: number | null;
  readonly at: 'bound' | 'interior' | 'kink' | 'dent';
  /** The member's own marginal trade-off p_j / p_numeraire, one-sided at a bound. Null: it makes only one good. */
  readonly virtualPrices: PerGood<PriceRange> | null;
  /** The good whose price is 1 in `virtualPrices`: the economy's numeraire, or another where the agent does not make it. */
  readonly numeraire: string | null;
  /** The economy prices at which its choice is best. */
  readonly supportingPrices: PerGood<PriceRange> | null;
}

export interface EconomyKind {
  readonly label: string;
  readonly size: number;
  readonly mix: PerGood<number> | null;
}

export interface Discreteness {
  readonly specialized: number;
  readonly gap: number | null;
  readonly betweenShare: number | null;
}

export interface AssertOutcome {
  readonly text: string;
  readonly holds: boolean;
  /** What was found, in a few words: "2 kinds: wood, leaves". */
  readonly value: string;
}

/** Prices at which every consumer and firm does its best; `allocation` by consumer, a mean where members differ. */
export interface Equilibrium {
  readonly prices: PerGood<number>;
  readonly allocation: Readonly<Record<string, PerGood<number>>>;
  /** Demand less supply, good by good: within rounding of 0, or below 0 where the price is 0. */
  readonly excess: PerGood<number>;
  /** What a member of each consumer buys (above 0) and sells: its bundle less what it owns and makes itself. */
  readonly trades?: Readonly<Record<string, PerGood<number>>>;
  readonly producers?: readonly ProducerOutcome[];
}

/** What one of a firm, or of an agent with a frontier of its own, makes (above 0) and uses up in a market, and its profit. */
export interface ProducerOutcome {
  readonly name: string;
  readonly firm: boolean;
  readonly count: number;
  readonly made: PerGood<number>;
  readonly profit: number;
}

/** A concrete exchange between agents with `at`: no total falls and one rises, verified by evaluation. */
export interface Improvement {
  readonly moves: readonly { readonly agent: string; readonly change: PerGood<number> }[];
  readonly gain: PerGood<number>;
}
