import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analysis/analyze.ts';
import { rememberingJudge } from '../../src/analysis/verdict-cache.ts';
import { judgeByParam } from '../../src/curvature/by-param.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { rememberingRanges } from '../../src/language/lsp/remembered-ranges.ts';
import { parseEconomy } from '../../src/language/parse.ts';

const COUNT = 1000;

interface Edit {
  readonly head?: string;
  readonly params?: string;
  readonly goods?: string;
  readonly seventh?: string;
  readonly comment?: string;
}

/** A file of a thousand agents: all name `m` but every tenth, which names `k`. */
function file({ head = '', params = '2', goods = 'a, b, other', seventh, comment = '' }: Edit = {}): string {
  const agents = Array.from({ length: COUNT }, (_, i) => {
    const formula = i % 10 === 0 ? `${i + 5} - a^k` : `${i + 5} - m*a^2`;
    const own = i === 7 && seventh ? seventh : formula;
    return `agent A${i} {\n${i === 500 ? comment : ''}  frontier b = ${own}\n}`;
  });
  return `${head}good ${goods}\nparam k = ${params} in 1..3\nparam m = 1\n${agents.join('\n')}\nmaximize a + b\n`;
}

/** What is judged anew when a text becomes another one. */
function judgedAnew(before: string, after: string): readonly string[] {
  const calls: string[] = [];
  const judge = rememberingJudge((agent) => {
    calls.push(agent.name);
    return judgeFrontier(agent, { verdictOnly: true });
  }, 2000);
  const read = (text: string): void => {
    analyze(parseEconomy(text).economy, { judge, solve: false, picture: false, byParam: false });
  };
  read(before);
  expect(calls).toHaveLength(COUNT);
  calls.length = 0;
  read(after);
  return calls;
}

describe('in a file of a thousand agents', () => {
  test.each<[string, Edit, readonly string[]]>([
    ['an edit of one agent proves that one', { seventh: '12 - 3*a' }, ['A7']],
    ['a comment proves none', { comment: '  // said\n' }, []],
    ['lines above prove none', { head: '// one\n\n// two\neconomy E\n' }, []],
    ['another order of the goods proves none', { goods: 'other, b, a' }, []],
    ['one more good proves none', { goods: 'a, b, other, more' }, []],
    ['white space within a formula proves none', { seventh: '12   -  m * a^2' }, []],
  ])('%s', (_what, edit, expected) => {
    expect(judgedAnew(file(), file(edit))).toEqual(expected);
  });

  test('a param proves those that name it', () => {
    const anew = judgedAnew(file(), file({ params: '2.5' }));
    expect(anew).toEqual(Array.from({ length: COUNT / 10 }, (_, i) => `A${i * 10}`));
  });
});

test('ranges are searched again only for frontiers that name what changed', () => {
  const calls: string[] = [];
  const ranges = rememberingRanges((agent, params) => {
    calls.push(agent.name);
    return judgeByParam(agent, params);
  });
  const read = (k: string, m: string): void => {
    const text = `good a, b\nparam k = ${k} in 1..3\nparam m = ${m} in 1..2\nagent X { frontier b = 5 - a^k }\nagent Y { frontier b = 5 - m*a }\nmaximize a + b`;
    analyze(parseEconomy(text).economy, { judgeByParam: ranges, solve: false, picture: false });
  };
  read('2', '1');
  expect(calls).toEqual(['X', 'Y']);
  read('2', '1.5');
  expect(calls).toEqual(['X', 'Y', 'Y']);
});
