import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analysis/analyze.ts';
import type { Lowered } from '../../src/language/lower.ts';
import { parseEconomy, parseExpression } from '../../src/language/parse.ts';
import { RESERVED_WORDS } from '../../src/language/syntax/words.ts';
import { compile } from '../../src/math/expression/compile.ts';
import { print } from '../../src/math/expression/print.ts';
import { plain } from './check.ts';
import { EVERYTHING } from './everything.ts';

/** The statements of the language's definition that no other test holds to, one table a section. */

const GOODS = 'good apples, bananas\n';
const CELL = 'agent Cell[10] { frontier apples^2 + bananas^2 <= 1 }\n';
const WHOLE = `${GOODS}${CELL}maximize apples * bananas\n`;

const errorsOf = ({ findings }: Lowered) => findings.filter(({ severity }) => severity === 'error');
const codesOf = (text: string) => errorsOf(parseEconomy(text)).map(({ code }) => code);

describe('words and lines', () => {
  const NAMES =
    `at seed step steps from price prices kinds total time in for e pi as within is one diverge trace market concave
    convex linear mixed specializes mixes row log total_2 Äpfel яблоки 香蕉 _x`.split(/\s+/);

  test.each(NAMES)('%s may be a good, a param, a let, a fun, an argument, an agent, a budget and a unit', (name) => {
    const texts = [
      `good ${name}, b\nagent A { frontier b = 3 - 2*${name} for ${name} in 0..1 }\nmaximize b`,
      `good ${name}, b\nagent A { frontier (${name}) + b <= 3 }\nprices ${name} = 1, b = 2\nassert total(${name}) in 0..9`,
      `param ${name} = 1 in 0..3 step 0.5\ngood b\nagent A { frontier b <= ${name} }\nmaximize b`,
      `let ${name} = 1\ngood b\nagent A { frontier b <= 2 * ${name} + ${name} }\nmaximize b`,
      `fun ${name}(x) = x^2\ngood b\nagent A { frontier ${name}(b) <= 3 }\nmaximize b`,
      `fun f(${name}) = ${name}^2\ngood b\nagent A { frontier f(b) <= 3 }\nmaximize b`,
      `good b\nagent ${name} { frontier b <= 1 }\nmaximize b\nassert ${name} is concave\nassert kinds(${name}) == 1`,
      `good b\nagent A { budget ${name} <= 3\n b = 2 * ${name} }\nmaximize b`,
      `unit ${name}\ngood b : ${name}\nagent A { frontier b <= 3 [${name}] }\nmaximize b`,
    ];
    for (const text of texts) expect(errorsOf(parseEconomy(text)), text).toEqual([]);
  });

  test.each([...RESERVED_WORDS])('%s is no name', (word) => expect(codesOf(`good ${word}`)[0]).toBe('syntax'));

  test.each([...RESERVED_WORDS, 'at', 'in'])('%s may stand after a dot', (word) =>
    expect(
      codesOf(
        `${GOODS}agent S from "s.csv" as row { frontier apples/row.${word} + bananas <= row.area }\nmaximize apples`,
      ),
    ).toEqual(['file-not-found']),
  );

  test.each(['at', 'seed', 'prices', 'trace', 'market'])('%s begins a line after an unfinished one', (word) =>
    expect(errorsOf(parseEconomy(`${GOODS}agent A { frontier bananas = 10 *\n${word} }`))).toMatchObject([
      { code: 'syntax', message: expect.stringContaining('unfinished') },
    ]),
  );

  test('newlines are only white space, of any kind', () => {
    const text = `${WHOLE}assert one price // why\n/* not\nthis */\n/** Doc. */\nparam k = 1 in 0..3\nassert total(apples) < k`;
    const expected = plain(parseEconomy(text).economy);
    expect(errorsOf(parseEconomy(text))).toEqual([]);
    for (const end of ['\r\n', '\r', '\n\n\t ', '\n\uFEFF']) {
      expect(plain(parseEconomy(text.replaceAll('\n', end)).economy)).toEqual(expected);
    }
    const withoutLines = text.replace('// why', '').replaceAll('\n', ' ');
    expect(plain(parseEconomy(withoutLines).economy)).toEqual(expected);
  });

  test('params, lets, budgets, goods and arguments share one name space, units have their own', () => {
    expect(codesOf('good a\nparam a = 1\nlet a = 2')).toEqual(['duplicate-name', 'duplicate-name']);
    expect(codesOf('unit kg\ngood kg : kg\nagent kg { frontier kg <= 3 }\nfun kg(x) = x\nmaximize kg')).toEqual([]);
  });

  test('a doc comment belongs to what it stands before, a plain comment to nothing', () => {
    const { economy } = parseEconomy(
      `${GOODS}/** Doc. */ agent A { frontier apples <= 1 }\n/* none */ agent B { frontier bananas <= 1 }`,
    );
    expect(economy.agents.map(({ doc }) => doc)).toEqual(['Doc.', null]);
  });
});

