import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import type { Agent } from '../../src/economy/economy.ts';
import type { FindingCode } from '../../src/economy/finding.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { numberIn, readCells, readHead } from '../../src/language/tables/read-csv.ts';
import type { Table, TableProblem } from '../../src/language/tables/table.ts';
import { tableFiles } from '../../src/language/tables/table-files.ts';
import { print } from '../../src/math/expression/print.ts';
import { check } from './check.ts';
import { tableOf, tablesIn } from './tables.ts';

const SITES = 'name,area,yield\nNorth,2,0.5\nSouth,3.5,1e-1\n';

/** The economy of one agent whose members are the rows; `body` is what stands within its braces. */
const model = (body: string, head = 'from "sites.csv" as row') =>
  `unit ha, kg\ngood apples, wood : kg\nagent Site ${head} { ${body} }\nmaximize apples * wood`;
const FRONTIER = 'frontier apples + wood / row.yield <= row.area';

function constraintOf(agent: Agent | undefined): string | null {
  const frontier = agent?.frontier;
  const [constraint] = frontier?.kind === 'implicit' ? frontier.constraints : [];
  return constraint === undefined ? null : `${print(constraint.level)} <= ${print(constraint.bound)}`;
}

describe('a table in the model', () => {
  const agentOf = (csv: string, body = FRONTIER) => {
    const { economy, findings } = parseEconomy(model(body), '', { readTable: tablesIn({ 'sites.csv': csv }) });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    return economy.agents[0];
  };

  test('a row is a member, and only the columns that formulas use are kept', () => {
    const agent = agentOf(SITES, 'frontier apples + 2 * wood <= row.area + 0 * row.area');
    expect(agent?.count).toBe(2);
    expect(agent?.rows).toMatchObject({ file: 'sites.csv', count: 2, names: ['North', 'South'] });
    expect(agent?.rows?.columns.map(({ name, values }) => [name, ...values])).toEqual([['row.area', 2, 3.5]]);
    expect(constraintOf(agent)).toBe('apples + 2*wood <= row.area + 0*row.area');
  });

  test('a column takes the unit that it needs, in each place its own', () => {
    for (const body of [
      'frontier wood <= row.area frontier apples <= row.area',
      'budget land <= row.area * 1 [ha] apples = 2 * land wood = row.yield * land',
      'frontier through (apples, wood): (0, row.area), (row.yield, 0)',
      'frontier wood = 8 * exp(-apples / row.area) for apples in 0..row.yield',
    ])
      expect(agentOf(SITES, body)?.rows?.count).toBe(2);
  });

  test('names are there where the file has them, and rows may use no column at all', () => {
    expect(agentOf('area\n1\n2\n3\n', 'frontier apples <= row.area')?.rows?.names).toBeNull();
    expect(agentOf('area\n1\n2\n3\n', 'frontier apples <= 4')?.rows).toMatchObject({ count: 3, columns: [] });
  });

  test('params are put in beside columns', () => {
    const text = `param k = 2 in 1..3\n${model('frontier apples / k <= row.area')}`;
    const { economy } = parseEconomy(text, '', { readTable: tablesIn({ 'sites.csv': SITES }) });
    const [agent] = settle(economy, { k: 3 }).agents;
    expect(constraintOf(agent)).toBe('apples/3 <= row.area');
    expect(agent?.rows?.count).toBe(2);
  });

  test('a row that leaves no frontier is named by its line', () => {
    const csv = 'name,area\n"North\nslope",1\nSouth,-1\n';
    const { economy } = parseEconomy(model('frontier apples <= row.area'), '', {
      readTable: tablesIn({ 'sites.csv': csv }),
    });
    const { findings } = judgeFrontier(economy.agents[0] as Agent);
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['bad-data', expect.stringContaining('South (line 4 of sites.csv)')],
    ]);
  });

  test('what is too large to be read while typing is a hole, and no error', () => {
    const large: Table = { ...tableOf(SITES), cells: null };
    const { economy, findings } = parseEconomy(model(FRONTIER), '', { readTable: () => large });
    expect(findings).toEqual([]);
    expect(economy.agents[0]).toMatchObject({ count: 1, frontier: null });
    expect(judgeFrontier(economy.agents[0] as Agent)).toMatchObject({
      verdict: 'unknown',
      findings: [],
    });
  });
});

type Row = readonly [csv: string, text: string, ...(readonly [FindingCode, string])[]];

