import { describe, expect, test } from 'vitest';
import * as guards from './guards.ts';
import { parseModules, readSources, type Sources } from './modules.ts';

const sources = readSources('src');
const modules = parseModules(sources);

test('there are modules to look at, on every floor', () => {
  expect(modules.length).toBeGreaterThan(100);
  const floors = new Set(modules.map(({ path }) => path.split('/')[1]));
  const expected = 'math economy curvature solver analysis report language preview extension cli'.split(' ');
  expect([...floors].sort()).toEqual(expected.sort());
});

/** Each guard with source texts that it must object to; they are put over the real ones. */
const table: readonly [guard: guards.Guard, planted: readonly Sources[]][] = [
  [
    guards.floorsImportDownwards,
    [
      { 'src/math/planted.ts': "import { solve } from '../solver/solve.ts';" },
      { 'src/economy/planted.ts': "import type { Verdict } from '../curvature/verdict.ts';" },
      { 'src/report/planted.ts': "export * from '../language/lower.ts';" },
      { 'src/analysis/planted.ts': "const it = await import('../report/json.ts');" },
      { 'src/analysis/planted.ts': "type It = import('../preview/protocol.ts').ToPage;" },
      { 'src/language/planted.ts': "import { page } from '../preview/serve/page.ts';" },
    ],
  ],
  [guards.everyFileStandsOnAFloor, [{ 'src/attic/planted.ts': '' }, { 'src/planted.ts': '' }]],
  [
    guards.noCycles,
    [
      { 'src/math/a.ts': "import './b.ts';", 'src/math/b.ts': "export { A } from './a.ts';" },
      { 'src/math/a.ts': "import './a.ts';" },
    ],
  ],
  [
    guards.checkerNeverReachesProver,
    [
      { 'src/curvature/check-certificate.ts': "import './prove.ts';", 'src/curvature/prove.ts': '' },
      {
        'src/curvature/check-certificate.ts': "import './planted.ts';",
        'src/curvature/planted.ts': "import { x } from './frontier/judge-frontier.ts';",
      },
      { 'src/curvature/check/planted.ts': "import { form } from '../algebra/form.ts';" },
      { 'src/curvature/check/planted.ts': "import { curvatureByRules } from '../rules/curvature-by-rules.ts';" },
      {
        'src/curvature/encoded-expression.ts': "export { lineCertificate } from './write-certificate.ts';",
        'src/curvature/check-certificate.ts': "import { decode } from './encoded-expression.ts';",
      },
    ],
  ],
  [
    guards.parsingTouchesNoFiles,
    [
      { 'src/language/parse.ts': "import { readFileSync } from 'node:fs';" },
      {
        'src/language/parse.ts': "import './lower/planted.ts';",
        'src/language/lower/planted.ts': "import { tableFiles } from '../tables/table-files.ts';",
      },
    ],
  ],
  [
    guards.coreKnowsNoSurroundings,
    [
      { 'src/math/planted.ts': "import { AstNode } from 'langium';" },
      { 'src/report/planted.ts': "import { readFileSync } from 'node:fs';" },
    ],
  ],
  [
    guards.onlyTheExtensionKnowsVsCode,
    [
      { 'src/language/planted.ts': "import type { Uri } from 'vscode';" },
      { 'src/cli/planted.ts': "import { LanguageClient } from 'vscode-languageclient/node';" },
    ],
  ],
  [
    guards.onlyLanguageKnowsLangium,
    [
      { 'src/cli/planted.ts': "import type { AstNode } from 'langium';" },
      { 'src/preview/planted.ts': "import { NodeFileSystem } from 'langium/node';" },
    ],
  ],
  [
    guards.extensionSpeaksProtocolsOnly,
    [
      { 'src/extension/planted.ts': "import { parseEconomy } from '../language/module.ts';" },
      { 'src/extension/planted.ts': "import type { Model } from '../language/generated/ast.ts';" },
      { 'src/extension/planted.ts': "import { analyze } from '../analysis/analyze.ts';" },
    ],
  ],
  [
    guards.pageImportsTypesOnly,
    [
      { 'src/preview/webview/planted.ts': "import { analyze } from '../../analysis/analyze.ts';" },
      { 'src/preview/webview/planted.ts': "import type { Model } from '../../language/generated/ast.ts';" },
      { 'src/preview/webview/planted.ts': "import { join } from 'node:path';" },
    ],
  ],
  [guards.protocolIsTypesOnly, [{ 'src/preview/protocol.ts': 'export const version = 1;' }]],
  [
    guards.noEvaluation,
    [
      { 'src/math/planted.ts': "export const f = new Function('x', 'return x');" },
      { 'src/math/planted.ts': "export const f = Function('return 1')();" },
      { 'src/cli/planted.ts': "globalThis['eval']('1');" },
      { 'src/cli/planted.ts': "(0, eval)('1'); eval('1');" },
    ],
  ],
  [guards.onlyTheCommandLineExits, [{ 'src/language/planted.ts': 'process.exit(1);' }]],
  [
    guards.everyImportIsKnown,
    [
      { 'src/math/planted.ts': "import './nowhere.ts';" },
      { 'src/cli/planted.ts': 'await import(process.env.PLUGIN);' },
    ],
  ],
];

describe.each(table.map(([guard, planted]) => ({ guard, planted, name: guard.name })))(
  '$name',
  ({ guard, planted }) => {
    const real = guard(modules);

    test('the house keeps to it', () => expect(real).toEqual([]));

    test.each(planted)('it catches %j', (texts) => {
      const others = modules.filter(({ path }) => !(path in texts));
      const found = guard([...others, ...parseModules(texts)]);
      expect(found.filter((violation) => !real.includes(violation))).not.toEqual([]);
    });
  },
);

test('no guard is left out', () => {
  expect(table.map(([guard]) => guard.name).sort()).toEqual(Object.keys(guards).sort());
});
