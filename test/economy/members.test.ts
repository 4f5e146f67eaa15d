import { describe, expect, it } from 'vitest';
import { drawOf, type SettledDraw, settledDraw } from '../../src/economy/draws.ts';
import type { Agent, Distribution, MemberTable } from '../../src/economy/economy.ts';
import {
  MOST_MEMBERS_THAT_DIFFER,
  memberAgent,
  memberColumns,
  membersDiffer,
  tooManyMembers,
} from '../../src/economy/members.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import { fromDecimal, fromDouble, toDouble } from '../../src/math/rational/rational.ts';

const origin = { uri: 'test', from: 0, to: 0 } as never;

function number(text: string): Expression {
  const value = fromDecimal(text.replace('-', ''));
  return { kind: 'number', value: text.startsWith('-') ? { ...value, numerator: -value.numerator } : value };
}

function cells(distribution: Distribution, parameters: readonly string[], count = 300): Agent {
  const vary = [{ name: 'a', distribution, parameters: parameters.map(number), seed: 7, origin }];
  return { name: 'Cell', doc: null, count, frontier: null, at: [], vary, origin };
}

const TABLE: MemberTable = {
  file: 'sites.csv',
  count: 2,
  columns: [{ name: 'row.area', values: Float64Array.of(0.1, 3), origin }],
  names: ['North', 'South'],
};

describe('columns of what members draw', () => {
  it.each<[Distribution, string[]]>([
    ['uniform', ['0.8', '1.2']],
    ['uniform', ['1', '1.0000000000000002']],
    ['uniform', ['-3', '0.1']],
    ['normal', ['2', '0.5']],
    ['normal', ['2', '0']],
    ['lognormal', ['0.1', '0.7']],
    ['choice', ['3', '1', '2']],
  ])('%s(%j): each as drawn alone, to the last bit', (distribution, parameters) => {
    const agent = cells(distribution, parameters);
    const [draw] = (agent.vary ?? []).map(settledDraw) as [SettledDraw];
    const [column] = memberColumns(agent) ?? [];
    expect(Array.from(column?.values ?? [])).toEqual(Array.from({ length: 300 }, (_, i) => drawOf(draw, 'Cell', i)));
  });

  it.each<[Distribution, string[]]>([
    ['uniform', ['2', '1']],
    ['uniform', ['1', '1']],
    ['normal', ['2', '-1']],
    ['lognormal', ['0']],
    ['choice', []],
  ])('%s(%j) cannot be drawn', (distribution, parameters) => {
    expect(memberColumns(cells(distribution, parameters))).toBeNull();
  });

  it('are not drawn for more members than may differ, and a finding says so', () => {
    const most = cells('uniform', ['0', '1'], MOST_MEMBERS_THAT_DIFFER + 1);
    expect(memberColumns(most)).toBeNull();
    expect(tooManyMembers(most)).toMatchObject({ code: 'bad-count', severity: 'error' });
    expect(tooManyMembers(most)?.message).toContain('at most 2,000,000');
    expect(tooManyMembers({ ...most, vary: [] })).toBeNull();
    expect(tooManyMembers(cells('uniform', ['0', '1']))).toBeNull();
  });
});

describe('one member', () => {
  it('has its numbers in its formulas, exactly', () => {
    const formula: Expression = { kind: 'name', name: 'a' };
    const frontier = { kind: 'explicit', good: 'wood', formula, inputs: [], origin } as const;
    const agent: Agent = { ...cells('uniform', ['0.8', '1.2']), frontier };
    const columns = memberColumns(agent) ?? [];
    const member = memberAgent(agent, columns, 16);
    expect(member).toMatchObject({ name: 'Cell 17', count: 1 });
    expect(membersDiffer(agent)).toBe(true);
    expect(membersDiffer(member)).toBe(false);
    const value = fromDouble(columns[0]?.values[16] ?? 0);
    expect(toDouble(value)).toBeGreaterThan(0.8);
    expect(member.frontier).toMatchObject({ formula: { kind: 'number', value } });
  });

  it('of a table has the name of its row', () => {
    const formula: Expression = { kind: 'name', name: 'row.area' };
    const frontier = { kind: 'explicit', good: 'wood', formula, inputs: [], origin } as const;
    const { vary: _vary, ...plain } = cells('uniform', ['0', '1'], 2);
    const agent: Agent = { ...plain, rows: TABLE, frontier };
    expect(membersDiffer(agent)).toBe(true);
    const member = memberAgent(agent, memberColumns(agent) ?? [], 0);
    expect(member).toMatchObject({ name: 'North', frontier: { formula: { kind: 'number', value: fromDouble(0.1) } } });
    expect(memberAgent({ ...agent, rows: { ...TABLE, names: null } }, TABLE.columns, 1).name).toBe('Cell 2');
  });
});
