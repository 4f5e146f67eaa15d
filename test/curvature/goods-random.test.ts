import { expect, test } from 'vitest';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { oracleOf, sample } from './goods-sampling.ts';

const SEED = 20251122;
const COUNT = 240;

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Frontiers of three or four goods of all forms: implicit, explicit in several goods, budgets, several constraints. */
function randomBody(random: () => number, goods: readonly string[]): string {
  const pick = <T>(xs: readonly T[]): T => xs[Math.floor(random() * xs.length)] as T;
  const number = (): string => pick(['0.3', '0.5', '0.8', '1', '1.5', '2', '3']);
  const use = (g: string): string => {
    const k = number();
    const power = `${k}*${g}^${pick(['0.4', '0.7', '1.1', '1.5', '2', '3'])}`;
    const others = [`${k}*(exp(${g}) - 1)`, `${k}*ln(1 + ${g})`, `${g} + ${k}*${g}^2`, `${g}/(1 + ${g}) + 0.3*${g}`];
    return pick([`${k}*${g}`, `${k}*${g}`, power, `${g} + ${k}*sqrt(${g})`, ...others]);
  };
  const cross = (): string => {
    const i = Math.floor(random() * goods.length);
    const [x, y] = [goods[i], goods[(i + 1) % goods.length]];
    const k = number();
    const smooth = [`${k}*${x}*${y}`, `${k}*(${x} + ${y})^2`, `${k}*ln(1 + ${x} + ${y})`, `exp(${k}*${x}*${y})`];
    const singular = [`${k}*sqrt(${x}*${y})`, `${k}*sqrt(${x}^2 + ${y}^2)`, `${k}*${x}^0.5*${y}`];
    return pick([...smooth, ...singular, `${k}*max(${x}, ${y})`, `${k}*${x}^2*${y}`]);
  };
  const shared = (): string => {
    const sum = [...goods.map(use), ...Array.from({ length: Math.floor(random() * 3) }, cross)].join(' + ');
    return random() < 0.2 ? `(${sum})^${pick(['0.5', '2'])} <= ${number()}` : `${sum} <= ${pick(['1.5', '3', '6'])}`;
  };
  const task = (t: string): string => {
    const k = number();
    const powers = [`${k}*${t}`, `${k}*${t}^${pick(['0.4', '0.8', '1.2', '2'])}`, `ln(1 + ${t})`, `exp(${t}) - 1`];
    const bent = [`max(0, ${t} - ${pick(['0.1', '0.3'])})`, `${k}*min(${t}, ${pick(['0.3', '0.5', '2'])})`];
    const s = [`${t}^2/(0.1 + ${t}^2)`, `sigmoid(8*(${t} - 0.5))`, `${t}*(1.2 - ${t})`];
    return pick([...powers, ...bent, ...s, `if ${t} < 0.2 then 0 else ${t} + 0.1`]);
  };
  const explicit = (): string => {
    const [last, rest] = [goods[goods.length - 1], goods.slice(0, -1)];
    const norm = rest.map((g) => `${g}^2`);
    const formula = pick([
      `8 - ${rest.map(use).join(' - (')}${')'.repeat(rest.length - 1)}`.replaceAll(' - (', ' - (0 + '),
      `sqrt(9 - ${norm.join(' - ')})`,
      `6 - ${rest.join('*')} - ${rest.join(' - ')}`,
      `min(5 - ${rest.join(' - ')}, 4 - 2*${rest[0]})`,
      `4 - sqrt(${norm.join(' + ')})`,
    ]);
    const ranges = rest.map((g) => `${g} in 0..${pick(['0.4', '0.8'])}`);
    return `frontier ${last} = ${formula}${random() < 0.4 ? ` for ${ranges.join(', ')}` : ''}`;
  };
  const form = random();
  if (form < 0.25) return `frontier ${goods.map(use).join(' + ')} <= ${pick(['1', '2', '4'])}`;
  if (form < 0.5) return `frontier ${shared()}`;
  if (form < 0.6) return `frontier ${shared()}\nfrontier ${random() < 0.5 ? shared() : `${goods[0]} <= 0.3`}`;
  if (form < 0.75) return explicit();
  return `budget time <= ${pick(['0.8', '1', '2'])}\n${goods.map((g) => `${g} = ${task('time')}`).join('\n')}`;
}

/** What sampling in doubles, far beyond its own error, says against a verdict. */
const CLEAR = 3e-3;

test(`${COUNT} random frontiers of three and four goods: no verdict is refuted, all are certified, nearly all decided`, {
  timeout: 240_000,
}, () => {
  const random = generator(SEED);
  const refuted: string[] = [];
  const refused: string[] = [];
  const undecided: string[] = [];
  let judged = 0;
  for (let i = 0; i < COUNT; i++) {
    const goods = ['a', 'b', 'c', 'd'].slice(0, random() < 0.75 ? 3 : 4);
    const body = randomBody(random, goods);
    const { economy } = parseEconomy(`economy E\ngood ${goods.join(', ')}\nagent X {\n${body}\n}\nmaximize a*b*c`);
    const agent = settle(economy).agents[0];
    if (!agent?.frontier) throw new Error(body);
    const found = judgeFrontier(agent);
    if (found.findings.some((f) => f.severity === 'error')) continue;
    judged++;
    if (found.verdict === 'unknown') {
      expect(found.reason).not.toBeNull();
      undecided.push(body);
      continue;
    }
    if (!found.certificate || !checkCertificate(JSON.parse(JSON.stringify(found.certificate))).valid)
      refused.push(body);
    const { outside, inside } = sample(oracleOf(agent.frontier, found.goods), random);
    const isRefuted =
      (outside > CLEAR && (found.verdict === 'concave' || found.verdict === 'linear')) ||
      (inside > CLEAR && (found.verdict === 'convex' || found.verdict === 'linear'));
    if (isRefuted) refuted.push(`${found.verdict}: ${body}`);
  }
  expect(refuted).toEqual([]);
  expect(refused).toEqual([]);
  expect(judged).toBeGreaterThan(0.9 * COUNT);
  expect(undecided.length).toBeLessThan(0.05 * judged);
});
