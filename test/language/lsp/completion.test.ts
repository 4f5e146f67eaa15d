import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { complete } from '../../../src/language/lsp/completion.ts';
import { marked } from './snapshots.ts';

const HEAD = 'good apples, bananas\nunit kg\nparam k = 0.7 in 0.3..3\nlet top = 10\nfun bowl(x, r) = (1 - x^r)^(1/r)\n';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly has: readonly string[];
  readonly lacks?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'an empty document',
    text: '|',
    has: ['economy', 'good', 'agent', 'economy: a whole model'],
    lacks: ['frontier'],
  },
  { name: 'the first letters', text: 'ag|', has: ['agent', 'good'] },
  {
    name: 'after a whole statement',
    text: `${HEAD}|`,
    has: ['agent', 'maximize', 'assert', 'prices', 'trace'],
    lacks: ['frontier'],
  },
  {
    name: 'in an agent',
    text: `${HEAD}agent A {\n  |\n}`,
    has: ['frontier', 'budget', 'at', 'apples'],
    lacks: ['maximize', 'good'],
  },
  {
    name: 'in an agent that is not closed',
    text: `${HEAD}agent A {\n  fr|`,
    has: ['frontier', 'budget'],
    lacks: ['maximize'],
  },
  {
    name: 'after `frontier`',
    text: `${HEAD}agent A { frontier | }`,
    has: ['apples', 'bananas', 'through', 'among', 'k', 'sqrt'],
    lacks: ['agent'],
  },
  {
    name: 'a good in a half-typed formula',
    text: `${HEAD}agent A {\n  frontier bananas = 10 * sqrt(1 - (app|`,
    has: ['apples', 'k', 'top', 'bowl', 'sqrt', 'pi'],
    lacks: ['frontier', 'kg', 'A'],
  },
  {
    name: 'in a formula, the rest of which is there',
    text: `${HEAD}agent A { frontier (app|/5)^2 + (bananas/12)^2 <= 1 }`,
    has: ['apples'],
  },
  {
    name: 'behind an operand',
    text: `${HEAD}agent A { frontier bananas = 10 - apples | }`,
    has: ['for', '+', '*', '^'],
    lacks: ['bananas'],
  },
  {
    name: 'the domain',
    text: `${HEAD}agent A { frontier bananas = 10 - apples for | }`,
    has: ['apples'],
    lacks: ['sqrt'],
  },
  { name: 'a unit', text: `${HEAD}let a = 8 [|]`, has: ['kg'], lacks: ['apples', 'k'] },
  { name: 'a unit of a good', text: `${HEAD}good wood : |`, has: ['kg'], lacks: ['apples'] },
  { name: 'no unit in a count', text: `${HEAD}agent A[|`, has: ['k'].slice(1), lacks: ['kg'] },
  {
    name: 'the objective',
    text: `${HEAD}maximize |`,
    has: ['apples', 'bananas', 'k', 'min'],
    lacks: ['kg', 'maximize'],
  },
  {
    name: 'a claim',
    text: `${HEAD}agent Alice { }\nassert |`,
    has: ['one price', 'prices diverge', 'Alice', 'kinds', 'total', 'price'],
    lacks: ['apples'],
  },
  {
    name: 'a claim on an agent',
    text: `${HEAD}agent Alice { }\nassert Alice |`,
    has: ['is concave', 'is convex', 'specializes', 'mixes'],
  },
  {
    name: 'a curvature',
    text: `${HEAD}agent Alice { }\nassert Alice is |`,
    has: ['concave', 'convex', 'linear', 'mixed'],
    lacks: ['Alice'],
  },
  { name: 'an agent of kinds()', text: `${HEAD}agent Alice { }\nassert kinds(|`, has: ['Alice'], lacks: ['apples'] },
  {
    name: 'a good of total()',
    text: `${HEAD}agent Alice { }\nassert total(|) > 3`,
    has: ['apples', 'bananas'],
    lacks: ['Alice'],
  },
  {
    name: 'a budget in its technology',
    text: `${HEAD}agent W { budget hours <= 8\n  apples = 3 * h|`,
    has: ['hours', 'k', 'sqrt'],
    lacks: ['bananas'],
  },
  { name: 'arguments in their fun', text: 'fun bowl(x, r) = (1 - |', has: ['x', 'r', 'sqrt'] },
  { name: 'no arguments outside', text: `${HEAD}maximize |`, has: ['apples'], lacks: ['x', 'r'] },
  { name: 'a param in a scenario', text: `${HEAD}scenario drought { |`, has: ['k'], lacks: ['apples'] },
  { name: 'a param to sweep', text: `${HEAD}sweep |`, has: ['k'], lacks: ['apples'] },
  { name: 'behind a param', text: 'param k = 0.7 |', has: ['in'] },
  { name: 'then', text: `${HEAD}let a = if k < 1 |`, has: ['then'] },
  { name: 'no proposals for a new name', text: 'good |', has: [], lacks: ['good', 'sqrt'] },
  { name: 'a good named like a word', text: 'good at, price\nmaximize |', has: ['at', 'price'] },
];

/** Places where nothing may be proposed. */
const SILENT: readonly (readonly [name: string, text: string])[] = [
  ['a line comment', 'good a // the go|'],
  ['a doc comment', '/** An ag|ent */\nagent A { }'],
  ['an open comment', 'good a /* ag|'],
  ['a text', 'import "cr|ops.econ"'],
  ['a number', 'let a = 1|'],
  ['behind a dot', 'agent S from "s.csv" as row { frontier row.|'],
];

describe('completion', () => {
  for (const { name, text, has, lacks = [] } of CASES) {
    test(name, () => {
      const labels = labelsAt(text);
      expect(has.filter((label) => !labels.includes(label))).toEqual([]);
      expect(lacks.filter((label) => labels.includes(label))).toEqual([]);
    });
  }

  for (const [name, text] of SILENT) {
    test(`nothing in ${name}`, () => expect(labelsAt(text)).toEqual([]));
  }

  test('accepting a good replaces the whole word', () => {
    const { snapshot, position } = marked(`${HEAD}agent A { frontier (ap|pl/5)^2 + bananas^2 <= 1 }`);
    const item = complete(snapshot, position, true).find(({ label }) => label === 'apples');
    expect(item?.textEdit).toMatchObject({ newText: 'apples' });
    const edit = item?.textEdit as Parameters<typeof TextDocument.applyEdits>[1][number];
    expect(TextDocument.applyEdits(snapshot.document, [edit])).toContain('frontier (apples/5)^2');
  });

  test('goods come before functions', () => {
    const { snapshot, position } = marked(`${HEAD}agent A { frontier bananas = | }`);
    const sorted = [...complete(snapshot, position, true)].sort((a, b) =>
      (a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1,
    );
    expect(sorted.slice(0, 2).map(({ label }) => label)).toEqual(['apples', 'bananas']);
  });

  test('a client without snippets gets plain text', () => {
    const { snapshot, position } = marked(`${HEAD}maximize |`);
    const items = complete(snapshot, position, false);
    expect(items.filter(({ textEdit }) => textEdit?.newText.includes('$'))).toEqual([]);
  });
});

function labelsAt(text: string): readonly string[] {
  const { snapshot, position } = marked(text);
  return complete(snapshot, position, true).map(({ label }) => label);
}
