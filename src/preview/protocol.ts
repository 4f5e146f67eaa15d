import type { Analysis } from '../analysis/analysis.ts';

/**
 * Messages between the preview page and its host (the extension, or `econ preview`). Types only. On the wire infinite
 * numbers are the string "Infinity" (as in the JSON interface); both sides validate what they receive.
 */
export type ToPage =
  | {
      readonly type: 'analysis';
      readonly version: number;
      readonly overrides: Overrides;
      readonly analysis: Analysis;
      readonly sources: readonly Source[];
    }
  /** The last picture stays, marked with the reason; `line` (from 0) is where to look. */
  | { readonly type: 'stale'; readonly reason: string; readonly line: number | null }
  | { readonly type: 'solving'; readonly since: number }
  | { readonly type: 'highlight'; readonly agent: string | null };

export type FromPage =
  | { readonly type: 'ready' }
  /** All overrides that hold from now on; a param that is missing has the text's value again. */
  | { readonly type: 'set-params'; readonly overrides: Overrides }
  /** Put these values into the text as one edit; they are no overrides any more. */
  | { readonly type: 'write-params'; readonly overrides: Overrides }
  | { readonly type: 'reveal'; readonly agent: string }
  | { readonly type: 'reveal-line'; readonly line: number }
  | { readonly type: 'cancel' };

export type Overrides = Readonly<Record<string, number>>;

/** Where an agent stands in the text (line and character from 0). */
export interface Source {
  readonly agent: string;
  readonly line: number;
  readonly character: number;
}
