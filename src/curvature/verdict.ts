import type { Curvature } from '../economy/economy.ts';
import type { Finding } from '../economy/finding.ts';
import type { Origin } from '../math/expression/expression.ts';
import type { Certificate } from './certificate.ts';
import type { Family } from './population/family.ts';
import type { ProductionShape } from './shape.ts';

export type Verdict = Curvature | 'unknown';

/** A range of one good (frontiers) or of one variable (bare functions), with what is proven there. */
export interface Segment {
  readonly variable: string;
  readonly from: number;
  readonly to: number;
  readonly verdict: Verdict;
}

export interface Inflection {
  readonly variable: string;
  readonly at: number;
  readonly interval: readonly [number, number];
}

/** A Jensen chord: two points, their midpoint, and how far the curve lies from it (proven positive). */
export interface Witness {
  readonly p: Readonly<Record<string, number>>;
  readonly q: Readonly<Record<string, number>>;
  readonly mid: Readonly<Record<string, number>>;
  /** |f(mid) - mean of f|; for implicit sets |1 - s| with s·mid on the frontier. */
  readonly gap: number;
  readonly shows: 'not-concave' | 'not-convex';
}

/** What is proven about a bare function of some variables over a box. */
export interface FunctionJudgement {
  readonly verdict: Verdict;
  /** Strictly curved everywhere; null: not known. */
  readonly strict: boolean | null;
  readonly segments: readonly Segment[];
  readonly inflections: readonly Inflection[];
  readonly certificate: Certificate | null;
  readonly witnesses: readonly Witness[];
  /** Why unknown, or in short why the verdict holds (which rule, which sub-expression). */
  readonly reason: string | null;
  /** The sub-expression that bends the curve, named in the field's words ("increasing returns", "a set-up cost"). */
  readonly blame: Blame | null;
}

export interface Blame {
  readonly origin: Origin | null;
  readonly text: string;
  readonly cause: string;
}

/** What is proven about one member's frontier, and the shape that the solver works on. */
export interface FrontierJudgement extends FunctionJudgement {
  readonly goods: readonly string[];
  /** The domain of an explicit frontier, inferred or confirmed, one range a good that it is a function of. */
  readonly domain: readonly {
    readonly good: string;
    readonly from: number;
    readonly to: number;
    readonly inferred: boolean;
  }[];
  /** Written parts that are not efficient. */
  readonly dominated: readonly { readonly good: string; readonly from: number; readonly to: number }[];
  /** Null where a finding of severity error says why there is none. */
  readonly shape: ProductionShape | null;
  /**
   * Where members differ, what is proven of all of their frontiers, found when first asked for; `shape` is then a typical
   * member's. Null: not provable together.
   */
  readonly family?: () => Family | null;
  /** undefined-value, empty-frontier, unbounded-frontier, bad-range, dominated-part, not-a-frontier. */
  readonly findings: readonly Finding[];
}

/** The verdict over a range of a param: `byParam` of `econ curvature`. */
export interface ParamSegment {
  readonly param: string;
  readonly from: number;
  readonly to: number;
  readonly verdict: Verdict;
  /** Proven at every value between `from` and `to`, by the certificate; otherwise at the values tested between them. */
  readonly proven?: boolean;
  readonly certificate?: Certificate;
}
