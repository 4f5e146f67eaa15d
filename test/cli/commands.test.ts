import { execFile } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CURVATURE, DIAGNOSTICS, FUNCTION, SARIF, SOLUTION, TRACE } from '../report/schemas.ts';
import { econ, RICARDO, ROOT, scratchFile, spawned, start } from './econ.ts';

const TREE = 'examples/tree.econ';
const CELLS = 'good a, b\nagent n[2] { frontier b = (1 - a^0.5)^2 for a in 0..1 }\n';

interface Case {
  readonly args: readonly string[];
  readonly input?: string;
  readonly code: number;
  readonly out?: RegExp;
  readonly err?: RegExp;
}

const CASES: readonly Case[] = [
  { args: ['solve', TREE], code: 0, out: /Specialists\.\s+3 kinds/ },
  { args: ['solve', 'examples/orchard.econ'], code: 0, out: /One price\./ },
  { args: ['solve', TREE, '--set', 'k=2'], code: 1, out: /✗\s+Part specializes/ },
  { args: ['solve', TREE, '--set', 'kk=2'], code: 2, err: /did you mean k\?/ },
  { args: ['solve', TREE, '--set', 'k=two'], code: 2, err: /"two" is not a number/ },
  { args: ['solve', TREE, '--set', 'k'], code: 2, err: /name=number/ },
  { args: ['solve', TREE, '--tolerance', '-1'], code: 2, err: /at least 0/ },
  { args: ['solve', TREE, '--scenario', 'drought'], code: 2, err: /not supported yet/ },
  { args: ['solve', TREE, '--fromat', 'json'], code: 2, err: /Did you mean --format\?/ },
  { args: ['solve', TREE, '--format', 'yaml'], code: 2, err: /Allowed choices are text, json/ },
  { args: ['solve', 'no-such.econ'], code: 2, err: /cannot read no-such\.econ: there is no such file/ },
  { args: ['solve', 'examples'], code: 2, err: /it is a folder/ },
  { args: ['check', 'icons/econ.png'], code: 2, err: /cannot read icons\/econ\.png: it is not text/ },
  { args: ['preview', TREE, '--port', '65536'], code: 2, err: /from 0 to 65535/ },
  { args: ['check', '-'], input: 'good a\nagent A { frontier a <= 1 }', code: 0, out: /^1 hint in -$/m },
  { args: ['solve'], code: 2, err: /missing required argument/ },
  { args: ['solve', '-'], input: RICARDO, code: 0, out: /✓\s+total\(a\) ~= 2/ },
  { args: ['solve', '-'], input: `\uFEFF${RICARDO.replaceAll('\n', '\r\n')}`, code: 0, out: /One price/ },
  { args: ['solve', '-'], input: RICARDO.replace('~= 2', '~= 3'), code: 1, out: /✗\s+total\(a\) ~= 3/ },
  {
    args: ['solve', '-'],
    input: 'good a\nagent A { frontier b <= 1 }',
    code: 1,
    out: /Not solved/,
    err: /-:2:20 error unknown-name/,
  },
  { args: ['solve', '-'], input: '', code: 0, out: /Nothing to choose\.\s+There is no objective/ },
  { args: ['slove', TREE], code: 2, err: /Did you mean solve\?/ },
  { args: ['trace', 'examples/two-to-one.econ'], code: 0, out: /12 apples\.\n.*corner at 8 apples with 8 bananas/ },
  { args: ['trace', '-', '--points', '9'], input: CELLS, code: 0, out: /It has 2 dents: between 2 b and 1 a with 1 b/ },
  {
    args: ['trace', '-', '--at', 'a=0.25,1.5'],
    input: CELLS,
    code: 0,
    out: /0\.25 +1\.25 +–.*\n +1\.5 +0\.0857864376/,
  },
  {
    args: ['trace', '-', '--at', 'a=0,3'],
    input: CELLS,
    code: 1,
    err: /^error|1 of these amounts is more than can be made/,
  },
  { args: ['trace', '-', '--at', 'b=1'], input: CELLS, code: 2, err: /the most of b is what is looked for; give a/ },
  { args: ['trace', '-', '--at', 'x=1'], input: CELLS, code: 2, err: /did you mean a\?|has no good x/ },
  { args: ['trace', '-', '--at', 'a'], input: CELLS, code: 2, err: /good=amount/ },
  { args: ['trace', TREE, '--at', 'wood=1'], code: 2, err: /leaves too/ },
  { args: ['trace', TREE, '--points', '1'], code: 2, err: /from 2 to 100,000/ },
  { args: ['trace', TREE, '--set', 'kk=2'], code: 2, err: /did you mean k\?/ },
  { args: ['trace', '-'], input: 'good a, b\nagent A { frontier b = 1/a }', code: 1, err: /unbounded-frontier/ },
  { args: ['solve', '-'], input: CELLS, code: 0, out: /Nothing to choose[\s\S]*It has 2 dents/ },
  { args: [], code: 2, err: /Usage: econ/ },
  { args: ['--help'], code: 0, out: /Usage: econ/ },
  { args: ['solve', '--help'], code: 0, out: /--tolerance/ },
  { args: ['--version'], code: 0, out: /^\d+\.\d+\.\d+\n$/ },
  { args: ['check', 'examples/orchard.econ'], code: 0, out: /nothing to say/ },
  { args: ['check', TREE], code: 0, out: /tree\.econ:\d+:\d+ warning convex-frontier/ },
  { args: ['check', '-'], input: RICARDO.replace('~= 2', '~= 3'), code: 1, out: /error failed-assertion/ },
  { args: ['check', '--no-solve', '-'], input: RICARDO.replace('~= 2', '~= 3'), code: 0, out: /nothing to say/ },
  { args: ['check', '-'], input: 'good a, b\nagent A {', code: 1, out: /error syntax/ },
  { args: ['curvature', TREE], code: 0, out: /Part\s+(strictly )?convex/ },
  { args: ['curvature', TREE, '--explain'], code: 0, out: /proof/ },
  { args: ['curvature', '--expr', 'x*ln(x)', '--domain', 'x=0.1:5'], code: 0, out: /^x\*ln\(x\)\s+(strictly )?convex/ },
  { args: ['curvature', '--expr', '-x*y', '--domain', 'x=0:1', '--domain', 'y=0:1'], code: 0, out: /mixed/ },
  { args: ['curvature', '--expr', 'x+y', '--domain', 'x=0:1'], code: 2, err: /no range is given for y/ },
  { args: ['curvature', '--expr', 'x*', '--domain', 'x=0:1'], code: 2, err: /cannot be read/ },
  { args: ['curvature', '--expr', 'x', '--domain', 'x=1:0'], code: 2, err: /must run upward/ },
  { args: ['curvature', '--expr', 'x', '--domain', 'x'], code: 2, err: /name=from:to/ },
  { args: ['curvature'], code: 2, err: /give one of/ },
  { args: ['preview', 'no-such.econ'], code: 2, err: /cannot read/ },
  { args: ['language-server'], code: 2, err: /--stdio/ },
];

