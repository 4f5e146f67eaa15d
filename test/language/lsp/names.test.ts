import { describe, expect, test } from 'vitest';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { definition, references } from '../../../src/language/lsp/navigation.ts';
import { foldings, outline } from '../../../src/language/lsp/outline.ts';
import { paramRange } from '../../../src/language/lsp/param-range.ts';
import { rename } from '../../../src/language/lsp/rename.ts';
import { signatureHelp } from '../../../src/language/lsp/signature-help.ts';
import { textAt } from './client.ts';
import { marked, snapshotOf } from './snapshots.ts';

/** The text before, the new name, and the text after or why not. */
const RENAMES: readonly (readonly [name: string, text: string, newName: string, after: string | RegExp])[] = [
  [
    'a good, everywhere',
    'good app|les, pears\nagent A { frontier pears = 10 - apples for apples in 0..3\n at apples = 1 }\nmaximize apples * pears\nassert total(apples) > 1',
    'plums',
    'good plums, pears\nagent A { frontier pears = 10 - plums for plums in 0..3\n at plums = 1 }\nmaximize plums * pears\nassert total(plums) > 1',
  ],
  [
    'an agent, from its assertion',
    'agent Cell[3] { }\nassert Ce|ll is convex\nassert kinds(Cell) == 2',
    'Part',
    'agent Part[3] { }\nassert Part is convex\nassert kinds(Part) == 2',
  ],
  [
    'an argument hides the param of that name',
    'param x = 1\nfun f(|x) = x^2\nlet y = x',
    'z',
    'param x = 1\nfun f(z) = z^2\nlet y = x',
  ],
  [
    'the param, not the argument of that name',
    'param |x = 1\nfun f(x) = x^2\nlet y = x',
    'z',
    'param z = 1\nfun f(x) = x^2\nlet y = z',
  ],
  [
    'a budget, in its agent only',
    'good a\nagent A { budget |h <= 8\n a = 2*h }\nagent B { budget h <= 4\n a = h }',
    't',
    'good a\nagent A { budget t <= 8\n a = 2*t }\nagent B { budget h <= 4\n a = h }',
  ],
  [
    'a unit, not the param of that name',
    'unit h\nparam h = 3 [|h]\nlet a = h * 1 [h]',
    'hour',
    'unit hour\nparam h = 3 [hour]\nlet a = h * 1 [hour]',
  ],
  [
    'a good named like a word',
    'good |at\nagent A { frontier at <= 1\n at at = 1 }',
    'x',
    'good x\nagent A { frontier x <= 1\n at x = 1 }',
  ],
  [
    'an agent, not the good of that name',
    'good a\nagent |a { frontier a <= 1 }\nassert a is linear\nassert total(a) > kinds(a)',
    'b',
    'good a\nagent b { frontier a <= 1 }\nassert b is linear\nassert total(a) > kinds(b)',
  ],
  ['a reserved word is refused', 'good |a', 'agent', /word of the language/],
  ['no name is refused', 'good |a', '2x', /not a name/],
  ['a function is refused', 'good |a', 'sqrt', /function/],
  ['a taken name is refused', 'good |a, b\nmaximize a * b', 'b', /already means/],
  ['a name that would be captured is refused', 'param |p = 1\nfun f(x) = p * x', 'x', /already means/],
];

describe('rename', () => {
  for (const [name, text, newName, after] of RENAMES) {
    test(name, () => {
      const { snapshot, position } = marked(text);
      const result = rename(snapshot, position, newName);
      if (result === null) throw new Error('nothing to rename');
      if (after instanceof RegExp) {
        expect(result).toEqual({ refused: expect.stringMatching(after) });
      } else {
        const edits = 'refused' in result ? [] : (result.changes?.[snapshot.uri] as TextEdit[]);
        expect(TextDocument.applyEdits(snapshot.document, edits)).toBe(after);
      }
    });
  }

  test('nothing on a keyword', () => {
    const { snapshot, position } = marked('go|od a');
    expect(rename(snapshot, position, 'x')).toBeNull();
  });
});

describe('navigation', () => {
  test('definition of a good in a formula', () => {
    const { snapshot, position } = marked('good apples, pears\nagent A { frontier pears = 10 - app|les }');
    expect(definition(snapshot, position)?.range).toEqual({
      start: { line: 0, character: 5 },
      end: { line: 0, character: 11 },
    });
  });

  test('references with and without the declaration', () => {
    const { snapshot, position } = marked('param k = 1\nlet a = k\nlet b = |k');
    expect(references(snapshot, position, true).map(({ range }) => range.start.line)).toEqual([0, 1, 2]);
    expect(references(snapshot, position, false).map(({ range }) => range.start.line)).toEqual([1, 2]);
  });

  test('the outline nests frontiers in agents', () => {
    const symbols = outline(snapshotOf('economy E\ngood a, b\nagent A {\n  frontier a + b <= 1\n}\nmaximize a*b'));
    expect(symbols.map(({ name }) => name)).toEqual(['E', 'a', 'b', 'A', 'maximize a*b']);
    expect(symbols[3]?.children?.map(({ name }) => name)).toEqual(['frontier a + b <= 1']);
  });

  test('blocks and comments fold', () => {
    const ranges = foldings(snapshotOf('// one\n// two\nagent A {\n  frontier a <= 1\n\n}\n'));
    expect(ranges.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
      [2, 4],
      [0, 1],
    ]);
  });
});

describe('signature help', () => {
  const CASES: readonly (readonly [text: string, label: string | null, active: number])[] = [
    ['let a = sqrt(|', 'sqrt(x)', 0],
    ['fun bowl(x, r) = x^r\nlet a = bowl(1, |', 'bowl(x, r)', 1],
    ['let a = min(1, sqrt(2), |', 'min(x, y, …)', 2],
    ['let a = min(1, (2 + |', 'min(x, y, …)', 1],
    ['let a = (1 + |', null, 0],
    ['assert total(|', 'total(good)', 0],
  ];
  for (const [text, label, active] of CASES) {
    test(text, () => {
      const { snapshot, position } = marked(text);
      const help = signatureHelp(snapshot, position);
      expect(help?.signatures[0]?.label ?? null).toBe(label);
      expect(help?.activeParameter ?? 0).toBe(active);
    });
  }
});

describe('where a param has its value', () => {
  const CASES: readonly (readonly [text: string, value: string | null])[] = [
    ['param k = 0.7 in 0.3..3 step 0.05', '0.7'],
    ['param k = 10 [ha] in 1..100 [ha]', '10'],
    ['param k = -2', '-2'],
    ['param k = 1 / 3 in 0..1', '1 / 3'],
    ['param k', null],
    ['let k = 3', null],
  ];
  for (const [text, value] of CASES) {
    test(text, () => {
      const range = paramRange(snapshotOf(text), 'k');
      expect(range && textAt(text, range)).toBe(value);
    });
  }
});
