import { describe, expect, test } from 'vitest';
import { apart } from '../../src/curvature/frontier/level/apart.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { parseExpression } from '../../src/language/parse.ts';
import { compile } from '../../src/math/expression/compile.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import { generator } from '../solver/brute-force.ts';
import { agentOf } from './reading.ts';

/** What the solver is given of frontiers in many goods that no budget splits. */
const shapes: readonly (readonly [body: string, bends: string, limits: readonly string[]])[] = [
  ['frontier a^2 + b^2 + c^2 + a*b <= 4', 'outward', ['convex']],
  ['frontier (a + 2*b + c)^2 <= 3', 'outward', ['convex']],
  ['frontier a^2*exp(b) + b^2 + c^2 + b <= 2', 'outward', ['outward']],
  ['frontier a^2 + b^2 + c <= 3\nfrontier a + b + c^2 <= 3', 'outward', ['convex', 'convex']],
  ['frontier max(a + b, b + c, c + a)^2 + a <= 3', 'outward', ['convex', 'convex', 'convex']],
  ['frontier a + b + c <= 6\nfrontier a*b + b^2 + a^2 + c <= 60\nfrontier a^2 <= 4', 'outward', ['convex']],
  ['frontier ln(1 + a + b) + ln(1 + b + c) + c <= 2', 'inward', ['unknown']],
  ['frontier a*b*c <= 1\nfrontier a <= 3\nfrontier b <= 3\nfrontier c <= 3', 'inward', ['unknown']],
  ['frontier a + b + c + 0.5*a*b <= 4', 'unknown', ['unknown']],
];

describe('shapes of level sets', () => {
  test.each(shapes)('%s bends %s', (body, bends, limits) => {
    const { shape } = judgeFrontier(agentOf(body));
    if (shape?.kind !== 'level') throw new Error(`${shape?.kind}`);
    expect(shape.bends).toBe(bends);
    expect(shape.limits.map((limit) => limit.bends)).toEqual(limits);
    for (const top of shape.tops)
      for (const { excess } of shape.limits) expect(compile(excess, shape.goods)(top)).toBeLessThanOrEqual(0);
  });

  test('a constraint in one good becomes part of the box, to the last digits', () => {
    const { shape } = judgeFrontier(agentOf('frontier a^2 + b^2 + c^2 + a*b <= 4\nfrontier a^3 <= 2'));
    if (shape?.kind !== 'level') throw new Error(`${shape?.kind}`);
    const most = shape.box[shape.goods.indexOf('a')]?.hi ?? 0;
    expect(most).toBeGreaterThanOrEqual(Math.cbrt(2));
    expect(most).toBeLessThanOrEqual(Math.cbrt(2) * (1 + 1e-14));
    expect(shape.limits.length).toBe(1);
  });
});

function expressionOf(text: string): Expression {
  const { expression } = parseExpression(text);
  if (!expression) throw new Error(text);
  return expression;
}

describe('taking kinks apart', () => {
  test.each([
    ['x + max(y, 2*x)^2', 2],
    ['x - min(y, x*y, 1)', 3],
    ['abs(x - y) + max(x, y)', 4],
    ['exp(max(x, y^2)) - 3', 2],
    // A larger x lowers and raises it: left whole.
    ['(1 - max(x, y))^2', 1],
    ['min(x, y) + x', 1],
    ['if x > y then x else y', 1],
  ] as const)('%s is the largest of %i', (text, count) => {
    const whole = expressionOf(text);
    const side = { lo: 0, hi: 2 };
    const parts = apart(
      whole,
      new Map([
        ['x', side],
        ['y', side],
      ]),
    );
    expect(parts.length).toBe(count);
    const draw = generator(5);
    const [all, ...each] = [whole, ...parts].map((e) => compile(e, ['x', 'y']));
    for (let i = 0; i < 200; i++) {
      const at = [2 * draw(), 2 * draw()];
      expect(Math.max(...each.map((part) => part(at)))).toBeCloseTo(all?.(at) ?? Number.NaN, 12);
    }
  });
});
