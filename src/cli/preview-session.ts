import { writeFileSync } from 'node:fs';
import { createSolveService, SolveCancelled } from '../language/lsp/solve-service.ts';
import { openSession } from '../preview/host/session.ts';
import type { Overrides, ToPage } from '../preview/protocol.ts';
import { readSource, type SourceFile } from './files.ts';
import { followTables } from './follow-tables.ts';
import type { Terminal } from './terminal.ts';
import { withParams } from './with-params.ts';

export interface FileSession {
  /** A message of a page, still unchecked. */
  receive(message: unknown): void;
  /** The file was saved: the picture follows. */
  saved(): void;
  close(): void;
}

/** The host's side of a preview of one file: what the editor's preview does for a document. */
export function openFileSession(source: SourceFile, send: (message: ToPage) => void, terminal: Terminal): FileSession {
  const say = (text: string) => terminal.err(`${text}\n`);
  const service = createSolveService({ threads: 1 });
  let text = source.text;
  const unreadable = (error: unknown) => send({ type: 'stale', reason: reasonOf(error), line: null });
  const analyze = async (overrides: Overrides, signal: AbortSignal) => {
    try {
      const job = { text, uri: source.uri, folder: process.cwd(), overrides, picture: true };
      const { analysis, sources, error } = await service.solve(job, signal);
      return { analysis: error === null ? analysis : null, sources, error };
    } catch (error) {
      if (!(error instanceof SolveCancelled)) unreadable(error);
      return null;
    }
  };
  const read = () => {
    if (source.file !== '-') text = readSource(source.file, terminal).text;
  };
  const saved = () => {
    const before = text;
    try {
      read();
    } catch (error) {
      return unreadable(error);
    }
    if (text === before) return;
    tables.follow(text);
    session.update();
  };
  const write = (overrides: Overrides): boolean => {
    try {
      if (source.file === '-') throw new Error('Standard input cannot be written back.');
      read();
      text = withParams(text, overrides);
      writeFileSync(source.file, text);
      return true;
    } catch (error) {
      say(`not written: ${reasonOf(error)}`);
      unreadable(error);
      return false;
    }
  };
  const session = openSession({
    analyze,
    send,
    writeParams: write,
    revealAgent: (agent, sources) => {
      const line = sources.find((each) => each.agent === agent)?.line;
      if (line !== undefined) say(`${agent}: ${source.file}:${line + 1}`);
    },
    revealLine: (line) => say(`${source.file}:${line + 1}`),
    delay: () => 20,
    visible: () => true,
  });
  const tables = followTables(source.uri, () => session.update());
  tables.follow(text);
  // The first picture is under way before a page asks for it.
  session.receive({ type: 'ready' });
  return {
    receive: session.receive,
    saved,
    close: () => {
      tables.close();
      session.close();
      service.dispose();
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
