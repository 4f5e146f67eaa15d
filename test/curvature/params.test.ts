import { describe, expect, test } from 'vitest';
import { judgeByParam } from '../../src/curvature/by-param.ts';
import { exactDecimal, settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { toDouble } from '../../src/math/rational/rational.ts';

function economy(params: string, body: string) {
  return parseEconomy(`economy E\ngood a, b\n${params}\nagent X {\n${body}\n}\nmaximize a^0.5*b^0.5`).economy;
}

function byParam(params: string, body: string) {
  const { agents, params: list } = economy(params, body);
  const [agent] = agents;
  if (!agent) throw new Error(body);
  const found = judgeByParam(agent, list);
  for (const { proven, certificate } of found ?? []) expect(certificate !== undefined).toBe(proven);
  return found?.map(({ certificate: _, ...segment }) => segment) ?? null;
}

describe('where the verdict changes', () => {
  test.each([
    'frontier b = (1 - a^k)^(1/k)',
    'frontier a^k + (b/2)^k <= 1',
    'budget time <= 1\na = time^(1/k)\nb = time^(1/k)',
  ])('%s', (body) => {
    expect(byParam('param k = 0.7 in 0.3..3', body)).toEqual([
      { param: 'k', from: 0.3, to: 1, verdict: 'convex', proven: true },
      { param: 'k', from: 1, to: 1, verdict: 'linear', proven: true },
      { param: 'k', from: 1, to: 3, verdict: 'concave', proven: true },
    ]);
  });

  test('a change at a value that is not rational is isolated', () => {
    const found = byParam('param m = 0.1 in 0..0.35', 'frontier b = 1 - a^2*(1 - m*a)');
    expect(found?.map((s) => s.verdict)).toEqual(['concave', 'unknown', 'mixed']);
    expect(found?.map((s) => s.proven)).toEqual([true, false, false]);
    const gap = found?.[1];
    expect(gap && gap.to - gap.from).toBeLessThan(1e-8);
    expect(gap?.from).toBeCloseTo(Math.sqrt(2 / 27), 6);
  });

  test('exponents that are params are judged at as many values as they need', () => {
    const found = byParam('param p = 1 in 0.5..2', 'frontier a^p + b^(1/p) <= 1');
    expect(found?.map((s) => [s.from, s.to, s.verdict])).toEqual([
      [0.5, 1, 'mixed'],
      [1, 1, 'linear'],
      [1, 2, 'mixed'],
    ]);
  });

  test('no change is one segment, no param is null', () => {
    expect(byParam('param m = 1 in 0.5..2', 'frontier b = 4 - m*a^2')).toEqual([
      { param: 'm', from: 0.5, to: 2, verdict: 'concave', proven: true },
    ]);
    expect(byParam('param m = 1 in 0.5..2', 'frontier b = 4 - a^2')).toBeNull();
    expect(byParam('param m = 1', 'frontier b = 4 - m*a^2')).toBeNull();
  });
});

describe('settling params', () => {
  test('an override is the decimal it prints as', () => {
    const settled = settle(economy('param m = 1 in 0..2', 'frontier b = 4 - m*a^2'), { m: 0.1 });
    expect(settled.params[0]?.value).toEqual({ numerator: 1n, denominator: 10n });
    expect(JSON.stringify(settled.agents[0]?.frontier, (_, v) => (typeof v === 'bigint' ? `${v}` : v))).not.toContain(
      '"m"',
    );
  });

  test.each([0.1, -2.5, 1e-7, 1e21, 3, 123456.789])('%s is exact as a decimal', (x) => {
    expect(toDouble(exactDecimal(x))).toBe(x);
  });
});