const FINDINGS: readonly Row[] = [
  // Names.
  [
    SITES,
    model('frontier apples <= row.«areaa»'),
    ['unknown-column', 'no column `areaa`. Did you mean `area`? It has `name`, `area`, `yield`.'],
  ],
  [
    SITES,
    model('frontier apples <= row.«depth»'),
    ['unknown-column', 'no column `depth`. It has `name`, `area`, `yield`.'],
  ],
  [SITES, model('frontier apples <= row.«name»'), ['bad-data', '`row.name` names the member']],
  [SITES, model('frontier apples <= «row»'), ['unknown-name', 'as in `row.area`']],
  [SITES, model('frontier apples <= «site.area»'), ['unknown-name', 'no row is called `site`']],
  ['the area,b\n1,2', model('frontier apples <= row.«area»'), ['unknown-column', '(To use `the area`, rename it']],
  [
    'area;b\n1;2',
    model('frontier apples <= row.«area»'),
    ['unknown-column', 'separated by `;`: separate them by commas'],
  ],
  [
    'x,1\ny,2',
    model('frontier apples <= row.«area»'),
    ['unknown-column', 'write a line with the names of the columns'],
  ],
  ['area\tb\n1\t2', model('frontier apples <= row.«area»'), ['unknown-column', 'separated by tabs']],
  [
    'area,area\n1,2',
    model('frontier apples <= row.area', 'from «"sites.csv"» as row'),
    ['bad-data', 'Two columns of the file are called `area`'],
  ],
  // Counts.
  [SITES, model('frontier apples <= row.area', '[«2»] from "sites.csv" as row'), ['bad-count', 'Remove `[2]`']],
  ['area\n', model('frontier apples <= row.area', 'from «"sites.csv"» as row'), ['bad-data', 'a header, but no rows']],
  ['area', model('frontier apples <= row.area', 'from «"sites.csv"» as row'), ['bad-data', 'a header, but no rows']],
  // Files.
  [
    SITES,
    model('frontier apples <= row.area', 'from «"site.csv"» as row'),
    ['file-not-found', '`/tables/site.csv` is not there'],
  ],
  [SITES, model('frontier apples <= row.area', 'from «""» as row'), ['file-not-found', 'Name the file']],
  // Cells.
  [
    'area\n1\n""\n',
    model('frontier apples <= row.«area»'),
    ['bad-data', 'in `sites.csv` line 3 has an empty cell there. Correct the cell, or leave the row out.'],
  ],
  [
    'area\n"10,5"\n',
    model('frontier apples <= row.«area»'),
    ['bad-data', 'line 2 holds `10,5`. Numbers have a decimal point and nothing between thousands, as in `1200.5`.'],
  ],
  ['area\nmuch\n', model('frontier apples <= row.«area»'), ['bad-data', 'line 2 holds `much`']],
  [
    'area\nNaN\nInfinity\n',
    model('frontier apples <= row.«area»'),
    ['bad-data', 'line 2 holds `NaN` and line 3 holds `Infinity`'],
  ],
  [
    'area\n1e999\n-1e-999\n0x10\n',
    model('frontier apples <= row.«area»'),
    ['bad-data', 'line 2 holds `1e999`, line 3 holds `-1e-999` and line 4 holds `0x10`. Correct the cells'],
  ],
  [`area\n${'x\n'.repeat(20)}`, model('frontier apples <= row.«area»'), ['bad-data', 'line 4 holds `x` and 17 more']],
  [
    'a,b\r\n"1\r\n",x\r\n"2\r\n\r\n",3\r\n4,"y\nz"\r\n',
    model('frontier apples + row.a - row.a <= row.«b»'),
    ['bad-data', 'line 2 holds `x` and line 7 holds `y z`'],
  ],
  [
    'a,b\n1,x\ny,2\n',
    model('frontier apples * row.«a» <= row.«b» + row.a'),
    ['bad-data', 'line 3 holds `y`'],
    ['bad-data', 'line 2 holds `x`'],
  ],
  ['a,b\n1,x\n', model('frontier apples <= row.a')],
  // Lines.
  [
    'a,b\n1,2\n3\n4,5,6\n',
    model('frontier apples <= row.a', 'from «"sites.csv"» as row'),
    ['bad-data', 'line 3 has 1 cell and line 4 has 3 cells'],
  ],
  [
    'a;b\n1,5;2\n',
    model('frontier apples <= 4', 'from «"sites.csv"» as row'),
    ['bad-data', '`sites.csv` separates its cells by `;`. Separate them by commas'],
  ],
  [
    'a\n1\n\n2\n\n',
    model('frontier apples <= row.a', 'from «"sites.csv"» as row'),
    ['bad-data', 'line 4 stands behind an empty line'],
  ],
  [
    'a\n1\n"2\n',
    model('frontier apples <= row.a', 'from «"sites.csv"» as row'),
    ['bad-data', 'opened in line 3 or later and never closed'],
  ],
  [
    'a\n1\nx"2\n',
    model('frontier apples <= row.a', 'from «"sites.csv"» as row'),
    ['bad-data', 'a quote (") within a cell in line 3'],
  ],
  [
    'a\n"1"x\n',
    model('frontier apples <= row.a', 'from «"sites.csv"» as row'),
    ['bad-data', 'something behind a closing quote (") in line 2'],
  ],
  // What consumers own and like is the same for all.
  [
    SITES,
    'good apples\nagent Site from "sites.csv" as row { endowment apples = «row.area»\n utility «apples * row.yield» }\nmarket',
    ['not-yet-supported', '`row.area` differs from member to member'],
    ['not-yet-supported', '`row.yield` differs from member to member'],
  ],
];

