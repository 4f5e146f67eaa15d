import { commands, type ExtensionContext, window, workspace } from 'vscode';
import { STARTING_MODEL } from './starting-model.ts';

/** `econ.newModel`: an untitled model that already solves, so that there is something to change. */
export function offerNewModel(context: ExtensionContext): void {
  context.subscriptions.push(
    commands.registerCommand('econ.newModel', async () => {
      const document = await workspace.openTextDocument({ language: 'econ', content: STARTING_MODEL });
      await window.showTextDocument(document);
    }),
  );
}
