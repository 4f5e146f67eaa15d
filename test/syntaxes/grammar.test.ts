import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const cases = readdirSync('test/syntaxes/cases').filter((name) => name.endsWith('.econ'));

test('there are cases', () => expect(cases.length).toBeGreaterThan(2));

test.each(cases)('%s: every token has its scope', (name) => {
  const { status, output } = runCase(join('test/syntaxes/cases', name));
  expect(output).toContain('run successfuly');
  expect(status).toBe(0);
});

test('a wrong scope is caught', () => {
  const folder = mkdtempSync(join(tmpdir(), 'econ-grammar-'));
  const file = join(folder, 'wrong.econ');
  writeFileSync(file, '// SYNTAX TEST "source.econ"\nlet a = 10_000\n//      ^^^^^^ comment.block.econ\n');
  const { status, output } = runCase(file);
  rmSync(folder, { recursive: true });
  expect(output).toContain('missing required scopes: comment.block.econ');
  expect(status).not.toBe(0);
});

function runCase(file: string): { status: number | null; output: string } {
  const tool = 'node_modules/vscode-tmgrammar-test/dist/unit.js';
  const run = spawnSync(process.execPath, [tool, '--grammar', 'syntaxes/econ.tmLanguage.json', file], {
    encoding: 'utf8',
  });
  return { status: run.status, output: run.stdout + run.stderr };
}
