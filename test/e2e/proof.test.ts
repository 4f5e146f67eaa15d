import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, startEditor } from './editor.ts';
import { type Person, personAt } from './person.ts';

let editor: Editor;
let person: Person;

beforeAll(async () => {
  editor = await startEditor('econ-0.1.0.vsix');
  person = personAt(editor);
  editor.restore('tree.econ');
  await editor.open('tree.econ');
});
afterAll(() => editor?.close());

/** What the open proof says; the editor draws blanks as no-break spaces. */
const proof = async () => {
  const text = await editor.page
    .locator('.editor-instance .monaco-editor[data-uri^="econ-proof:"] .view-lines')
    .innerText();
  return text.replaceAll('\u00a0', ' ');
};

test('the proof of the agent at the cursor opens beside the text, and follows it', async () => {
  await person.cursorBehind('tree.econ', 'agent Part');
  await person.command('Econ: Show Proof');
  await editor.page.locator('.tab[data-resource-name="Proof: Part"]').waitFor({ timeout: 60_000 });
  await expect.poll(proof, { timeout: 20_000 }).toMatch(/Part {2}(strictly )?convex/);
  expect(await proof()).toContain('increasing returns');
  await editor.screenshot('proof');
  await person.typeOver('tree.econ', 'k = 0.6', 'k = 2');
  await expect.poll(proof, { timeout: 20_000 }).toMatch(/Part {2}(strictly )?concave/);
});
