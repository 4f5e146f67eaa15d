import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Lowered } from '../../src/language/lower.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { tableFiles } from '../../src/language/tables/table-files.ts';

const FOLDER = join(import.meta.dirname, '../../examples');
const readTable = tableFiles()(null);

/** The examples, each with what reads it as the command line does, its table included. */
export const EXAMPLES: readonly { readonly file: string; readonly parse: () => Lowered }[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.econ'))
  .map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    return { file, parse: () => parseEconomy(text, pathToFileURL(join(FOLDER, file)).href, { readTable }) };
  });
