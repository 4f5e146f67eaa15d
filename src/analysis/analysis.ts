import type { Certificate } from '../curvature/certificate.ts';
import type { Blame, Inflection, ParamSegment, Segment, Verdict, Witness } from '../curvature/verdict.ts';
import type { Origin } from '../math/expression/expression.ts';
import type { Solution } from '../solver/solution.ts';
import type { Trace } from '../solver/trace/trace.ts';
import type { Picture } from './picture.ts';

/** Everything that hover, preview, command line and export show of one economy at given params: plain data. */
export interface Analysis {
  readonly name: string | null;
  readonly goods: readonly { readonly name: string; readonly unit: string | null }[];
  readonly params: readonly ParamState[];
  readonly curvature: readonly AgentCurvature[];
  readonly solution: Solution;
  /** The Pareto frontier of the totals, where it was asked for: by the file's `trace`, by a caller, or for want of an objective. */
  readonly trace?: Trace | null;
  readonly picture: Picture;
  readonly seconds: number;
}

/** A param as a slider shows it; from and to are null where the text gives no range. */
export interface ParamState {
  readonly name: string;
  readonly value: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly step: number | null;
  readonly unit: string | null;
}

/** One row of `econ/curvature@1`. */
export interface AgentCurvature {
  readonly agent: string;
  readonly goods: readonly string[];
  readonly verdict: Verdict;
  readonly strict: boolean | null;
  readonly segments: readonly Segment[];
  readonly inflections: readonly Inflection[];
  readonly byParam: readonly ParamSegment[] | null;
  readonly certificate: Certificate | null;
  readonly witnesses: readonly Witness[];
  /** Their gaps are shares of what is made, not amounts of a good. */
  readonly relativeGaps?: boolean;
  readonly reason: string | null;
  readonly blame: Blame | null;
  readonly domain: readonly {
    readonly good: string;
    readonly from: number;
    readonly to: number;
    readonly inferred: boolean;
  }[];
  readonly dominated: readonly { readonly good: string; readonly from: number; readonly to: number }[];
  /** Members differ, and the verdict is proven for all that they may draw; the rest is of a member with typical draws. */
  readonly forEveryDraw?: boolean;
  /** Its members differ: outputs and mixes are means. */
  readonly membersDiffer?: boolean;
  readonly origin: Origin;
  readonly seconds: number;
}
