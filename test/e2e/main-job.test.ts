import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, editorOf, startEditor } from './editor.ts';
import { type Person, personAt } from './person.ts';

let editor: Editor;
let person: Person;

beforeAll(async () => {
  editor = await startEditor('econ-0.1.0.vsix');
  person = personAt(editor);
});
afterAll(() => editor?.close());

/** The server has answered for a file: its code lens is there. */
async function understood(file: string): Promise<void> {
  const lens = editor.page.locator(`${editorOf(file)} .codelens-decoration`, { hasText: 'Open preview' });
  await lens.first().waitFor({ timeout: 60_000 });
}

const inEditor = (file: string, selector: string) => editor.page.locator(`${editorOf(file)} ${selector}`);

test('concave frontiers bring no warning, and say so inline', async () => {
  await editor.open('orchard.econ');
  await editor.page.locator('#status\\.editor\\.mode', { hasText: 'Econ' }).waitFor({ timeout: 60_000 });
  await understood('orchard.econ');
  await inEditor('orchard.econ', '.view-line').filter({ hasText: 'concave' }).first().waitFor();
  expect(await inEditor('orchard.econ', '.squiggly-warning').count()).toBe(0);
  expect(await inEditor('orchard.econ', '.squiggly-error').count()).toBe(0);
  await editor.screenshot('orchard');
});

test('a good’s name is completed', async () => {
  await person.cursorBehind('orchard.econ', 'assert one price');
  await person.press('Enter');
  await person.type('assert total(ba');
  const proposal = editor.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'bananas' });
  await proposal.first().waitFor();
  await editor.screenshot('completion');
  await person.press('Enter');
  await person.type(' > 1');
  expect(await person.saved('orchard.econ')).toMatch(/assert total\(bananas\)? > 1/);
});

test('hovering a frontier says what is proven', async () => {
  await person.press('Escape');
  const word = inEditor('orchard.econ', '.view-line span span')
    .filter({ hasText: /^frontier$/ })
    .first();
  const text = await person.hover(word);
  await editor.screenshot('hover');
  expect(text).toContain('concave');
});

test('a convex frontier brings a warning', async () => {
  await editor.open('tree.econ');
  await understood('tree.econ');
  await inEditor('tree.econ', '.squiggly-warning').first().waitFor({ state: 'attached' });
  expect(await inEditor('tree.econ', '.squiggly-error').count()).toBe(0);
  await person.press('Control+Shift+m');
  const problem = editor.page.locator('.markers-panel .monaco-list-row', { hasText: /convex/ });
  await problem.first().waitFor();
  await editor.screenshot('tree');
  expect(await problem.first().innerText()).toContain('specialise');
  await person.press('Control+Shift+m');
});

test('the preview shows specialists and their kinds', async () => {
  await person.cursorBehind('tree.econ', 'economy Tree');
  await person.command('Econ: Open Preview to the Side');
  const preview = person.preview();
  await preview.locator('#headline', { hasText: 'Specialists' }).waitFor({ timeout: 60_000 });
  const kinds = preview.locator('[aria-label="Kinds"]').first();
  await editor.screenshot('tree-preview');
  for (const kind of ['wood', 'leaves', 'bark']) expect(await kinds.textContent()).toContain(kind);
  expect(await preview.locator('#status').textContent()).toContain('optimal');
});

test('editing k in the text changes the preview', async () => {
  await person.typeOver('tree.econ', 'k = 0.6', 'k = 2');
  const preview = person.preview();
  await preview.locator('#headline', { hasText: 'One price' }).waitFor();
  await editor.screenshot('tree-k2');
  // On ten equal spheres, prices are as the roots of the weights: (0.5/0.3)^0.5.
  expect(await preview.locator('#headline').textContent()).toContain('1 wood = 1.291 leaves');
  for (let i = 0; i < 6; i++) await person.press('Control+z');
  await preview.locator('#headline', { hasText: 'Specialists' }).waitFor();
});