test.each(FINDINGS.map(([csv, text, ...expected]) => ({ csv, text, expected })))(
  '$csv: $text',
  ({ csv, text, expected }) =>
    check(text, expected, ({ severity }) => severity === 'error', tablesIn({ 'sites.csv': csv })),
);

test('where no file can be read, that is said', () =>
  check(model(FRONTIER, 'from «"sites.csv"» as row'), [['file-not-found', 'here no file can be']]));

test('members that differ are at most two million', () =>
  check('good a\nagent A[«2_000_001»] { vary s ~ uniform(1, 2) frontier a <= s }\nmaximize a', [
    ['bad-count', 'At most 2,000,000'],
  ]));

describe('numbers in cells', () => {
  test.each([
    ['3', 3],
    [' 3.50 ', 3.5],
    ['-.5', -0.5],
    ['+1.e3', 1000],
    ['1E-3', 0.001],
    ['0', 0],
    ['0e999', 0],
    ['0.1', 0.1],
    ['1e-320', 1e-320],
  ])('%j is %d', (text, expected) => expect(numberIn(text)).toBe(expected));

  test.each([
    '',
    ' ',
    'x',
    '1 2',
    '1,2',
    '1_000',
    '0x10',
    '0b1',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e999',
    '1e-999',
    '.',
    'e3',
    '1e',
    '--1',
    '½',
  ])('%j is none', (text) => expect(numberIn(text)).toBeNaN());
});

