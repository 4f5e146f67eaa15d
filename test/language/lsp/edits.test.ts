import { describe, expect, test } from 'vitest';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import {
  addDomain,
  declareGood,
  declareParam,
  newAssertion,
  removeDeclaration,
  sortRange,
  toParam,
} from '../../../src/language/lsp/edits.ts';
import type { Snapshot } from '../../../src/language/lsp/snapshot.ts';
import { marked } from './snapshots.ts';

type Edit = (snapshot: Snapshot, at: { start: Position; end: Position }) => readonly TextEdit[] | null;
type Position = { line: number; character: number };

const assertion: Edit = (snapshot) => [newAssertion(snapshot, 'assert A is convex')];
const parameter: Edit = (snapshot, at) => toParam(snapshot, at)?.edits ?? null;

/** An edit at the cursor: the text before and after; null: it is not possible. */
const CASES: readonly (readonly [name: string, edit: Edit, before: string, after: string | null])[] = [
  [
    'an assertion behind the last one',
    assertion,
    'good a\nassert one price // yes\nseed 1|',
    'good a\nassert one price // yes\nassert A is convex\nseed 1',
  ],
  [
    'the first assertion at the end',
    assertion,
    'good a\nmaximize a // so\n|',
    'good a\nmaximize a // so\n\nassert A is convex\n',
  ],
  [
    'a good to the others',
    (s) => declareGood(s, 'c'),
    'good a, b // two\nlet x = |c',
    'good a, b, c // two\nlet x = c',
  ],
  ['the first good', (s) => declareGood(s, 'c'), 'economy E\nlet x = |c', 'economy E\ngood c\nlet x = c'],
  ['no good called like a keyword', (s) => declareGood(s, 'then'), 'let x = |then', null],
  ['a param', (s) => declareParam(s, 'k'), 'good a\nmaximize a^|k', 'good a\nparam k = 1 in 0.5..2\nmaximize a^k'],
  [
    'a param where the text ends with the goods',
    (s) => declareParam(s, 'k'),
    'let x = |k\ngood a',
    'let x = k\ngood a\nparam k = 1 in 0.5..2',
  ],
  [
    'a param where the line goes on after the goods',
    (s) => declareParam(s, 'k'),
    'good a agent A {\n  frontier a <= |k\n}',
    'good a\nparam k = 1 in 0.5..2\n agent A {\n  frontier a <= k\n}',
  ],
  ['an unused param', removeDeclaration, 'good a\nparam |k = 1 in 0..2\nmaximize a', 'good a\nmaximize a'],
  [
    'an unused param, pointed at from its first word',
    removeDeclaration,
    'good a\n|param k = 1\nmaximize a',
    'good a\nmaximize a',
  ],
  ['the first of several goods', removeDeclaration, 'good |a, b, c', 'good b, c'],
  ['the last of several goods', removeDeclaration, 'good a, b : kg, |c : kg', 'good a, b : kg'],
  [
    'a domain for all that the frontier is a function of',
    addDomain,
    'good a, b, c\nagent A { frontier |c = a + b - a*b }',
    'good a, b, c\nagent A { frontier c = a + b - a*b for a in 0..10, b in 0..10 }',
  ],
  [
    'the domain that is advised',
    (s, at) => addDomain(s, at, { good: 'a', range: '1..10' }),
    'good a, b\nagent A { frontier |b = 1/a }',
    'good a, b\nagent A { frontier b = 1/a for a in 1..10 }',
  ],
  ['no second domain', addDomain, 'good a, b\nagent A { frontier |b = a for a in 0..1 }', null],
  ['a range that runs down', sortRange, 'param k = 1 in 3|..0.5 step 1', 'param k = 1 in 0.5..3 step 1'],
  ['a range with signs and units', sortRange, 'param k = 1 in 3 [kg]|..-2 [kg]', 'param k = 1 in -2 [kg]..3 [kg]'],
  [
    'a number becomes a param',
    parameter,
    'good a\nagent A { frontier a <= 1|0 }',
    'good a\nparam k = 10 in 5..20\nagent A { frontier a <= k }',
  ],
  ['its name is free', parameter, 'param k = 1\nlet m = 2|', 'param r = 2 in 1..4\nparam k = 1\nlet m = r'],
  ['a count stays a number', parameter, 'agent A[1|0] { }', null],
];

describe('edits', () => {
  for (const [name, edit, before, after] of CASES) {
    test(name, () => {
      const { snapshot, position } = marked(before);
      const edits = edit(snapshot, { start: position, end: position });
      expect(edits && TextDocument.applyEdits(snapshot.document, [...edits])).toBe(after);
    });
  }
});
