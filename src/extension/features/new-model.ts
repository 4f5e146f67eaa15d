import { commands, type ExtensionContext, window, workspace } from 'vscode';

/** `econ.newModel`: an untitled model that already solves, so that there is something to change. */
export function offerNewModel(context: ExtensionContext): void {
  context.subscriptions.push(
    commands.registerCommand('econ.newModel', async () => {
      const document = await workspace.openTextDocument({ language: 'econ', content: STARTING_MODEL });
      await window.showTextDocument(document);
    }),
  );
}

const STARTING_MODEL = `/** Ten growers, each with one frontier. */
economy Garden

good apples, bananas

// Above 1 the frontier bows outwards, and one price emerges; below 1 it bows inwards, and the growers specialise.
param k = 2 in 0.3..3 step 0.05

agent Grower[10] {
  frontier apples^k + bananas^k <= 1
}

maximize apples^0.5 * bananas^0.5
`;
