import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type DocsBase, toDiagnostics } from './diagnostics.ts';
import type { Engine } from './engine.ts';
import { abortJobs, type OpenFile, present, solvedNow } from './open-file.ts';
import { type Delays, quietly } from './quiet.ts';
import type { Settings } from './settings.ts';
import type { EditorFinding } from './solve-job.ts';
import type { SolveService } from './solve-service.ts';
import { solveInBackground } from './solving.ts';

/** What the editor's client can do. */
export interface ClientSkills {
  readonly snippets: boolean;
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly progress: boolean;
  readonly refreshesHints: boolean;
  readonly docs: DocsBase;
}

/** The whole state of a running server. */
export interface Desk {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly files: Map<string, OpenFile>;
  readonly delays: Delays;
  /** Starts its thread when first asked for. */
  readonly solver: () => SolveService;
  /** Resolved when parser and prover are loaded. */
  readonly ready: Promise<void>;
  /** Loads them. */
  readonly load: () => Promise<void>;
  readonly dispose: () => void;
  /** Throws before `ready`. */
  readonly engine: () => Engine;
  readonly fail: (where: string, error: unknown) => void;
  skills: ClientSkills;
  settings: Settings;
}

export const NO_SKILLS: ClientSkills = {
  snippets: false,
  configuration: false,
  registersConfiguration: false,
  progress: false,
  refreshesHints: false,
  docs: null,
};

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
  await desk.ready;
  if (desk.files.get(file.document.uri) !== file) return;
  try {
    publish(desk, file);
    if (!hasError(file, desk)) void solveInBackground(desk, file).catch(() => {});
  } catch (error) {
    desk.fail('checking the text', error);
  }
}

export function hasError(file: OpenFile, desk: Desk): boolean {
  return firstError(file, desk) !== null;
}

export function firstError(file: OpenFile, desk: Desk): EditorFinding | null {
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
  void desk.connection.sendDiagnostics({ uri, version, diagnostics: [...diagnostics] });
}