describe('econ', () => {
  it.each(CASES)('$args gives $code', async ({ args, input, code, out, err }) => {
    const run = await econ(args, input);
    expect(run.err).toMatch(err ?? /^$|error/);
    if (out) expect(run.out).toMatch(out);
    expect(run.code).toBe(code);
    expect(run.out).not.toContain('\u001b');
  });

  it('is coloured only where that is asked for', async () => {
    const [piped, coloured, refused] = await Promise.all([
      spawned(['solve', TREE]),
      spawned(['solve', TREE], '', { FORCE_COLOR: '1' }),
      spawned(['solve', TREE], '', { FORCE_COLOR: '1', NO_COLOR: '1' }),
    ]);
    expect([piped, coloured, refused].map(({ out }) => out.includes('\u001b['))).toEqual([false, true, false]);
  });
});

function lines(text: string): unknown[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

describe('--format json', () => {
  it('solve: one object a line, for every status, in the shape of the interface', async () => {
    const wrong = scratchFile('wrong.econ', 'good a\nmaximize');
    const files = ['examples/orchard.econ', wrong, TREE];
    const { out, code, err } = await econ(['solve', ...files, '--format', 'json']);
    const objects = lines(out);
    expect(objects.map((object) => v.safeParse(SOLUTION, object).issues)).toEqual([undefined, undefined, undefined]);
    expect(objects).toMatchObject([
      { file: files[0], status: 'optimal' },
      { file: wrong, status: 'invalid', totals: null },
      { file: TREE, status: 'optimal', pricesDiverge: true },
    ]);
    expect([code, err]).toEqual([1, '']);
  });

  it('solve: a time limit ends with the best plan so far and its bound', async () => {
    const hard =
      'good x, y, z agent A[4] { budget t <= 1 x = t^1.2 y = t^1.2 z = t^1.2 } maximize x^0.4 * y^0.3 * z^0.3';
    const { out, code } = await econ(['solve', '-', '--format', 'json', '--time-limit', '0.001'], hard);
    const [object] = lines(out) as { status: string; objective: null | { value: number; upperBound: number } }[];
    expect(object?.status).toBe('bounded');
    const { value, upperBound } = object?.objective ?? { value: 0, upperBound: 1 };
    expect(upperBound).toBeGreaterThan(value);
    expect(code).toBe(object?.objective === null ? 1 : 0);
  });

  it('solve: equal text gives equal output but for the seconds', async () => {
    const untimed = (text: string) => text.replaceAll(/"seconds":[^,}]+/g, '');
    const [first, second] = await Promise.all([1, 2].map(() => spawned(['solve', TREE, '--format', 'json'])));
    expect(first?.code).toBe(0);
    expect(untimed(first?.out ?? '')).toBe(untimed(second?.out ?? '-'));
  });

  it('trace: points with the prices that support them, and the dents', async () => {
    const { out, code } = await econ(['trace', '-', '--points', '5', '--format', 'json'], CELLS);
    const [object] = lines(out);
    expect(v.safeParse(TRACE, object).issues).toBeUndefined();
    expect(object).toMatchObject({ status: 'optimal', goods: ['a', 'b'], dents: { count: 2 } });
    const { points } = object as { points: { totals: { a: number }; supported: boolean }[] };
    expect(points.filter(({ supported }) => supported).map(({ totals }) => totals.a)).toEqual([0, 1, 2]);
    expect(code).toBe(0);
  });

  it('trace: JSON for what cannot be traced too', async () => {
    const { out, code } = await econ(['trace', '-', '--format', 'json'], 'good a\nmaximize');
    const [object] = lines(out);
    expect(v.safeParse(TRACE, object).issues).toBeUndefined();
    expect([code, object]).toMatchObject([1, { status: 'invalid', points: [] }]);
  });

  it('solve: without an objective the frontier stands beside', async () => {
    const { out } = await econ(['solve', '-', '--format', 'json'], CELLS);
    const [object] = lines(out);
    expect(v.safeParse(SOLUTION, object).issues).toBeUndefined();
    expect(object).toMatchObject({ status: 'optimal', objective: null, trace: { dents: { count: 2 } } });
  });

  it('curvature of a file', async () => {
    const { out, code } = await econ(['curvature', TREE, '--format', 'json']);
    const [object] = lines(out);
    expect(v.safeParse(CURVATURE, object).issues).toBeUndefined();
    expect(object).toMatchObject({ file: TREE, agents: [{ agent: 'Part', verdict: 'convex' }] });
    expect(code).toBe(0);
  });

  it('check', async () => {
    const { out } = await econ(['check', TREE, 'examples/orchard.econ', '--format', 'json']);
    const [object] = lines(out);
    expect(v.safeParse(DIAGNOSTICS, object).issues).toBeUndefined();
    expect(object).toMatchObject({ files: [{ diagnostics: [{ code: 'convex-frontier' }] }, { diagnostics: [] }] });
  });

  it('check as SARIF', async () => {
    const { out } = await econ(['check', TREE, '--format', 'sarif']);
    expect(v.safeParse(SARIF, JSON.parse(out)).issues).toBeUndefined();
  });
});

