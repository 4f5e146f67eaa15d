import type { ExtensionContext } from 'vscode';
import { startLanguageServer } from './features/language-server.ts';
import { offerNewModel } from './features/new-model.ts';
import { offerPreview } from './features/preview.ts';
import { offerProof } from './features/proof.ts';

/** Everything started here ends with the context's subscriptions; nothing is kept in the module. */
export function activate(context: ExtensionContext): void {
  const server = startLanguageServer(context);
  offerPreview(context, server);
  offerProof(context, server);
  offerNewModel(context);
}
