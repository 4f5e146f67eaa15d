import { chmodSync, rmSync } from 'node:fs';
import { type BuildOptions, build, context } from 'esbuild';

const production = process.argv.includes('--production');
const watching = process.argv.includes('--watch');

const common: BuildOptions = {
  bundle: true,
  outdir: 'dist',
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  // The editor's watch task waits for what is said at each build.
  logLevel: watching ? 'info' : 'warning',
};

// The extension host loads it by `require`; the package is ESM, hence the `.cjs`.
const extension: BuildOptions = {
  ...common,
  entryPoints: { extension: 'src/extension/extension.ts' },
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  external: ['vscode'],
};

// Node programs share their chunks (beside them, so that each finds its neighbours' files), so that the command line loads only what a command needs.
const programs: BuildOptions = {
  ...common,
  entryPoints: {
    econ: 'src/cli/main.ts',
    server: 'src/language/server.ts',
    'solve-worker': 'src/language/solve-worker.ts',
  },
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunk-[hash]',
  // Bundled CommonJS libraries ask for node: modules by `require`.
  banner: {
    js: "import { createRequire as econCreateRequire } from 'node:module'; const require = econCreateRequire(import.meta.url);",
  },
};

const webview: BuildOptions = {
  ...common,
  entryPoints: { webview: 'src/preview/webview/main.ts' },
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
};

/** The package's `bin`. */
const COMMAND = 'dist/econ.js';

const builds = [extension, programs, webview];
rmSync('dist', { recursive: true, force: true });
if (watching) await Promise.all(builds.map(async (options) => (await context(options)).watch()));
else await buildAll();

/** What is wrong has been printed by then. */
async function buildAll(): Promise<void> {
  const results = await Promise.allSettled(builds.map((options) => build(options)));
  if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1;
  else chmodSync(COMMAND, 0o755);
}
