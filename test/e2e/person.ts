import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { type Editor, editorOf } from './editor.ts';

/** What a person does in the editor's window, by mouse and keyboard alone. */
export interface Person {
  command(name: string): Promise<void>;
  /** Puts the cursor behind the first place of a text in the file as it is on disk. */
  cursorBehind(file: string, text: string): Promise<void>;
  /** Replaces a text of the file as it is on disk by typing over it. */
  typeOver(file: string, old: string, text: string): Promise<void>;
  type(text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Saves, and gives what is on disk then. */
  saved(file: string): Promise<string>;
  hover(target: Locator): Promise<string>;
  preview(): FrameLocator;
}

export function personAt({ page, workspace }: Editor): Person {
  const onDisk = (file: string) => readFileSync(join(workspace, file), 'utf8');
  const press = (key: string) => page.keyboard.press(key);
  const cursorBehind = async (file: string, text: string) => {
    const before = onDisk(file).split(text)[0];
    if (before === undefined || before === onDisk(file)) throw new Error(`${file} does not say "${text}".`);
    const lines = (before + text).split('\n');
    await page.locator(`${editorOf(file)} .view-lines`).click();
    await press('Control+g');
    await quickInput(page, `:${lines.length}:${(lines.at(-1) ?? '').length + 1}`);
  };
  return {
    press,
    cursorBehind,
    command: async (name) => {
      await press('F1');
      await quickInput(page, `>${name}`);
    },
    typeOver: async (file, old, text) => {
      await cursorBehind(file, old);
      for (const _ of old) await press('Shift+ArrowLeft');
      await page.keyboard.type(text, { delay: 30 });
    },
    type: (text) => page.keyboard.type(text, { delay: 60 }),
    saved: async (file) => {
      const before = page.locator(`.tab[data-resource-name="${file}"].dirty`);
      await press('Control+s');
      await before.waitFor({ state: 'detached' });
      return onDisk(file);
    },
    hover: async (target) => {
      const popup = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
      // The editor may draw its lines anew under the mouse.
      for (let tries = 0; tries < 5; tries++) {
        await rest(page, target);
        const isShown = await popup.waitFor({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
        if (isShown) return popup.innerText();
      }
      throw new Error('Nothing is shown on hover.');
    },
    preview: () => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),
  };
}

/** Moves the mouse onto a place, and rests there. */
async function rest(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const box = await target.boundingBox();
  if (box === null) return;
  await page.mouse.move(box.x + box.width / 2 - 3, box.y + box.height / 2);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

async function quickInput(page: Page, text: string): Promise<void> {
  const input = page.locator('.quick-input-widget .quick-input-box input.input');
  await input.fill(text);
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}
