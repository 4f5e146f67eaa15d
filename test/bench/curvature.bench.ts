import { judgeByParam } from '../../src/curvature/by-param.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import type { Agent } from '../../src/economy/economy.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { curvatureTable } from './curvature-table.ts';

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
  { name: 'ranges of a param', run: () => judgeByParam(power.agents[0] as Agent, power.params) },
  { name: 'check a certificate', run: () => certificate && checkCertificate(certificate) },
  {
    name: 'arc: point and tangent, 1000 times',
    run: () => Array.from({ length: 1000 }, (_, i) => arc && [arc.point(i / 125), arc.tangent(i / 125)]),
  },
];

export const report = curvatureTable;
