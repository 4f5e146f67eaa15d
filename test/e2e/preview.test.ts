import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Editor, editorOf, startEditor } from './editor.ts';
import { type Person, personAt } from './person.ts';

let editor: Editor;
let person: Person;

beforeAll(async () => {
  editor = await startEditor('econ-0.1.0.vsix');
  person = personAt(editor);
});
afterAll(() => editor?.close());

const headline = (text: string | RegExp) => person.preview().locator('#headline', { hasText: text });
const cursorLine = async () => {
  const status = await editor.page.locator('#status\\.editor\\.selection').innerText();
  return Number(/Ln (\d+)/.exec(status)?.[1]);
};

beforeEach(async () => {
  editor.restore('tree.econ');
  await openPreview();
});

async function openPreview(): Promise<void> {
  await editor.open('tree.econ');
  await person.cursorBehind('tree.econ', 'economy Tree');
  await person.command('Econ: Open Preview to the Side');
  await headline('Specialists').waitFor({ timeout: 60_000 });
}

test('a slider solves as it moves, and is written into the text as one edit', async () => {
  const preview = person.preview();
  const slider = preview.locator('#param-k');
  await slider.focus();
  for (let i = 0; i < 28; i++) await slider.press('ArrowRight');
  await headline('One price').waitFor();
  await preview.locator('output[for="param-k"]', { hasText: /^2$/ }).waitFor();
  await editor.screenshot('slider');
  await preview.locator('[aria-label="Write k into the file"]').click();
  await editor.page.locator('.tab.dirty').waitFor();
  await editor.page.locator(`${editorOf('tree.econ')} .view-lines`).click();
  expect(await person.saved('tree.econ')).toContain('param k = 2 in 0.3..3 step 0.05');
  await headline('One price').waitFor();
  await person.press('Control+z');
  expect(await person.saved('tree.econ')).toContain('param k = 0.6 in 0.3..3 step 0.05');
  await headline('Specialists').waitFor();
});

test('an error keeps the last good picture, and says where to look', async () => {
  await person.typeOver('tree.econ', 'maximize wood', 'maximize wod');
  const preview = person.preview();
  await preview.locator('#stale', { hasText: 'wod' }).waitFor();
  expect(await preview.locator('.frontier-card').count()).toBeGreaterThan(0);
  await editor.screenshot('stale');
  await person.cursorBehind('tree.econ', 'economy Tree');
  await preview.locator('#stale button').click();
  await expect.poll(cursorLine).toBe(lineOf('maximize wood'));
  await person.press('End');
  for (let i = 0; i < 12; i++) await person.press('Control+z');
  await preview.locator('#stale').waitFor({ state: 'detached' });
});

test('a click on an agent shows its text, and the cursor in its text highlights it', async () => {
  const card = person.preview().locator('.frontier-card').first();
  expect(await card.getAttribute('class')).not.toContain('highlight');
  await card.locator('button.reveal').click();
  await expect.poll(cursorLine).toBe(lineOf('agent Part'));
  await person.preview().locator('.frontier-card.highlight').first().waitFor();
});

test('the preview and its sliders come back when the window is reloaded', async () => {
  const slider = person.preview().locator('#param-k');
  await slider.focus();
  for (let i = 0; i < 28; i++) await slider.press('ArrowRight');
  await headline('One price').waitFor();
  // The editor writes down what is open every five seconds.
  await editor.page.waitForTimeout(6000);
  await editor.reload();
  await headline('One price').waitFor({ timeout: 60_000 });
  await person.preview().locator('[aria-label^="Reset k"]').click();
  await headline('Specialists').waitFor();
});

test('the preview follows the theme', async () => {
  const inks = new Set<string>();
  for (const theme of ['Default Light Modern', 'Default Dark Modern', 'Default High Contrast']) {
    editor.configure({ 'workbench.colorTheme': theme });
    await openPreview();
    const body = person.preview().locator('body');
    inks.add(await body.evaluate((page) => getComputedStyle(page).color));
    await editor.screenshot(theme);
  }
  expect(inks.size).toBe(3);
});

function lineOf(text: string): number {
  return editor.example('tree.econ').split(text)[0]?.split('\n').length ?? 0;
}