describe('expressions', () => {
  const VALUES: readonly (readonly [string, number])[] = [
    ['10_000 + 1_0.2_5', 10010.25],
    ['.5 + 1.5e-3 + 2E2', 200.5015],
    ['-x^2', -9],
    ['(-x)^2', 9],
    ['2^-x^2', 2 ** -9],
    ['2^3^2', 512],
    ['-2^2 + 1', -3],
    ['2 - -x', 5],
    ['2 * -x', -6],
    ['x^-2', 1 / 9],
    ['pow(x, 2) - x^2', 0],
    ['0^0', 1],
    ['(0*x)^0', 1],
    ['7 - 2 - 1', 4],
    ['12 / 2 / 3 * 2', 4],
    ['1 + 2 * x ^ 2', 19],
    ['if x < 4 then 1 else 2 + 10', 1],
    ['(if x < 4 then 1 else 2) + 10', 11],
    ['if x > 4 then 1 else if x == 3 then 2 else 3', 2],
    ['1 + (if x in 3..4 then x else 0)', 4],
    ['if x in 1 + 1..2 * 2 then 1 else 0', 1],
    ['if not x < 4 or x >= 3 and x <= 3 then 1 else 0', 1],
    ['if x ~= 3.02 then 1 else 0', 1],
    ['if x ~= 3.02 within 1e-3 then 1 else 0', 0],
    ['min(x, 1, 2) + max(x, 4)', 5],
    ['abs(-x) + sqrt(9) + ln(e) + log10(100) + exp(0)', 10],
    ['sin(0) + cos(0) + tanh(0) + sigmoid(0)', 1.5],
  ];
  test.each(VALUES)('%s', (text, expected) => {
    const { expression, findings } = parseExpression(text);
    expect(findings).toEqual([]);
    if (expression === null) throw new Error('none');
    expect(compile(expression, ['x'])([3])).toBeCloseTo(expected, 12);
  });

  test.each([
    '0.',
    '1_',
    '1__0',
    '_1 +',
    '1._5',
    '0. + 1',
    '1 < 2 < 3',
    '(1)(2)',
    '2x',
    'x [kg]',
    '1 if 2',
    'if 1 < 2 then 3',
  ])('%s is none', (text) => expect(parseExpression(text).expression).toBeNull());

  test('what may be written in several ways is read as the same', () => {
    const frontiers = [
      '1 >= apples + bananas',
      'apples + bananas <= 1',
      '1 > apples + bananas',
      '(apples + bananas < 1)',
    ];
    const read = frontiers.map((text) => plain(parseEconomy(`${GOODS}agent A { frontier ${text} }`).economy.agents));
    for (const one of read) expect(one).toEqual(read[0]);
  });

  test('an explicit frontier of several goods has several ranges', () => {
    const text = 'good a, b, c\nagent A { frontier b = 12 - a - c^2 for a in 0..6, c in 0..2 }\nmaximize a * b * c';
    const { economy } = parseEconomy(text);
    const frontier = economy.agents[0]?.frontier;
    expect(codesOf(text)).toEqual([]);
    expect(frontier?.kind === 'explicit' && frontier.inputs.map(({ good, to }) => [good, to && print(to)])).toEqual([
      ['a', '6'],
      ['c', '2'],
    ]);
  });

  test('where an agent stands: all its goods, or all but one', () => {
    const read = (at: string) =>
      codesOf(`good a, b, c\nagent A { frontier a + b + c <= 9\n at ${at} }\nmaximize a * b * c`);
    expect(read('a = 1, b = 2, c = 3')).toEqual([]);
    expect(read('a = 1, c = 2')).toEqual([]);
    expect(read('a = 1 at c = 2')).toEqual([]);
    expect(read('a = 1')).toEqual(['bad-data']);
  });

  test('the library is always visible', () => {
    const calls = ['ces(apples, bananas, 0.5)', 'cobb_douglas(apples, bananas, 0.5)', 'leontief(apples, bananas)'];
    for (const call of calls) expect(codesOf(`${GOODS}${CELL}maximize ${call}`), call).toEqual([]);
  });
});

