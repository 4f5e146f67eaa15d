import type { Finding } from '../../economy/finding.ts';
import { type Locate, place } from '../../report/placed.ts';
import type { EditorFinding } from './solve-job.ts';

/** Places findings in the text, and keeps what their quick fixes need. */
export function forEditor(findings: readonly Finding[], locate: Locate): readonly EditorFinding[] {
  return findings.map((finding) => ({ ...place(finding, locate), ...(finding.data && { data: finding.data }) }));
}