describe('econ curvature --batch', () => {
  it('answers every line in order, bad ones with the reason, and goes on', async () => {
    const cases = [
      '{"id":"a","expr":"x^2","domain":{"x":[-1,1]}}',
      'not json',
      '{"id":3,"expr":"sqrt(x","domain":{"x":[0,1]}}',
      '',
      '{"id":"c","expr":"x+y","domain":{"x":[0,1]}}',
      '{"id":"d","domain":{}}',
      '{"id":"e","expr":"0.1*x + 0.2*x - 0.3*x","domain":{"x":[0,1e3]}}',
      '{"id":"f","expr":"sqrt(x)","domain":{"x":[0,1]}}',
    ];
    const { out, code } = await econ(['curvature', '--batch', '-', '--format', 'json'], cases.join('\n'));
    const objects = lines(out) as { id: string | null; verdict: string; reason: string | null }[];
    expect(objects.map((object) => v.safeParse(FUNCTION, object).issues).every((issues) => issues === undefined)).toBe(
      true,
    );
    expect(objects.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['a', 'convex'],
      [null, 'unknown'],
      ['3', 'unknown'],
      ['c', 'unknown'],
      ['d', 'unknown'],
      ['e', 'linear'],
      ['f', 'concave'],
    ]);
    expect(objects[1]?.reason).toBe('the line is not JSON');
    expect(objects[3]?.reason).toContain('no range is given for y');
    expect(code).toBe(1);
  });

  it('exits 0 where every line could be read', async () => {
    const file = scratchFile('cases.ndjson', '{"id":"a","expr":"x^2","domain":{"x":["-0.5",1]}}\n');
    expect(await econ(['curvature', '--batch', file])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^a: x\^2 {2}(strictly )?convex/),
    });
  });
});

describe('a process of its own', () => {
  it.each([
    [['solve', '-'], RICARDO, 0],
    [['solve', '-'], RICARDO.replace('~= 2', '~= 3'), 1],
    [['solve', 'no-such.econ'], '', 2],
    [['--help'], '', 0],
  ])('%o exits as it should', async (args, input, code) => {
    expect(await spawned(args, input)).toMatchObject({ code });
  });

  it('speaks the language server protocol', async () => {
    const child = start(['language-server', '--stdio']);
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    child.stdin?.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    const reply = await new Promise<string>((resolve) => {
      let text = '';
      child.stdout?.on('data', (chunk) => {
        text += chunk;
        if (text.includes('capabilities')) resolve(text);
      });
    });
    child.kill();
    expect(reply).toMatch(/^Content-Length: \d+\r\n/);
    expect(reply).toContain('completionProvider');
  });

  it('survives a reader that has seen enough', async () => {
    const command = `${process.execPath} ${join(ROOT, 'src/cli/main.ts')} check examples/*.econ | head -1`;
    const out = await new Promise<string>((resolve, reject) =>
      execFile('bash', ['-o', 'pipefail', '-c', command], { cwd: ROOT }, (error, text) =>
        error ? reject(error) : resolve(text),
      ),
    );
    expect(out.split('\n')).toHaveLength(2);
  });
});
