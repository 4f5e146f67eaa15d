import { Command } from 'commander';
import { UsageError } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

/** `econ language-server --stdio`: for any LSP client. */
export function languageServerCommand(_terminal: Terminal, _finish: (code: number) => void): Command {
  return new Command('language-server')
    .description('speak the language server protocol')
    .option('--stdio', 'over standard input and output')
    .action(async ({ stdio }: { stdio?: boolean }) => {
      if (!stdio) throw new UsageError('say how to speak: econ language-server --stdio');
      // The server takes over standard input and output, and ends the process when its client does.
      await import('../../language/server.ts');
    });
}
