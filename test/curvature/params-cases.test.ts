import { describe, expect, test } from 'vitest';
import { judgeByParam } from '../../src/curvature/by-param.ts';
import { parseEconomy } from '../../src/language/parse.ts';

function segments(params: string, body: string): readonly string[] {
  const { agents, params: list } = parseEconomy(
    `economy E\ngood a, b, c\n${params}\nagent X {\n${body}\n}\nmaximize a^0.5*b^0.5`,
  ).economy;
  const [agent] = agents;
  if (!agent) throw new Error(body);
  return (judgeByParam(agent, list) ?? []).map(
    ({ param, from, to, verdict, proven }) => `${param} ${from}..${to} ${verdict}${proven ? '' : '?'}`,
  );
}

describe('verdicts proven at every value of a range', () => {
  test.each<[string, string, readonly string[]]>([
    ['k = 0.7 in 0.3..3', 'frontier b = (1 - a^k)^(1/k)', ['0.3..1 convex', '1..1 linear', '1..3 concave']],
    ['k = 2 in 0.5..3', 'frontier (a/3)^k + (b/2)^k <= 1', ['0.5..1 convex', '1..1 linear', '1..3 concave']],
    ['k = 2 in 0.5..3', 'frontier (a^k + b^k)^(1/k) <= 5', ['0.5..1 convex', '1..1 linear', '1..3 concave']],
    ['k = 2 in 0.5..3', 'frontier a^k + b^k + c^k <= 5', ['0.5..1 convex', '1..1 linear', '1..3 concave']],
    ['g = 0.1 in 0..1', 'frontier a + b + g*a*b <= 10', ['0..0 linear', '0..1 convex']],
    ['r = 3 in 1..5', 'frontier b = 10*sqrt(1 - (a/r)^2)', ['1..5 concave']],
    ['m = 1 in 0.5..2', 'frontier b = 4 - m*a^2', ['0.5..2 concave']],
    ['m = 1 in 0.5..2', 'frontier b = 10 - m*a', ['0.5..2 linear']],
    ['m = 1 in 0.1..2', 'frontier b = 10*exp(-m*a) for a in 0..5', ['0.1..2 convex']],
    ['q = 3 in 2..6', 'frontier b = 12 - a^2/3 for a in 0..q', ['2..6 concave']],
    ['m = 0.5 in 0..1', 'frontier b = (10 - a)*(1 + m*a/20)', ['0..0 linear', '0..1 concave']],
    ['k = 1 in 0.5..3', 'frontier b = 10*(1 - sigmoid(k*(a-4))) for a in 0..8', ['0.5..3 mixed']],
    ['s = 1 in 0.5..4', 'budget h <= 8\na = 3*h^1.2\nb = max(0, 2*(h - s))', ['0.5..4 convex']],
    ['s = 1 in 0..4', 'budget h <= 8\na = 3*h\nb = max(0, 2*(h - s))', ['0..0 linear', '0..4 convex']],
    ['t = 1 in 0.5..2', 'budget h <= 4\na = h^t\nb = h', ['0.5..1 concave', '1..1 linear', '1..2 convex']],
    ['t = 1 in 0.5..3', 'budget h <= t\na = h^2\nb = h^2', ['0.5..3 convex']],
    ['m = 0.3 in 0.3..0.35', 'frontier b = 1 - a^2*(1 - m*a)', ['0.3..0.35 mixed']],
    ['y = 6 in 1..9', 'frontier through (a, b): (0,10),(5,y),(10,0)', ['1..5 convex', '5..5 linear', '5..9 concave']],
    ['y = 6 in 1..9', 'frontier among (a, b): (0,10),(5,y),(10,0)', ['1..9 mixed']],
  ])('%s: %s', (param, body, expected) => {
    const [name] = param;
    expect(segments(`param ${param}`, body)).toEqual(expected.map((s) => `${name} ${s}`));
  });

  test('two changes between two values of the grid are found, exact', () => {
    const body = 'frontier b = 10 - a + (p-0.53)*(p-0.56)*a^2/10 for a in 0..5';
    expect(segments('param p = 0.2 in 0..1', body)).toEqual([
      'p 0..0.53 convex',
      'p 0.53..0.53 linear',
      'p 0.53..0.56 concave',
      'p 0.56..0.56 linear',
      'p 0.56..1 convex',
    ]);
  });

  test('each of two params alone, the other at its value', () => {
    const body = 'frontier m*a^k + b^2 <= 5';
    expect(segments('param k = 2 in 1..3\nparam m = 1 in 0.5..2', body)).toEqual([
      'k 1..3 concave',
      'm 0.5..2 concave',
    ]);
  });

  test('what is tested but not proven says so', () => {
    const body = 'frontier b = (6 - max(0, a - p/2))*(1 - a/10)';
    expect(segments('param p = 1 in 0.9..1.1', body)).toEqual(['p 0.9..1.1 mixed?']);
  });

  test('a frontier that is empty at some values is unknown there', () => {
    const found = segments('param s = 2 in -3..5', 'frontier b = s - a^2');
    expect(found).toEqual(['s -3..0 unknown?', 's 0..5 concave']);
  });

  test('an exponent that grows without bound towards an end of its range does not make numbers do so', () => {
    const found = segments('param p = 0.5 in 0..1.5', 'frontier b = (6 - 0.3*a^(1/p)/(1 + a^(1/p)))*(1 - a/6.5)');
    expect(found[0]).toContain('p 0..');
  });
});
