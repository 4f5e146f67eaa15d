import type { Finding } from '../economy/finding.ts';
import type { Origin } from '../math/expression/expression.ts';

/** Lines and characters count from 0, in UTF-16 units, as in LSP. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Where in the text a node of the model came from; null where it came from nowhere in this file. */
export type Locate = (origin: Origin) => TextRange | null;

/** A finding with its place: one entry of `econ/diagnostics@1`. */
export interface PlacedFinding {
  readonly code: Finding['code'];
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly range: TextRange;
  readonly related: readonly { readonly message: string; readonly range: TextRange }[];
}

const TOP: TextRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** What has no place of its own stands at the top of the file. */
export function place(finding: Finding, locate: Locate): PlacedFinding {
  const range = (origin: Origin) => locate(origin) ?? TOP;
  const related = (finding.related ?? []).map(({ message, origin }) => ({ message, range: range(origin) }));
  const { code, severity, message } = finding;
  return { code, severity, message, range: range(finding.origin), related };
}

/** In the order of the text. */
export function placeAll(findings: readonly Finding[], locate: Locate): readonly PlacedFinding[] {
  const placed = findings.map((finding) => place(finding, locate));
  return placed.sort(
    ({ range: a }, { range: b }) => a.start.line - b.start.line || a.start.character - b.start.character,
  );
}
