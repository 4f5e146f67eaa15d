import { describe, expect, it } from 'vitest';
import { amount, amounts, list } from '../../src/analysis/words.ts';
import { curvatureText, functionText } from '../../src/report/text/curvature-text.ts';
import { diagnosticsSummary, diagnosticsText } from '../../src/report/text/diagnostics-text.ts';
import { type Paint, plain } from '../../src/report/text/paint.ts';
import { solutionText } from '../../src/report/text/solution-text.ts';
import { table, wrapped } from '../../src/report/text/table.ts';
import { TREE, TREE_SOLUTION } from './sample.ts';

describe('amount', () => {
  it.each([
    [0, '0'],
    [1.691, '1.691'],
    [9.314159, '9.314'],
    [-2, '−2'],
    [12345, '12,345'],
    [1e9, '1,000,000,000'],
    [1234.5678, '1235'],
    [1 / 3, '0.3333'],
    [2e-13, '2e−13'],
    [1.5e20, '1.5e20'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NaN, 'undefined'],
  ])('%d is written %s', (value, text) => expect(amount(value)).toBe(text));

  it('writes goods and lists as in a sentence', () => {
    expect(amounts({ apples: 2, bananas: -1, cherries: 0 }, true)).toBe('+2 apples, −1 bananas');
    expect(amounts({ apples: 2, bananas: 0 })).toBe('2 apples, 0 bananas');
    expect(list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(list([])).toBe('');
  });
});

describe('table', () => {
  it('aligns columns, right ones to the right, and leaves no space at the end', () => {
    const rows = [
      [{ text: 'good' }, { text: 'total', align: 'right' as const }, { text: '' }],
      [
        { text: 'bananas', paint: (text: string) => `<${text}>` },
        { text: '5', align: 'right' as const },
        { text: 'x' },
      ],
    ];
    expect(table(rows)).toEqual(['  good     total', '  <bananas>      5  x']);
  });

  it('breaks long sentences at spaces', () => {
    expect(wrapped('one two three four', 11)).toEqual(['  one two', '  three', '  four']);
    expect(wrapped('')).toEqual([]);
  });
});

describe('solutionText', () => {
  it('is a page to read', () => {
    expect(solutionText(TREE, plain, 'tree.econ')).toMatchInlineSnapshot(`
      "Tree  tree.econ · optimal · 12 ms

      Specialists.  2 kinds: 5 make only wood and 5 make only leaves. Their prices diverge.

        good    total  dual price
        wood     5 kg           1
        leaves      5           1

        welfare  5  proven to be at most 5: a gap of 2e−10

        agent  frontier  members  each makes  own prices     where
        Part   convex          5  1 wood      leaves ∞ wood  as far as it can go
                               5  1 leaves    leaves 0 wood  as far as it can go

        Part: convex (interference between tasks: wood^k), powers below 1
          Convex here (k = 0.6); concave from k = 1.

        ✓  Part specializes  10 of 10 make one good only
        ✗  kinds(Part) == 3  kinds(Part) = 2

        · Any split of the members into 5 and 5 is as good.
      "
    `);
  });

  it('says why there is no solution', () => {
    const solution = {
      ...TREE_SOLUTION,
      status: 'invalid' as const,
      totals: null,
      objective: null,
      agents: [],
      asserts: [],
      diagnostics: [{ code: 'syntax' as const, severity: 'error' as const, message: 'A } is missing.', origin: 1 }],
    };
    expect(solutionText({ ...TREE, solution }, plain)).toContain('Not solved.  A } is missing.');
  });

  it('paints without changing the words', () => {
    const painted: Paint = (look, text) => `\u0001${look}\u0002${text}\u0003`;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of the paint above
    const bare = solutionText(TREE, painted).replaceAll(/\u0001\w+\u0002|\u0003/g, '');
    expect(bare).toBe(solutionText(TREE, plain));
  });
});

describe('curvatureText', () => {
  it('says the verdict, why, the chord and where it changes', () => {
    expect(curvatureText(TREE, plain)).toMatchInlineSnapshot(`
      "Part  strictly convex  wood, leaves
        by powers below 1
        from interference between tasks: wood^k
        Two of Part apart, one at 1 wood, 0 leaves and one at 0 wood, 1 leaves, average 0.5 wood, 0.5
        leaves: more than two together can make (by 0.6851).
        Convex here (k = 0.6); concave from k = 1.
      "
    `);
  });

  it('judges a bare function as a function', () => {
    const judgement = {
      ...TREE.curvature[0],
      verdict: 'convex' as const,
      blame: null,
      reason: 'the sum of convex terms',
    };
    const witnesses = [{ p: { x: 0 }, q: { x: 2 }, mid: { x: 1 }, gap: 1, shows: 'not-concave' as const }];
    const text = functionText(
      'x^2',
      { ...judgement, strict: false, segments: [], inflections: [], certificate: null, witnesses },
      plain,
    );
    expect(text).toBe(
      'x^2  convex\n  by the sum of convex terms\n  between x = 0 and x = 2 it lies below its chord: by 1 at x = 1\n',
    );
  });
});

describe('diagnosticsText', () => {
  const range = (line: number, from: number, to: number) => ({
    start: { line, character: from },
    end: { line, character: to },
  });
  const file = {
    file: 'a.econ',
    text: 'good a\n\tmaximize b  // what?\n',
    findings: [
      {
        code: 'unknown-name' as const,
        severity: 'error' as const,
        message: 'There is no b.',
        range: range(1, 10, 11),
        related: [{ message: 'Did you mean a?', range: range(0, 5, 6) }],
      },
    ],
  };

  it('quotes the line and underlines the place, tabs and all', () => {
    expect(diagnosticsText([file], plain)).toBe(
      'a.econ:2:11 error unknown-name\n  There is no b.\n   2 │ \tmaximize b  // what?\n     │ \t         ^\n  · Did you mean a?\n',
    );
  });

  it('counts', () => {
    expect(diagnosticsSummary([file], plain)).toBe('1 error in a.econ');
    expect(diagnosticsSummary([{ ...file, findings: [] }], plain)).toBe('✓ a.econ: nothing to say');
    expect(
      diagnosticsSummary(
        [
          file,
          {
            ...file,
            findings: [...file.findings, { ...file.findings[0], severity: 'warning' as const }] as typeof file.findings,
          },
        ],
        plain,
      ),
    ).toBe('2 errors, 1 warning in 2 files');
  });
});
