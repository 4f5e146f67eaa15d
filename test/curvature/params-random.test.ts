import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeByParam } from '../../src/curvature/by-param.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { settleAgent } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { fromDouble } from '../../src/math/rational/rational.ts';
import { refutedAt } from './range-oracle.ts';

const number = fc.constantFrom('0.3', '0.5', '0.8', '1', '1.3', '2', '3');
const factor = fc.constantFrom('p', '1/p', '(2 - p)', '(p - 1)', 'p^2', '1', '0.5*p');
const exponent = fc.constantFrom('p', '1/p', 'p + 0.5', '2', '0.5', '1.5', '1', '(1 + p)/2');

/** A technology or use of one variable, rising from 0 in most cases. */
const part = (x: string) =>
  fc.oneof(
    fc.tuple(number, exponent).map(([c, e]) => `${c}*${x}^(${e})`),
    fc.tuple(number, factor).map(([c, f]) => `${c}*${x} + ${f}*${x}^2/4`),
    fc.tuple(number, factor).map(([c, f]) => `${c}*ln(1 + ${f}*${x})`),
    fc.tuple(number, factor).map(([c, f]) => `${c}*(exp(${f}*${x}/4) - 1)`),
    number.map((c) => `max(0, ${c}*(${x} - p/2))`),
    fc.tuple(number, exponent).map(([c, e]) => `${c}*${x}^(${e})/(1 + ${x}^(${e}))`),
    number.map((c) => `${c}*tanh(p*${x})`),
    number.map((c) => `min(${c}*${x}, p + ${x}/4)`),
  );

const body = fc.oneof(
  fc.tuple(part('h'), part('h')).map(([f, g]) => `budget h <= 4\na = ${f}\nb = ${g}`),
  fc.tuple(part('h'), part('h')).map(([f, g]) => `budget h <= 2 + p\na = ${f}\nb = ${g}`),
  fc.tuple(part('a'), part('b')).map(([f, g]) => `frontier ${f} + ${g} <= 5`),
  fc.tuple(part('a'), part('b'), factor).map(([f, g, c]) => `frontier ${f} + ${g} + ${c}*a*b/5 <= 5`),
  part('a').map((f) => `frontier b = 6 - (${f})`),
  part('a').map((f) => `frontier b = 6 - (${f}) for a in 0..p`),
  fc.tuple(part('a'), number).map(([f, c]) => `frontier b = (6 - (${f}))*(1 - a/${c}/5)`),
  fc.tuple(number, number).map(([c, d]) => `frontier through (a, b): (0, 6), (${c}, 3 + p/3), (3 + ${d}, 0)`),
);

const range = fc.constantFrom('0.5..2', '0.2..1', '1..3', '0..1.5', '0.9..1.1');
const ITEM = fc.tuple(
  body,
  range,
  fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 3, maxLength: 3 }),
);
const OPPOSITE = new Set(['concave', 'convex', 'linear', 'mixed']);

test('what is proven over a range holds at values within it', () => {
  fc.assert(
    fc.property(ITEM, ([frontier, span, shares]) => {
      const { economy } = parseEconomy(
        `good a, b\nparam p = ${span.split('..')[0]} in ${span}\nagent X {\n${frontier}\n}`,
      );
      const [agent] = economy.agents;
      if (!agent?.frontier) return;
      for (const segment of judgeByParam(agent, economy.params) ?? []) {
        if (!segment.proven || segment.from === segment.to) continue;
        for (const share of shares) {
          const value = segment.from + share * (segment.to - segment.from);
          const settled = settleAgent(agent, new Map([['p', fromDouble(value)]]));
          const { verdict } = judgeFrontier(settled, { verdictOnly: true, boxes: 400 });
          if (OPPOSITE.has(verdict)) expect([frontier, value, verdict]).toEqual([frontier, value, segment.verdict]);
        }
      }
    }),
    { seed: 20261122, numRuns: 40 },
  );
}, 120_000);

test('and sampled frontiers contradict it at no value', () => {
  let sampled = 0;
  fc.assert(
    fc.property(ITEM, ([frontier, span, shares]) => {
      const { economy } = parseEconomy(
        `good a, b\nparam p = ${span.split('..')[0]} in ${span}\nagent X {\n${frontier}\n}`,
      );
      const [agent] = economy.agents;
      if (!agent?.frontier) return;
      for (const { proven, from, to, verdict } of judgeByParam(agent, economy.params) ?? []) {
        if (!proven || verdict === 'unknown' || from === to) continue;
        // Those of a level are slow to sample.
        for (const share of frontier.includes('<= 5') ? shares.slice(2) : shares) {
          const value = new Map([['p', fromDouble(from + share * (to - from))]]);
          expect([frontier, refutedAt(agent, value, verdict)]).toEqual([frontier, null]);
          sampled++;
        }
      }
    }),
    { seed: 20261123, numRuns: 70 },
  );
  expect(sampled).toBeGreaterThan(70);
}, 120_000);
