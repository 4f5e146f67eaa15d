import { Argument, InvalidArgumentError, Option } from 'commander';

export type Format = 'text' | 'json' | 'sarif';

export function formatOption(...formats: readonly Format[]): Option {
  return new Option('--format <format>', 'how results are printed').choices([...formats]).default('text');
}

export function filesArgument(): Argument {
  return new Argument('<file...>', 'models (.econ); - reads standard input');
}

export function fileArgument(): Argument {
  return new Argument('<file>', 'a model (.econ); - reads standard input');
}

/** A finite number, `>= least` where that is given. */
export function numberParser(least = -Infinity): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text.replaceAll(/(?<=\d)_(?=\d)/g, ''));
    if (!Number.isFinite(value)) throw new InvalidArgumentError(`"${text}" is not a number.`);
    if (value < least) throw new InvalidArgumentError(`It must be at least ${least}.`);
    return value;
  };
}

export function positive(text: string): number {
  const value = numberParser(0)(text);
  if (value === 0) throw new InvalidArgumentError('It must be more than 0.');
  return value;
}

export function whole(text: string): number {
  const value = numberParser(0)(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError(`"${text}" is not a whole number.`);
  return value;
}

export function portNumber(text: string): number {
  const value = whole(text);
  if (65_535 < value) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return value;
}

/** `name=number`, gathered over repeated options. */
export function assignment(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const match = /^\s*([\p{L}_][\p{L}\p{N}_.]*)\s*=(.*)$/su.exec(text);
  if (!match?.[1]) throw new InvalidArgumentError('It is written name=number, such as k=0.5.');
  return { ...before, [match[1]]: numberParser()(match[2] ?? '') };
}
