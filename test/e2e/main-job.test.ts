import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, editorOf, startEditor } from './editor.ts';

let editor: Editor;

beforeAll(async () => {
  editor = await startEditor('econ-0.1.0.vsix');
});
afterAll(() => editor.close());

test('an .econ file opens in its own language', async () => {
  await editor.open('orchard.econ');
  const { page } = editor;
  await page.locator('#status\\.editor\\.mode', { hasText: 'Econ' }).waitFor({ timeout: 60_000 });
  await editor.screenshot('orchard');
  expect(await page.locator(`${editorOf('orchard.econ')} .view-line`).count()).toBeGreaterThan(10);
});
