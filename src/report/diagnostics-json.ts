import type { PlacedFinding } from './placed.ts';

export interface FileFindings {
  readonly file: string;
  /** The lines of the text, for the reports that quote them. */
  readonly text: string;
  readonly findings: readonly PlacedFinding[];
}

/** `econ/diagnostics@1`: plain data for `toJson`. */
export function diagnosticsJson(files: readonly FileFindings[]): Readonly<Record<string, unknown>> {
  return {
    schema: 'econ/diagnostics@1',
    files: files.map(({ file, findings }) => ({ file, diagnostics: findings })),
  };
}
