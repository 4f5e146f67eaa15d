import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/analysis/fingerprint.ts';
import { tableIdentity } from '../../src/analysis/table-identity.ts';
import { rememberingJudge } from '../../src/analysis/verdict-cache.ts';
import type { FrontierJudgement } from '../../src/curvature/verdict.ts';
import type { Agent, MemberTable } from '../../src/economy/economy.ts';
import { add, name, number } from '../../src/math/expression/build.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import { judgement, powerFrontier } from './picture/shapes.ts';

/** An agent whose formula's nodes stand at `at` and behind it. */
function agent(formula: Expression, at: number): Agent {
  const origin = at;
  return {
    name: 'A',
    doc: null,
    count: 1,
    at: [],
    origin: at + 1,
    frontier: { kind: 'explicit', good: 'b', formula: { ...formula, origin: at + 2 }, inputs: [], origin },
  };
}

/** Judges by counting its calls; its finding stands where the formula does. */
function counting() {
  const calls: Agent[] = [];
  const judge = (judged: Agent): FrontierJudgement => {
    calls.push(judged);
    const origin = judged.frontier?.kind === 'explicit' ? (judged.frontier.formula.origin ?? 0) : 0;
    const findings = [
      {
        code: 'dominated-part' as const,
        severity: 'warning' as const,
        message: 'm',
        origin,
        related: [{ message: 'r', origin: judged.origin }],
      },
    ];
    return { ...judgement(powerFrontier(2), 'concave'), findings, blame: { origin, text: 't', cause: 'c' } };
  };
  return { calls, judge };
}

describe('rememberingJudge', () => {
  it('judges an unchanged frontier once, and moves what it found to where the frontier stands now', () => {
    const { calls, judge } = counting();
    const remembering = rememberingJudge(judge);
    remembering(agent(add(name('a'), number(1)), 10));
    const again = remembering(agent(add(name('a'), number(1)), 50));
    expect(calls).toHaveLength(1);
    expect(again.findings[0]).toMatchObject({ origin: 52, related: [{ origin: 51 }] });
    expect(again.blame?.origin).toBe(52);
    const back = remembering(agent(add(name('a'), number(1)), 20));
    expect(back.findings[0]?.origin).toBe(22);
  });

  it.each([
    ['another number', add(name('a'), number(2))],
    ['another name', add(name('c'), number(1))],
    ['another order', add(number(1), name('a'))],
  ])('judges afresh: %s', (_what, changed) => {
    const { calls, judge } = counting();
    const remembering = rememberingJudge(judge);
    remembering(agent(add(name('a'), number(1)), 10));
    remembering(agent(changed, 10));
    expect(calls).toHaveLength(2);
  });

  it('forgets the one that was not used for longest', () => {
    const { calls, judge } = counting();
    const remembering = rememberingJudge(judge, 2);
    for (const value of [1, 2, 1, 3, 1, 2]) remembering(agent(number(value), 0));
    expect(calls).toHaveLength(4);
  });
});

describe('members from a table', () => {
  const table = (values: Float64Array, count = 2): MemberTable => ({
    file: 'sites.csv',
    count,
    columns: [{ name: 'row.area', values, origin: 3 }],
    names: null,
  });
  const asked = (...tables: readonly MemberTable[]) => {
    const { calls, judge } = counting();
    const remembering = rememberingJudge(judge);
    for (const rows of tables) remembering({ ...agent(name('a'), 10), rows });
    return calls.length;
  };
  const values = new Float64Array([1, 2]);

  it('are the same while the numbers are, and others when the file was read again', () => {
    expect(asked(table(values), table(values))).toBe(1);
    expect(asked(table(values), table(new Float64Array([1, 3])))).toBe(2);
    expect(asked(table(values), table(values, 1))).toBe(2);
  });

  it('are told apart without writing out their numbers', () => {
    const { key } = fingerprint(tableIdentity(table(new Float64Array(1e6))) ?? {});
    expect(key.length).toBeLessThan(1000);
  });
});

describe('fingerprint', () => {
  it('reads a formula that shares its parts in time that grows with the parts', () => {
    let doubled: Expression = name('a');
    for (let step = 0; step < 200; step++) doubled = add(doubled, doubled);
    expect(fingerprint(doubled).key.split('\n')).toHaveLength(201);
  });

  it('reads long chains', () => {
    let chain: Expression = name('a');
    for (let step = 0; step < 20_000; step++) chain = add(chain, number(step));
    expect(fingerprint(chain).key.length).toBeGreaterThan(20_000);
  });
});
