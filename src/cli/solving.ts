import type { Economy } from '../economy/economy.ts';
import { clock } from './model.ts';
import { nearName } from './near-name.ts';
import { UsageError } from './outcome.ts';

/** A name that no param has is a slip of the person at the terminal, not of the model. */
export function checkParams(economy: Economy, overrides: Readonly<Record<string, number>>, file: string): void {
  const names = economy.params.map(({ name }) => name);
  for (const name of Object.keys(overrides).filter((candidate) => !names.includes(candidate))) {
    const near = nearName(name, names);
    const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
    throw new UsageError(`${file} has no param ${name}: ${near === null ? known : `did you mean ${near}?`}`);
  }
}

/** Looked at by the solver between steps: what it has by then is what is reported. */
export function deadline(seconds: number): { readonly aborted: boolean } {
  const end = clock() + seconds;
  return {
    get aborted() {
      return end <= clock();
    },
  };
}
