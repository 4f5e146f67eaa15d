import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from './outcome.ts';

export interface SourceFile {
  /** As the person wrote it; "-" is standard input. */
  readonly file: string;
  readonly uri: string;
  readonly text: string;
}

/** Reads a file, or standard input for "-"; what cannot be read is a `UsageError`. */
export function readSource(file: string): SourceFile {
  const uri = file === '-' ? 'stdin:///model.econ' : pathToFileURL(resolve(file)).href;
  return { file, uri, text: readText(file) };
}

export function readText(file: string): string {
  try {
    return withoutMark(readFileSync(file === '-' ? 0 : file, 'utf8'));
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
