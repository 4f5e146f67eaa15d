import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Desk } from './desk.ts';
import { abortJobs, type OpenFile } from './open-file.ts';
import { proven } from './proving.ts';
import { firstError, publish } from './publish.ts';
import { quietly } from './quiet.ts';
import { solveInBackground } from './solving.ts';

/** The file of an opened document; edits to it stop what is under way for its older text. */
export function fileOf(desk: Desk, document: TextDocument): OpenFile {
  const known = desk.files.get(document.uri);
  if (known?.document === document) return known;
  known?.validation.cancel();
  const file: OpenFile = {
    document,
    validation: quietly(() => void validate(desk, file), desk.delays),
    jobs: new Set(),
    snapshot: null,
    background: null,
    solved: null,
    published: null,
    wantsPicture: false,
  };
  desk.files.set(document.uri, file);
  return file;
}

export function changed(desk: Desk, document: TextDocument): void {
  const file = fileOf(desk, document);
  abortJobs(file);
  void desk.connection.sendNotification('econ/changed', { uri: document.uri, version: document.version });
  file.validation.call();
}

/** What the text names has changed: all that was found out about it is found out again. */
export function reread(desk: Desk, file: OpenFile): void {
  file.snapshot = null;
  file.solved = null;
  changed(desk, file.document);
}

export function closed(desk: Desk, uri: string): void {
  const file = desk.files.get(uri);
  if (file === undefined) return;
  file.validation.cancel();
  abortJobs(file);
  desk.files.delete(uri);
  void desk.connection.sendDiagnostics({ uri, diagnostics: [] });
}

/** Publishes what parser and prover find, then solves away from this thread and publishes what that adds. */
async function validate(desk: Desk, file: OpenFile): Promise<void> {
  try {
    await proven(desk, file);
    if (desk.files.get(file.document.uri) !== file) return;
    publish(desk, file);
    if (firstError(desk, file) === null) void solveInBackground(desk, file).catch(() => {});
  } catch (error) {
    desk.fail('checking the text', error);
  }
}
