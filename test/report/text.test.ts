import { describe, expect, it } from 'vitest';
import { amount, amounts, list } from '../../src/analysis/words.ts';
import type { Certificate } from '../../src/curvature/certificate.ts';
import { curvatureText, functionText } from '../../src/report/text/curvature-text.ts';
import { diagnosticsSummary, diagnosticsText } from '../../src/report/text/diagnostics-text.ts';
import { type Paint, plain } from '../../src/report/text/paint.ts';
import { proofTree } from '../../src/report/text/proof-text.ts';
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
        Part   convex          5  1 kg wood   leaves ∞ wood  as far as it can go
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
    expect(solutionText({ ...TREE, solution: { ...solution, status: 'optimal' } }, plain)).toMatch(
      /^Tree {2}nothing to solve · /,
    );
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
        powers below 1
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
      'x^2  convex\n  the sum of convex terms\n  between x = 0 and x = 2 it lies below its chord: by 1 at x = 1\n',
    );
  });
});

describe('proofTree', () => {
  const line: Certificate = {
    kind: 'line',
    expression: ['call', 'sin', ['name', 'x']],
    variable: 'x',
    from: '0',
    to: '5',
    verdict: 'mixed',
    stretches: [
      { from: ['0', '0'], to: ['314159265358/100000000000', '314159265359/100000000000'], bend: -1 },
      { from: ['314159265358/100000000000', '314159265359/100000000000'], to: ['5', '5'], bend: 1 },
    ],
    kinks: [{ at: ['1/2', '1/2'], slope: 1, jump: false }],
    witnesses: [{ p: { x: 4 }, q: { x: 5 }, mid: { x: 4.5 }, gap: 0.12, shows: 'not-concave' }],
  };
  const box: Certificate = {
    kind: 'box',
    expression: ['add', ['call', 'exp', ['name', 'x']], ['power', ['name', 'y'], '2']],
    domain: { x: ['0', '1'], y: ['-1', '1'] },
    verdict: 'convex',
    proof: {
      method: 'rules',
      tree: {
        rule: 'a sum of convex terms',
        text: 'exp(x) + y^2',
        curvature: 'convex',
        parts: [
          { rule: 'exp of an affine argument', text: 'exp(x)', curvature: 'convex', parts: [] },
          { rule: 'an even power', text: 'y^2', curvature: 'convex', parts: [] },
        ],
      },
    },
    witnesses: [],
  };

  it('puts every step on a line, below what it is for', () => {
    expect(proofTree(line, plain)).toEqual([
      '  proof',
      '  └ sin(x) for x in 0..5 is mixed',
      '    ├ for x in 0..≈3.141592654 the second derivative is negative',
      '    ├ for x in ≈3.141592654..5 the second derivative is positive',
      '    ├ at x = 0.5 the slope rises at once',
      '    └ between x = 4 and x = 5 it lies below its chord: by 0.12 at x = 4.5',
    ]);
    expect(proofTree(box, plain)).toEqual([
      '  proof',
      '  └ exp(x) + y^2 for x in 0..1 and y in -1..1 is convex',
      '    └ exp(x) + y^2 is convex: a sum of convex terms',
      '      ├ exp(x) is convex: exp of an affine argument',
      '      └ y^2 is convex: an even power',
    ]);
  });

  const task = (good: string, power: string) => ({
    good,
    formula: ['multiply', '1', ['power', ['name', 'time'], power]] as const,
    from: '0',
    until: '16',
    spent: '0',
    peak: 16,
    proof: null,
  });

  it('says of each task what it makes of the budget', () => {
    const tasks = [task('food', '4/5'), task('cloth', '1')];
    const split: Certificate = {
      kind: 'separable',
      budget: 'time',
      amount: '16',
      tasks,
      verdict: 'concave',
      witnesses: [],
    };
    expect(proofTree(split, plain)).toEqual([
      '  proof',
      '  └ 16 time split over 2 tasks is concave',
      '    ├ food = time^0.8 for time in 0..16',
      '    └ cloth = time for time in 0..16',
    ]);
  });

  it('says how many steps it leaves out', () => {
    const tasks = Array.from({ length: 30 }, () => task('a', '2'));
    const split: Certificate = {
      kind: 'separable',
      budget: 'h',
      amount: '1/3',
      tasks,
      verdict: 'convex',
      witnesses: [],
    };
    const tree = proofTree(split, plain);
    expect(tree[1]).toBe('  └ ≈0.3333333333 h split over 30 tasks is convex');
    expect(tree.at(-1)).toBe('    └ … and 6 more (--format json has all)');
  });

  it('shows a level set with the box that holds it, and how its side bends', () => {
    const level: Certificate = {
      kind: 'level',
      goods: ['a', 'b'],
      constraints: [{ level: ['subtract', ['add', ['name', 'a'], ['name', 'b']], '0'], bound: '1' }],
      box: { a: ['0', '1'], b: ['0', '1'] },
      tops: {},
      verdict: 'linear',
      proofs: [{ method: 'bordered', bend: 1, cuts: '0..' }],
      witnesses: [],
    };
    expect(proofTree(level, plain)).toEqual([
      '  proof',
      '  └ a + b <= 1 for a in 0..1 and b in 0..1 is linear',
      '    └ a + b <= 1 bends one way along its edge: enclosures of the second derivatives on 2 boxes tell',
    ]);
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

  it('quotes of a long line what stands around the place', () => {
    const text = `${'a + '.repeat(1000)}zzz${' + a'.repeat(1000)}`;
    const long = { ...file, text, findings: [{ ...file.findings[0], range: range(0, 4000, 4003), related: [] }] };
    const printed = diagnosticsText([long as typeof file], plain).split('\n');
    const [quote, carets] = [printed[2] ?? '', printed[3] ?? ''];
    expect(quote.length).toBeLessThan(220);
    expect(quote.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('zzz');
  });

  it('counts lines as editors do, whatever ends them', () => {
    const printed = diagnosticsText([{ ...file, text: 'good a\r\tmaximize b' }], plain);
    expect(printed).toContain('\tmaximize b');
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
