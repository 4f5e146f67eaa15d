import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { plain } from '../../src/report/text/paint.ts';

export const ROOT = join(import.meta.dirname, '../..');

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process: all of it but the process's own streams. */
export async function econ(args: readonly string[], input = ''): Promise<Run> {
  let [out, err] = ['', ''];
  const terminal: Terminal = {
    input: () => input,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    paint: plain,
    paintMessage: plain,
    progress: () => {},
  };
  const code = await run(args, terminal);
  return { code, out, err };
}

/** Runs the command line as a person would: a process of its own, nothing of a terminal. */
export function spawned(args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const child = start(args, env);
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  return finished(child);
}

export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, NODE_NO_WARNINGS: '1', ...env },
  });
}

export function finished(child: ChildProcess): Promise<Run> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

/** A file in a folder of its own. */
export function scratchFile(name: string, text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'econ-cli-')), name);
  writeFileSync(file, text);
  return file;
}

export const RICARDO = `economy Two
good a, b
agent A { frontier a/2 + b <= 1 }
agent B { frontier a + b/2 <= 1 }
maximize a^0.5 * b^0.5
assert total(a) ~= 2
`;
