import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// `npx econ` in a checkout prepares the package, too: what is built already is not built again under a running command.
const running = process.env.npm_command === 'exec' && existsSync('dist/econ.js');
if (!running) process.exitCode = run('generate') || run('build');

function run(script: string): number {
  return (
    spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1
  );
}
