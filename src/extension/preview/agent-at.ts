import type { Position, Uri } from 'vscode';
import type { LanguageServer } from '../features/language-server.ts';

/** The agent whose text the cursor stands in; null: none, or the server cannot say. */
export async function agentAt(server: LanguageServer, uri: Uri, { line, character }: Position): Promise<string | null> {
  try {
    const params = { uri: uri.toString(), position: { line, character } };
    return (await server.request<{ readonly agent: string | null }>('econ/agentAt', params)).agent;
  } catch {
    return null;
  }
}