/** RFC 4180: a cell with a comma, a quote or a line end stands in quotes, in which quotes are doubled; others may. */
function written(cell: string, isQuoted: boolean): string {
  return isQuoted || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

test('what is written by RFC 4180 is read back the same', () => {
  const cell = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc
      .array(fc.constantFrom('a', 'ü', '香', '"', ',', '\r\n', '\n', '\r', ' ', '7'), { maxLength: 8 })
      .map((parts) => parts.join('')),
  );
  const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.record({
      rows: fc.array(fc.array(fc.record({ cell, isQuoted: fc.boolean() }), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 12,
      }),
      end: fc.constantFrom('\r\n', '\n'),
      hasMark: fc.boolean(),
      isEnded: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(table, ({ rows, end, hasMark, isEnded }) => {
      const width = rows[0]?.length ?? 0;
      const header = Array.from({ length: width }, (_, i) => (i === 0 ? 'name' : `c${i}`)).join(',');
      const lines = rows.map((row) => row.map(({ cell: text, isQuoted }) => written(text, isQuoted)).join(','));
      const bytes = Buffer.from(`${hasMark ? '\uFEFF' : ''}${[header, ...lines].join(end)}${isEnded ? end : ''}`);
      const head = readHead(bytes);
      expect(head).toEqual({ columns: header.split(','), first: rows[0]?.map(({ cell: text }) => text) });
      const columns = Array.from({ length: width }, (_, i) => i);
      const cells = readCells(bytes, width, columns, 0);
      expect([cells.broken, cells.count, cells.ragged.count]).toEqual([null, rows.length, 0]);
      expect(cells.names).toEqual(rows.map((row) => row[0]?.cell));
      for (const [i, numbers] of cells.numbers.entries())
        expect([...numbers]).toEqual(rows.map((row) => numberIn(row[i]?.cell ?? '')));
    }),
    { seed: 4180, numRuns: 300 },
  );
});

test('the line of a bad cell is the one that an editor shows', () => {
  const cell = fc.constantFrom('1', '"1\n"', '"\r\n1"', '"1"');
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 20 }), fc.constantFrom('\n', '\r\n'), (before, end) => {
      const start = `a${end}${before.map((text) => text + end).join('')}`;
      const { bad, lines } = readCells(Buffer.from(`${start}bad${end}2${end}`), 1, [0], -1);
      const rows = before.length + 2;
      const starts = Array.from({ length: rows }, (_, i) => 2 + before.slice(0, i).join('').split('\n').length - 1 + i);
      expect(lines === null ? starts.map((_, i) => i + 2) : [...lines]).toEqual(starts);
      expect(bad[0]?.first).toEqual([{ line: start.split(/\r\n|\n/).length, text: 'bad' }]);
    }),
    { seed: 4180, numRuns: 200 },
  );
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'econ-tables-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const uri = pathToFileURL(join(folder, 'model.econ')).href;
  const write = (name: string, text: string | Buffer) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const table = (read: Table | TableProblem): Table => {
    if ('problem' in read) throw new Error(read.message);
    return read;
  };

  test('paths start from the folder of the text, or are whole', () => {
    const path = write('a b.csv', SITES);
    const read = tableFiles()(null);
    for (const file of ['a b.csv', './a b.csv', path])
      expect(table(read(file, uri))).toMatchObject({ path, uri: pathToFileURL(path).href });
    expect(table(tableFiles()(folder)('a b.csv', 'stdin:///model.econ')).path).toBe(path);
    expect(table(read(path, 'untitled:Untitled-1')).path).toBe(path);
    expect(read('a b.csv', 'untitled:Untitled-1')).toMatchObject({
      problem: 'file-not-found',
      message: expect.stringContaining('not saved yet'),
    });
  });

  test('what cannot be read is said with the path that was looked at', () => {
    const read = tableFiles()(null);
    const problem = (file: string) => {
      const found = read(file, uri);
      return 'problem' in found ? [found.problem, found.message.replaceAll(folder, '~')] : null;
    };
    write('binary.csv', Buffer.from([80, 75, 3, 4, 0, 0, 1]));
    write('empty.csv', '\uFEFF\n');
    expect(problem('none.csv')).toEqual([
      'file-not-found',
      `\`${join('~', 'none.csv')}\` is not there. Check the path: it starts from the folder of this text.`,
    ]);
    expect(problem('.')).toEqual(['file-not-found', '`~` is a folder. Name a file in it.']);
    expect(problem('binary.csv')?.[1]).toContain('is not text in UTF-8');
    expect(problem('empty.csv')?.[1]).toContain('is empty');
  });

  test('a file is read again when it has changed, and only then', () => {
    const path = write('live.csv', 'area\n1\n2\n');
    const read = tableFiles()(null);
    const first = table(read('live.csv', uri));
    const numbers = first.cells?.([0]).numbers[0];
    expect(read('live.csv', uri)).toBe(first);
    expect(first.cells?.([0]).numbers[0]).toBe(numbers);
    write('live.csv', 'area\n1\n2\n3\n');
    utimesSync(path, new Date(1e12), new Date(1e12));
    expect(table(read('live.csv', uri)).cells?.([0]).count).toBe(3);
  });

  test('columns are read when they are asked for', () => {
    write('wide.csv', SITES);
    const { cells } = table(tableFiles()(null)('wide.csv', uri));
    const area = cells?.([1]);
    const both = cells?.([2, 1]);
    expect(both?.numbers.map((numbers) => [...numbers])).toEqual([
      [0.5, 0.1],
      [2, 3.5],
    ]);
    expect(both?.numbers[1]).toBe(area?.numbers[0]);
    expect(both?.names).toEqual(['North', 'South']);
  });

  test('of a large file the header is read alone, where that is asked for', () => {
    write('large.csv', SITES);
    const read = table(tableFiles(10)(null)('large.csv', uri));
    expect(read).toMatchObject({ columns: ['name', 'area', 'yield'], first: ['North', '2', '0.5'], cells: null });
  });

  test('two hundred thousand rows are read without being kept', () => {
    const rows = 200_000;
    const lines = Array.from({ length: rows }, (_, i) => `${i}.5,${'x'.repeat(100)} ${i}`);
    write('long.csv', `area,note\n${lines.splice(0).join('\n')}\n`);
    const { cells } = table(tableFiles()(null)('long.csv', uri));
    const before = heldBytes();
    const read = cells?.([0]);
    const grown = heldBytes() - before;
    expect([read?.count, read?.bad[0]?.count, read?.numbers[0]?.at(-1)]).toEqual([rows, 0, 199_999.5]);
    // Eight bytes a row stay, outside of the heap; the notes would be over 20 MB in it.
    expect(read?.numbers[0]?.buffer.byteLength).toBeLessThan(8 * (rows + 5));
    expect(grown).toBeLessThan(4 * 2 ** 20);
  });
});

/** Bytes of the heap in use, once all that nobody holds is given back. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