describe('asserts', () => {
  const CLAIMS: readonly (readonly [string, string])[] = [
    ['one price', 'one-price'],
    ['prices diverge', 'prices-diverge'],
    ['Cell is concave', 'curvature'],
    ['Cell is convex', 'curvature'],
    ['Cell is linear', 'curvature'],
    ['Cell is mixed', 'curvature'],
    ['Cell specializes', 'specializes'],
    ['Cell mixes', 'mixes'],
    ['kinds(Cell) == 2', 'condition'],
    ['total(apples) in 9.9..10.1', 'condition'],
    ['price(apples) / price(bananas) ~= 1.5', 'condition'],
    ['price(apples) / price(bananas) ~= 1.5 within 1e-6', 'condition'],
    ['not total(apples) < 1 and (kinds(Cell) == 1 or kinds(Cell) == 2)', 'condition'],
    ['apples > 2 * bananas', 'condition'],
  ];
  test.each(CLAIMS)('assert %s', (claim, kind) => {
    const read = parseEconomy(`${WHOLE}assert ${claim}`);
    expect(errorsOf(read)).toEqual([]);
    expect(read.economy.assertions).toMatchObject([{ kind, text: claim }]);
  });

  test('an agent within a group', () => {
    const group = 'group Tree { good s, w\n agent Part { frontier s + w <= 1 }\n yields apples = s }\n';
    for (const claim of ['Tree.Part mixes', 'Tree.Part is convex', 'kinds(Tree.Part) == 2'])
      expect(codesOf(`${WHOLE}${group}assert ${claim}`), claim).toEqual(['not-yet-supported']);
  });
});

describe('types', () => {
  const UNITS = 'unit kg, h\ngood wood : kg, time_off : h, apples\n';
  const RIGHT: readonly string[] = [
    'frontier wood = 10 * sqrt(1 - (time_off/8)^2)',
    'frontier (wood/5)^2 + (time_off/12)^2 <= 1',
    'frontier wood = 10 - 3 * time_off',
    'frontier wood = 3 [kg/h] * (8 [h] - time_off)',
    'frontier wood = max(0, 10 - 2 * apples)',
    'frontier 2 * wood + 3 * time_off + apples <= 10',
    'frontier wood = 8 * exp(-time_off / 4)',
    'frontier wood = (if time_off < 3 then 2 else 1) for time_off in 0..8 [h]',
  ];
  test.each(RIGHT)('%s', (clause) =>
    expect(codesOf(`${UNITS}agent A { ${clause} }\nmaximize wood * time_off * apples`)).toEqual([]),
  );

  const WRONG: readonly string[] = [
    'frontier wood + time_off <= 1',
    'frontier wood - time_off <= 1',
    'frontier wood <= time_off',
    'frontier apples = 1 - min(wood, time_off)',
    'frontier apples = 1 - max(wood, time_off)',
    'frontier apples = if wood < time_off then 1 else 2',
    'frontier apples = if wood in 0..3 [h] then 1 else 2',
    'frontier apples = if apples < 1 then 2 * wood / 1 [kg] else time_off',
    'frontier apples = exp(wood)',
    'frontier apples = 2^wood',
    'frontier wood = time_off',
    'frontier wood = 3 [h]',
  ];
  test.each(WRONG)('%s', (clause) =>
    expect(codesOf(`${UNITS}agent A { ${clause} }\nmaximize wood * time_off * apples`)).toEqual(['unit-mismatch']),
  );

  test.each(['1', '10^12', '10_000', '2 * 3', '1e3', '2.0'])('a count of %s', (count) =>
    expect(codesOf(`${GOODS}agent A[${count}] { frontier apples + bananas <= 1 }\nmaximize apples`)).toEqual([]),
  );
  test.each(['0', '-1', '1.5', '1e13', '10^12 + 1', '1/3', 'sqrt(2)'])('no count of %s', (count) =>
    expect(codesOf(`${GOODS}agent A[${count}] { frontier apples + bananas <= 1 }\nmaximize apples`)).toEqual([
      'bad-count',
    ]),
  );
});

describe('what is not computed yet leaves the rest alive', () => {
  const PARTS: readonly (readonly [string, string])[] = [
    ['import "crops.econ"', 'import'],
    ['group Tree[50] { good s\n agent Part { frontier s <= 1 }\n yields apples = s }', 'group'],
  ];
  test.each(PARTS)('%s', (part, word) => {
    const { economy, findings, origins } = parseEconomy(`${WHOLE}${part}\n`);
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, origin }) => [code, origins.get(origin)?.text])).toEqual([['not-yet-supported', word]]);
    const analysis = analyze(economy, { findings });
    expect(analysis.curvature.find(({ agent }) => agent === 'Cell')?.verdict).toBe('concave');
    expect(analysis.picture.agents.some(({ agent }) => agent === 'Cell')).toBe(true);
  });

  test('each is said once, at its own place, in a text that has everything', () => {
    const { findings, origins } = parseEconomy(EVERYTHING);
    const said = findings
      .filter(({ code }) => code === 'not-yet-supported')
      .map(({ origin }) => origins.get(origin)?.text);
    expect(said).toEqual(['import', 'group', 'scenario', 'sweep']);
  });
});
