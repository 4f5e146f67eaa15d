import { readFileSync } from 'node:fs';
import { judgeByParam } from '../../src/curvature/by-param.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { judgeFunction } from '../../src/curvature/judge-function.ts';
import type { Agent } from '../../src/economy/economy.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy, parseExpression } from '../../src/language/parse.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import { fromDecimal, negate, type Rational } from '../../src/math/rational/rational.ts';

interface Case {
  readonly name: string;
  run(): unknown;
}

function agent(
  body: string,
  params = '',
): { readonly settled: Agent; readonly economy: ReturnType<typeof parseEconomy>['economy'] } {
  const { economy } = parseEconomy(`economy E\ngood a, b\n${params}\nagent X {\n${body}\n}\nmaximize a*b`);
  const [settled] = settle(economy).agents;
  if (!settled) throw new Error(body);
  return { settled, economy };
}

function exact(x: number): Rational {
  const size = fromDecimal(String(Math.abs(x)));
  return x < 0 ? negate(size) : size;
}

const sample = readFileSync(new URL('../cases/curvature-sample.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(
    (line) =>
      JSON.parse(line) as {
        readonly expr: string;
        readonly domain: Readonly<Record<string, readonly [number, number]>>;
      },
  )
  .map(({ expr, domain }) => ({
    e: parseExpression(expr).expression as Expression,
    domain: new Map(Object.entries(domain).map(([n, [lo, hi]]) => [n, { lo: exact(lo), hi: exact(hi) }])),
  }));

const frontiers: readonly (readonly [string, string])[] = [
  ['explicit circle', 'frontier b = 10*sqrt(1 - (a/8)^2)'],
  ['explicit power k = 0.5', 'frontier b = (1 - a^0.5)^2'],
  ['explicit S-shape', 'frontier b = 1 - 3*a^2 + 2*a^3 for a in 0..1'],
  ['implicit power k = 0.7', 'frontier a^0.7 + (b/2)^0.7 <= 1'],
  ['budget with set-up costs', 'budget time <= 1\na = max(0, time - 0.1)\nb = max(0, time - 0.1)'],
  ['through four points', 'frontier through (a, b): (0, 10), (3, 9), (6, 6), (8, 0)'],
];

const circle = agent('frontier b = 10*sqrt(1 - (a/8)^2)').settled;
const certificate = judgeFrontier(circle).certificate;
const arc = (() => {
  const { shape } = judgeFrontier(circle);
  return shape?.kind === 'planar' ? shape.arcs[0] : undefined;
})();
const power = agent('frontier b = (1 - a^k)^(1/k)', 'param k = 0.7 in 0.3..3').economy;

export const cases: readonly Case[] = [
  ...frontiers.map(([name, body]) => {
    const { settled } = agent(body);
    return { name: `judge frontier: ${name}`, run: () => judgeFrontier(settled) };
  }),
  {
    name: 'judge the sample in one variable',
    run: () => sample.filter((c) => c.domain.size === 1).map((c) => judgeFunction(c.e, c.domain).verdict),
  },
  {
    name: 'judge the sample in several variables',
    run: () => sample.filter((c) => c.domain.size > 1).map((c) => judgeFunction(c.e, c.domain).verdict),
  },
  { name: 'ranges of a param', run: () => judgeByParam(power.agents[0] as Agent, power.params) },
  { name: 'check a certificate', run: () => certificate && checkCertificate(certificate) },
  {
    name: 'arc: point and tangent, 1000 times',
    run: () => Array.from({ length: 1000 }, (_, i) => arc && [arc.point(i / 125), arc.tangent(i / 125)]),
  },
];
