import type { Position } from 'vscode-languageserver';
import type { Snapshot } from './snapshot.ts';

/** The agent whose statement the position is in. */
export function agentAt(snapshot: Snapshot, position: Position): string | null {
  const offset = snapshot.document.offsetAt(position);
  const { tokens } = snapshot.syntax();
  const around = snapshot.names().declarations.find(({ kind, statement }) => {
    const start = tokens[statement.first]?.start ?? 0;
    const end = tokens[statement.end - 1]?.end ?? start;
    return kind === 'agent' && start <= offset && offset <= end;
  });
  return around?.name ?? null;
}
