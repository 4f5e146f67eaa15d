import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { FindingCode, Severity } from '../../economy/finding.ts';
import type { Level, Settings } from './settings.ts';
import type { EditorFinding } from './solve-job.ts';

/** Where the page of a diagnostic is: `{code}` is replaced, or `/code.md` appended; null: there are no links. */
export type DocsBase = string | null;

/** Findings as the editor shows them, in the severities that the person chose. */
export function toDiagnostics(
  findings: readonly EditorFinding[],
  uri: string,
  settings: Settings,
  docs: DocsBase,
): readonly Diagnostic[] {
  return findings.flatMap((finding) => {
    const level = levelOf(finding, settings);
    return level === 'off' ? [] : [toDiagnostic(finding, level, uri, docs)];
  });
}

function toDiagnostic(finding: EditorFinding, level: Severity, uri: string, docs: DocsBase): Diagnostic {
  const { code, message, range, related, data } = finding;
  const relatedInformation = related.map((place) => ({
    location: { uri, range: place.range },
    message: place.message,
  }));
  return {
    range,
    severity: SEVERITIES[level],
    code,
    source: 'econ',
    message,
    ...(docs === null ? {} : { codeDescription: { href: pageOf(docs, code) } }),
    ...(0 < relatedInformation.length ? { relatedInformation } : {}),
    ...(UNUSED.has(code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(data === undefined ? {} : { data }),
  };
}

export function pageOf(docs: string, code: string): string {
  return docs.includes('{code}') ? docs.replaceAll('{code}', code) : `${docs.replace(/\/+$/, '')}/${code}.md`;
}

function levelOf({ code, severity }: EditorFinding, { curvature }: Settings): Level {
  if (code === 'convex-frontier') return curvature.convex;
  if (code === 'mixed-frontier') return curvature.mixed;
  if (code === 'unproven-curvature') return curvature.unproven;
  return severity;
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const UNUSED: ReadonlySet<FindingCode> = new Set(['unused-good', 'unused-param']);
