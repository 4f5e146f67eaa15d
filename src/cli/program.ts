import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { checkCommand } from './commands/check.ts';
import { curvatureCommand } from './commands/curvature.ts';
import { languageServerCommand } from './commands/language-server.ts';
import { previewCommand } from './commands/preview.ts';
import { solveCommand } from './commands/solve.ts';
import { traceCommand } from './commands/trace.ts';
import { DONE, UsageError, WRONG_USAGE } from './outcome.ts';
import type { Terminal } from './terminal.ts';

/** Does what the arguments say and gives the exit code; results and messages go to the terminal. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = DONE;
  const program = createProgram(terminal, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`${terminal.paintMessage('red', 'error')}: ${error.message}\n`);
    return WRONG_USAGE;
  }
}

function createProgram(terminal: Terminal, finish: (code: number) => void): Command {
  const program = new Command('econ')
    .description('Will these parts share one price, or will they specialise? Proves, solves and shows .econ models.')
    .version(manifest.version)
    .showHelpAfterError('(econ --help, or econ COMMAND --help, says more)')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride();
  const commands = [checkCommand, curvatureCommand, solveCommand, traceCommand, previewCommand, languageServerCommand];
  for (const command of commands) {
    program.addCommand(command(terminal, finish).copyInheritedSettings(program));
  }
  program.addHelpText('after', EXAMPLES);
  return program;
}

const EXAMPLES = `
Examples:
  econ solve examples/tree.econ --set k=1.4
  econ trace examples/mixed.econ --points 40
  econ check *.econ
  econ curvature --expr "x*ln(x)" --domain x=0.1:5
  econ preview examples/orchard.econ

Exit code: 0 done (warnings too), 1 errors in the model, a failed assert or no solution, 2 wrong usage or an unreadable
file, 130 interrupted. "-" reads standard input.`;
