import { describe, expect, test } from 'vitest';
import { judgeByParam } from '../../src/curvature/by-param.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { drawOf, extremesOf, reachOf, type SettledDraw } from '../../src/economy/draws.ts';
import { normalQuantile } from '../../src/economy/normal-quantile.ts';
import { settleAgent } from '../../src/economy/settle.ts';
import { threefry } from '../../src/economy/threefry.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { compare, fromDecimal, fromDouble, type Rational } from '../../src/math/rational/rational.ts';

function agentOf(body: string, count = 100) {
  const text = `economy E\ngood a, b\nagent X[${count}] {\n${body}\n}\nmaximize a^0.5*b^0.5`;
  const [agent] = parseEconomy(text).economy.agents;
  if (!agent) throw new Error(body);
  return agent;
}

describe('the verdict of a population holds for every draw', () => {
  test.each([
    ['vary s ~ uniform(0.8, 1.2)\nfrontier (a/s)^2 + (b/2)^2 <= 1', 'concave', 's in 0.8..1.2'],
    ['vary s ~ uniform(0.8, 1.2)\nfrontier (a/s)^0.6 + b^0.6 <= 1', 'convex', 's in 0.8..1.2'],
    [
      'vary k ~ uniform(1, 3)\nvary s ~ uniform(1, 2)\nfrontier (a/s)^k + b^k <= 1',
      'concave',
      'k in 1..3 and s in 1..2',
    ],
    ['vary k ~ choice(0.5, 0.7, 0.9)\nfrontier a^k + b^k <= 1', 'convex', 'k among 0.5, 0.7, 0.9'],
    ['vary s ~ normal(10, 2)\nfrontier b = s - a^2', 'concave', 'all that members draw'],
    ['vary s ~ lognormal(0, 0.3)\nfrontier b = s*(4 - a)', 'linear', 'all that members draw'],
    ['vary s ~ uniform(1, 2)\nbudget h <= s\na = h^1.5\nb = 2*h', 'convex', 's in 1..2'],
    ['vary k ~ uniform(1, 2)\nfrontier b = 10*(1 - sigmoid(k*(a-4))) for a in 0..8', 'mixed', 'k in 1..2'],
  ])('%s', (body, verdict, said) => {
    const judged = judgeFrontier(agentOf(body));
    expect([judged.verdict, judged.reason]).toEqual([verdict, expect.stringContaining(said)]);
  });

  test('members of both bends are of none, and the range shows where they part', () => {
    const agent = agentOf('vary k ~ uniform(0.8, 1.2)\nfrontier a^k + b^k <= 1');
    const judged = judgeFrontier(agent);
    expect(judged.verdict).toBe('unknown');
    expect(judged.reason).toMatch(/its members differ, convex at k = 0\.\d+, concave at k = 1\.\d+/);
    expect(judgeByParam(agent, [])?.map(({ certificate: _, ...segment }) => segment)).toEqual([
      { param: 'k', from: 0.8, to: 1, verdict: 'convex', proven: true },
      { param: 'k', from: 1, to: 1, verdict: 'linear', proven: true },
      { param: 'k', from: 1, to: 1.2, verdict: 'concave', proven: true },
    ]);
  });

  test('a draw that leaves no frontier is bad data', () => {
    const { verdict, findings } = judgeFrontier(agentOf('vary s ~ normal(1, 2)\nfrontier b = s - a^2'));
    expect([verdict, findings.map((f) => f.code)]).toEqual(['unknown', ['bad-data']]);
    expect(findings[0]?.message).toMatch(/^X \d+ draws s = -\d/);
  });

  test('single members have the verdict of the whole', () => {
    const agent = agentOf('vary s ~ normal(10, 2)\nvary k ~ uniform(1, 3)\nfrontier (a/s)^k + b^k <= 1');
    expect(judgeFrontier(agent).verdict).toBe('concave');
    for (let member = 0; member < 20; member++) {
      const drawn = new Map(
        [normal('s', '10', '2'), { ...normal('k', '1', '3'), distribution: 'uniform' as const }].map((d) => [
          d.name,
          fromDouble(drawOf(d, 'X', member)),
        ]),
      );
      expect(judgeFrontier(settleAgent({ ...agent, vary: [] }, drawn)).verdict).toBe('concave');
    }
  });
});

