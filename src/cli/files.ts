import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from './outcome.ts';
import type { Terminal } from './terminal.ts';

export interface SourceFile {
  /** As the person wrote it; "-" is standard input. */
  readonly file: string;
  readonly uri: string;
  readonly text: string;
}

/** Reads a file, or standard input for "-"; what cannot be read is a `UsageError`. */
export function readSource(file: string, terminal: Terminal): SourceFile {
  const uri = file === '-' ? 'stdin:///model.econ' : pathToFileURL(resolve(file)).href;
  return { file, uri, text: readText(file, terminal) };
}

export function readText(file: string, terminal: Terminal): string {
  const text = attempt(file, () => (file === '-' ? terminal.input() : readFileSync(file, 'utf8')));
  if (text.includes('\0')) throw new UsageError(`cannot read ${file}: it is not text`);
  return withoutMark(text);
}

function attempt(file: string, read: () => string): string {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${reasonOf(error)}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

/** Some editors begin a file with a byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
