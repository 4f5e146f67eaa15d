import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

// What `langium generate` writes is part of the repository: generating again must change nothing.
const generated = ['src/language/generated'];

const before = digest();
const run = spawnSync('npm', ['run', '--silent', 'generate'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (run.status !== 0 || digest() !== before) {
  console.error(
    `${generated.join(', ')}: differs from what the grammar generates; commit the result of "npm run generate"`,
  );
  process.exitCode = 1;
}

function digest(): string {
  const hash = createHash('sha256');
  for (const file of generated.flatMap(filesUnder).sort()) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
