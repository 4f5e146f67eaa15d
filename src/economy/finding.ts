import type { Origin } from '../math/expression/expression.ts';

/** The diagnostic codes of the language; each has a docs page in `docs/diagnostics/`. */
export type FindingCode =
  | 'syntax'
  | 'unknown-name'
  | 'duplicate-name'
  | 'unit-mismatch'
  | 'not-a-frontier'
  | 'unbounded-frontier'
  | 'empty-frontier'
  | 'undefined-value'
  | 'bad-range'
  | 'bad-count'
  | 'several-objectives'
  | 'objective-not-concave'
  | 'bad-shares'
  | 'no-utility'
  | 'without-market'
  | 'too-deep'
  | 'file-not-found'
  | 'unknown-column'
  | 'bad-data'
  | 'cyclic-definition'
  | 'failed-assertion'
  | 'not-yet-supported'
  | 'convex-frontier'
  | 'mixed-frontier'
  | 'dominated-part'
  | 'not-pareto-optimal'
  | 'unused-good'
  | 'unused-param'
  | 'unproduced-good'
  | 'shadowed-name'
  | 'unproven-curvature'
  | 'no-objective';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What is wrong, where, and what to do, in a person's words. Data: nothing throws it. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  readonly origin: Origin;
  readonly related?: readonly { readonly message: string; readonly origin: Origin }[];
  /** Machine-readable hints for quick fixes: near names, an agent's name, a domain to add. */
  readonly data?: Readonly<Record<string, string | number | readonly string[]>>;
}
