import { spawnSync } from 'node:child_process';

// One project for each kind of surroundings that the compiler must prove: no surroundings, Node and VS Code, the browser.
const projects = [
  'src/tsconfig.core.json',
  'tsconfig.json',
  'src/preview/webview/tsconfig.json',
  'test/preview/tsconfig.json',
  'test/e2e/tsconfig.json',
];

const failed = projects.filter(
  (project) =>
    spawnSync('tsc', ['-p', project], { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0,
);
for (const project of failed) console.error(`types: ${project} has errors`);
process.exitCode = failed.length > 0 ? 1 : 0;
