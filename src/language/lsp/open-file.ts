import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Engine } from './engine.ts';
import type { Quiet } from './quiet.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import type { SolveAnswer } from './solve-job.ts';

/** An open document, and what is going on about it. */
export interface OpenFile {
  readonly document: TextDocument;
  readonly validation: Quiet;
  /** Everything under way for the present text; an edit aborts it. */
  readonly jobs: Set<AbortController>;
  snapshot: Snapshot | null;
  /** The solve that every validated text gets, for what only solving finds. */
  background: { readonly version: number; readonly picture: boolean; readonly answer: Promise<SolveAnswer> } | null;
  solved: { readonly version: number; readonly answer: SolveAnswer } | null;
  /** The diagnostics that the editor shows now, as sent; null: none were sent yet. */
  published: string | null;
  /** Whether somebody has asked for the curves: then the background solve draws them too. */
  wantsPicture: boolean;
}

/** What is known about the present text. */
export function present(file: OpenFile, engine: () => Engine): Snapshot {
  if (file.snapshot?.version !== file.document.version) file.snapshot = takeSnapshot(file.document, engine);
  return file.snapshot;
}

export function solvedNow(file: OpenFile): SolveAnswer | null {
  return file.solved?.version === file.document.version ? file.solved.answer : null;
}

export function abortJobs(file: OpenFile): void {
  for (const job of file.jobs) job.abort();
  file.jobs.clear();
  file.background = null;
}
