import type { Desk } from './desk.ts';
import { toDiagnostics } from './diagnostics.ts';
import { type OpenFile, present, solvedNow } from './open-file.ts';
import type { EditorFinding } from './solve-job.ts';

export function firstError(desk: Desk, file: OpenFile): EditorFinding | null {
  return (
    present(file, desk.engine)
      .model()
      .findings.find(({ severity }) => severity === 'error') ?? null
  );
}

/** The diagnostics of the present text: those of solving where that is done, else those found without. */
export function publish(desk: Desk, file: OpenFile): void {
  const { uri, version } = file.document;
  const findings = solvedNow(file)?.findings ?? present(file, desk.engine).model().findings;
  const diagnostics = toDiagnostics(findings, uri, desk.settings, desk.skills.docs);
  const message = { uri, version, diagnostics: [...diagnostics] };
  const written = JSON.stringify(message);
  if (written === file.published) return;
  file.published = written;
  void desk.connection.sendDiagnostics(message);
}
