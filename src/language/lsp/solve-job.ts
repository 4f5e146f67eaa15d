import type { Analysis } from '../../analysis/analysis.ts';
import type { Finding } from '../../economy/finding.ts';
import type { Overrides, Source } from '../../preview/protocol.ts';
import type { PlacedFinding } from '../../report/placed.ts';

/** A text to be analysed and solved away from the thread that answers the editor. Plain data, as it crosses to the worker. */
export interface SolveJob {
  readonly text: string;
  readonly uri: string;
  /** Where the paths of tables start in a text that lies in no folder. */
  readonly folder?: string | null;
  readonly overrides?: Overrides;
  /** Relative gap at which a solve counts as optimal. */
  readonly tolerance?: number;
  /** Seconds after which the solve is ended; null or absent: never. */
  readonly timeLimit?: number | null;
  /** Whether the curves for the preview are wanted too. */
  readonly picture?: boolean;
  /** Traces the Pareto frontier instead of solving; `at`: the most of the last good beside stated amounts of the others. */
  readonly trace?: { readonly points?: number; readonly at?: readonly (readonly number[])[] };
}

/** A finding with its place in the text, and what its quick fixes need. */
export interface EditorFinding extends PlacedFinding {
  readonly data?: Finding['data'];
}

/** What came out, ready for JSON (infinite numbers are the string "Infinity"). */
export interface SolveAnswer {
  readonly analysis: Analysis;
  /** `econ/solution@1`. */
  readonly solution: Readonly<Record<string, unknown>>;
  /** Findings that only solving brings: failed asserts, improving exchanges, objectives that are not concave. */
  readonly findings: readonly EditorFinding[];
  readonly sources: readonly Source[];
  /** `econ/trace@1`, where it was asked for. */
  readonly trace?: Readonly<Record<string, unknown>>;
  /** The first error of the text, which kept it from being solved. */
  readonly error: EditorFinding | null;
}

export type ToWorker = { readonly type: 'job'; readonly id: number; readonly job: SolveJob };

export type FromWorker =
  | { readonly type: 'done'; readonly id: number; readonly answer: string }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

/** What a worker starts with: `stop[0]` becomes the id of the job that is to end early. */
export interface WorkerStart {
  readonly stop: Int32Array;
}
