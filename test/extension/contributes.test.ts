import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { STARTING_MODEL } from '../../src/extension/features/starting-model.ts';
import { DEFAULT_SETTINGS } from '../../src/language/lsp/settings.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { readSources } from '../architecture/modules.ts';

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
const snippets: Record<string, Snippet> = JSON.parse(readFileSync('snippets/econ.json', 'utf8'));

test('every contributed command exists, and every command is contributed', () => {
  const registered = Object.values(readSources('src/extension')).flatMap((text) =>
    [...text.matchAll(/registerCommand\('([^']+)'/g)].map(([, name]) => name),
  );
  const contributed = contributes.commands.map(({ command }: { command: string }) => command);
  expect(registered.length).toBeGreaterThan(3);
  expect(registered.sort()).toEqual(contributed.sort());
});

test('the settings offered are those that are read, with the same defaults', () => {
  const offered = Object.entries<{ default: unknown }>(contributes.configuration.properties)
    .map(([name, setting]) => [name.replace('econ.', ''), setting.default])
    .filter(([name]) => name !== 'preview.delay' && name !== 'trace.server');
  const read = Object.entries(DEFAULT_SETTINGS).flatMap(([section, values]) =>
    Object.entries(values).map(([name, value]) => [`${section}.${name}`, value]),
  );
  expect(Object.fromEntries(offered)).toEqual(Object.fromEntries(read));
});

test('every file that package.json names is there', () => {
  const paths = JSON.stringify(contributes).match(/"\.\/[^"]+"/g) ?? [];
  expect(paths.length).toBeGreaterThan(4);
  for (const path of paths) expect(readFileSync(JSON.parse(path)).length).toBeGreaterThan(0);
});

describe('what is put into a text for a person is right', () => {
  test('the new model', () => {
    expect(parseEconomy(STARTING_MODEL).findings).toEqual([]);
  });

  test.each(Object.values(snippets))('snippet $prefix', ({ prefix, body }) => {
    const text = body
      .join('\n')
      .replace(/\$\{\d+:([^}]*)\}/g, '$1')
      .replaceAll('$0', '');
    const errors = parseEconomy(inContext(prefix, text)).findings.filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });
});

/** A snippet stands in a model that declares what it names. */
function inContext(prefix: string, text: string): string {
  if (prefix === 'model-specialists' || prefix === 'units') return text;
  const goods = 'good apples, bananas\n';
  const agent = (inner: string) => `agent Part[10] {\n  frontier apples + bananas <= 1\n  ${inner}\n}\n`;
  const objective = 'maximize apples^0.5 * bananas^0.5\n';
  if (prefix === 'market') return `${goods}${agent('')}${text}`;
  if (prefix === 'at' || prefix === 'vary') return `${goods}${agent(text)}${objective}`;
  if (prefix === 'doc') return `${goods}${text}${agent('')}${objective}`;
  const isObjective = prefix === 'prices' || prefix === 'proportions';
  return `${goods}${agent('')}${isObjective ? '' : objective}${text}`;
}