function normal(name: string, mean: string, spread: string): SettledDraw {
  return { name, distribution: 'normal', parameters: [fromDecimal(mean), fromDecimal(spread)], seed: 1 };
}

describe('draws', () => {
  test('threefry answers as published', () => {
    // Random123 1.14, kat_vectors: threefry2x32, 20 rounds.
    expect(threefry([0, 0], [0, 0])).toEqual([0x6b200159, 0x99ba4efe]);
    expect(threefry([0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff])).toEqual([0x1cb996fc, 0xbb002be7]);
    expect(threefry([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3])).toEqual([0xc4923a9c, 0x483df7a0]);
  });

  test.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.0013498980316300946, -3],
    [1e-10, -6.361340902404056],
  ])('the normal quantile of %s', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 12);
  });

  test('they depend on seed, agent, name and member alone', () => {
    const draw = normal('s', '0', '1');
    expect(drawOf(draw, 'X', 7)).toBe(drawOf({ ...draw }, 'X', 7));
    const all = [
      drawOf(draw, 'X', 7),
      drawOf({ ...draw, seed: 2 }, 'X', 7),
      drawOf({ ...draw, name: 't' }, 'X', 7),
      drawOf(draw, 'Y', 7),
      drawOf(draw, 'X', 8),
      drawOf(draw, 'X', 7 + 2 ** 32),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test('mean, spread and ends are those of the distribution', () => {
    const draw = normal('s', '10', '2');
    const drawn = Array.from({ length: 20_000 }, (_, i) => drawOf(draw, 'X', i));
    const mean = drawn.reduce((s, x) => s + x, 0) / drawn.length;
    const spread = Math.sqrt(drawn.reduce((s, x) => s + (x - mean) ** 2, 0) / drawn.length);
    expect(mean).toBeCloseTo(10, 1);
    expect(spread).toBeCloseTo(2, 1);
    expect(extremesOf(draw, 'X', 20_000)).toEqual([Math.min(...drawn), Math.max(...drawn)]);
  });

  test('a draw lies strictly between the ends, however they are rounded', () => {
    const thin: SettledDraw = { ...normal('u', '0.3', '0.30000000000000009'), distribution: 'uniform' };
    const [from, to] = thin.parameters as [Rational, Rational];
    for (let member = 0; member < 200; member++) {
      const exact = fromDouble(drawOf(thin, 'X', member));
      expect([compare(from, exact), compare(exact, to)]).toEqual([-1, -1]);
    }
  });

  test.each(['normal', 'lognormal'] as const)('no %s draw is beyond its reach', (distribution) => {
    const draw: SettledDraw = { ...normal('s', '1', '0.5'), distribution };
    const [low, high] = reachOf(draw);
    const [least, most] = extremesOf(draw, 'X', 5000);
    expect([low < least, most < high]).toEqual([true, true]);
  });

  test('the verdict of a million members is for all that they can draw', () => {
    const judged = judgeFrontier(agentOf('vary s ~ lognormal(0, 0.3)\nfrontier b = s*(4 - a)', 1_000_000));
    expect([judged.verdict, judged.certificate?.kind]).toEqual(['linear', 'range']);
    expect(judged.reason).toContain('all that members can draw');
  });

  test('a choice takes each of its values', () => {
    const draw: SettledDraw = { ...normal('c', '1', '4'), distribution: 'choice' };
    expect(new Set(Array.from({ length: 50 }, (_, i) => drawOf(draw, 'X', i)))).toEqual(new Set([1, 4]));
  });
});
