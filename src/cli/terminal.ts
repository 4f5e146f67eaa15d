import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import type { Paint } from '../report/text/paint.ts';

/** Where results and messages go, and whether a person is looking. */
export interface Terminal {
  /** Results. */
  readonly out: (text: string) => void;
  /** All of standard input. */
  readonly input: () => string;
  /** Messages. */
  readonly err: (text: string) => void;
  readonly paint: Paint;
  readonly paintMessage: Paint;
  /** Replaces one line of the terminal while something takes long; nothing in a pipe. */
  readonly progress: (line: string) => void;
}

/** The process's own terminal: coloured on a terminal, plain in a pipe; NO_COLOR and FORCE_COLOR are respected. */
export function processTerminal(): Terminal {
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write('\r\x1b[K');
    shown = false;
  };
  return {
    input: () => readFileSync(0, 'utf8'),
    out: (text) => {
      clear();
      process.stdout.write(text);
    },
    err: (text) => {
      clear();
      process.stderr.write(text);
    },
    paint: paintFor(process.stdout),
    paintMessage: paintFor(process.stderr),
    progress: (line) => {
      if (!process.stderr.isTTY) return;
      process.stderr.write(`\r\x1b[K${line}`);
      shown = line !== '';
    },
  };
}

function paintFor(stream: NodeJS.WriteStream): Paint {
  return coloured(stream) ? (look, text) => styleText(look, text, { validateStream: false }) : (_look, text) => text;
}

/** https://no-color.org and https://force-color.org: set and not empty. */
function coloured(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR) return false;
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0';
  return stream.isTTY && process.env.TERM !== 'dumb';
}
