import { describe, expect, test } from 'vitest';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';

function blameFor(body: string): readonly [string, string] | null {
  const { economy } = parseEconomy(`economy E\ngood a, b, c\nagent X {\n${body}\n}`);
  const [agent] = settle(economy).agents;
  if (!agent) throw new Error(body);
  const { blame } = judgeFrontier(agent);
  return blame && [blame.cause, blame.text];
}

const RETURNS = 'increasing returns';
const SET_UP = 'a set-up cost';
const THRESHOLD = 'a threshold';
const INTERFERENCE = 'interference between tasks';
const CHOICE = 'a choice with nothing in between';
const TECHNIQUES = 'a choice between techniques';

/** A frontier, and what an economist would say bends it inward, at which part. */
const CASES: readonly (readonly [body: string, cause: string, part: string])[] = [
  // Explicit: what is left of one good.
  ['frontier b = (1 - sqrt(a))^2', RETURNS, 'sqrt(a)'],
  ['frontier b = (1 - a^0.5)^2', RETURNS, 'a^0.5'],
  ['frontier b = 10/(1+a) for a in 0..9', RETURNS, '10/(1 + a)'],
  ['frontier b = 10*exp(-a) for a in 0..5', RETURNS, '10*exp(-a)'],
  ['frontier b = 5 - a^0.7', RETURNS, 'a^0.7'],
  ['frontier b = 9 - 3*sqrt(a)', RETURNS, 'sqrt(a)'],
  ['frontier b = (4-a)*(1 - a/8)', RETURNS, '(4 - a)*(1 - a/8)'],
  ['frontier b = 10 - a - 0.2*a*(10-a)', RETURNS, '0.2*a*(10 - a)'],
  ['frontier b = 3 - ln(1 + a)', RETURNS, 'ln(1 + a)'],
  ['frontier b = 20 - a - 4*sqrt(a)', RETURNS, 'sqrt(a)'],
  ['frontier b = max(8 - 2*a, 4 - a/2)', TECHNIQUES, 'max(8 - 2*a, 4 - a/2)'],
  ['frontier b = max(6 - a, 9 - 3*a)', TECHNIQUES, 'max(6 - a, 9 - 3*a)'],
  ['frontier b = 10*(1 - sigmoid(2*(a-4))) for a in 0..8', THRESHOLD, '10*(1 - sigmoid(2*(a - 4)))'],
  ['frontier b = 10 - 10*a^2/(4 + a^2) for a in 0..9', THRESHOLD, '10 - 10*a^2/(4 + a^2)'],
  ['frontier b = 10/(1 + a^3) for a in 0..4', THRESHOLD, '10/(1 + a^3)'],
  ['frontier b = 10*exp(-a^2) for a in 0..2', THRESHOLD, '10*exp(-a^2)'],
  ['frontier b = 8 - a + sin(a)/2 for a in 0..8', 'a wave', 'sin(a)'],
  ['frontier b = 9 - a - cos(3*a)/4 for a in 0..7', 'a wave', 'cos(3*a)'],
  ['frontier b = if a < 2 then 8 - a else 4 - a/4', THRESHOLD, 'if a < 2 then 8 - a else 4 - a/4'],
  // Implicit: what each good uses.
  ['frontier sqrt(a) + sqrt(b) <= 1', RETURNS, 'sqrt(a)'],
  ['frontier a^0.7 + b^0.7 <= 1', RETURNS, 'a^0.7'],
  ['frontier a + sqrt(b) <= 4', RETURNS, 'sqrt(b)'],
  ['frontier 2*a + 3*b^0.9 <= 12', RETURNS, 'b^0.9'],
  ['frontier a^2 + b^0.5 <= 4', RETURNS, 'b^0.5'],
  ['frontier ln(1+a) + ln(1+b) <= 2', RETURNS, 'ln(1 + a)'],
  ['frontier a + b + 0.1*a*b <= 10', INTERFERENCE, '0.1*a*b'],
  ['frontier a + b + a*b/5 <= 8', INTERFERENCE, 'a*b'],
  ['frontier 2*a + b + 0.3*(a*b) <= 9', INTERFERENCE, 'a*b'],
  ['frontier a*(1 + b) + b <= 6', INTERFERENCE, 'a*(1 + b)'],
  ['frontier (1 + a)*(1 + b) <= 9', INTERFERENCE, '(1 + a)*(1 + b)'],
  ['frontier a^0.5 + b^0.5 + c^0.5 <= 3', RETURNS, 'a^0.5'],
  ['frontier a^0.8 + b + c <= 3', RETURNS, 'a^0.8'],
  ['frontier a^0.5/2 + b^0.5/3 <= 1', RETURNS, 'a^0.5'],
  ['frontier (a/4)^0.6 + (b/9)^0.6 <= 1', RETURNS, '(a/4)^0.6'],
  ['frontier tanh(a) + b <= 0.9', THRESHOLD, 'tanh(a)'],
  // A budget split over tasks.
  ['budget h <= 8\na = h^1.2\nb = h', RETURNS, 'h^1.2'],
  ['budget h <= 8\na = h\nb = 3*h^2', RETURNS, 'h^2'],
  ['budget h <= 8\na = h*h\nb = h', RETURNS, 'h*h'],
  ['budget h <= 8\na = h*(1 + h/10)\nb = h', RETURNS, 'h*(1 + h/10)'],
  ['budget h <= 4\na = exp(h) - 1\nb = h', RETURNS, 'exp(h)'],
  ['budget h <= 8\na = 3*h - 2 + 2*exp(-h)\nb = h', RETURNS, '2*exp(-h)'],
  ['budget h <= 8\na = h + h^1.5\nb = 2*h', RETURNS, 'h^1.5'],
  ['budget h <= 8\na = sqrt(h)\nb = h^3', RETURNS, 'h^3'],
  ['budget h <= 8\na = h\nb = max(0, h - 2)', SET_UP, 'max(0, h - 2)'],
  ['budget h <= 8\na = h\nb = 2*max(0, h - 1)', SET_UP, 'max(0, h - 1)'],
  ['budget h <= 8\na = max(0, 2*(h - 1))\nb = max(0, h - 2)', SET_UP, 'max(0, 2*(h - 1))'],
  ['budget h <= 8\na = h\nb = max(0, h - 2)^0.5', SET_UP, 'max(0, h - 2)'],
  ['budget h <= 8\na = 3*h^1.2\nb = max(0, 2*(h - 1))', RETURNS, 'h^1.2'],
  ['budget h <= 8\na = h\nb = max(h - 3, 0)', SET_UP, 'max(h - 3, 0)'],
  ['budget h <= 8\na = h\nb = h^2/(1+h^2)', THRESHOLD, 'h^2/(1 + h^2)'],
  ['budget h <= 8\na = h\nb = 5*sigmoid(h-4)', THRESHOLD, 'sigmoid(h - 4)'],
  ['budget h <= 8\na = h\nb = if h < 2 then 0 else h', THRESHOLD, 'if h < 2 then 0 else h'],
  ['budget h <= 8\na = h^2/(4+h^2)\nb = h^3/(1+h^3)', THRESHOLD, 'h^2/(4 + h^2)'],
  ['budget h <= 8\na = max(h/2, 2*h - 6)\nb = h', TECHNIQUES, 'max(h/2, 2*h - 6)'],
  ['budget h <= 8\na = h\nb = if h > 0 then h - 1 else 0', SET_UP, 'if h > 0 then h - 1 else 0'],
  ['budget h <= 8\na = h\nb = if h < 2 then 0 else h - 2', SET_UP, 'if h < 2 then 0 else h - 2'],
  ['frontier b = if a > 0 then 9 - a else 10', SET_UP, 'if a > 0 then 9 - a else 10'],
  ['frontier a + (if b > 0 then b + 1 else 0) <= 5', SET_UP, 'if b > 0 then b + 1 else 0'],
  // Points.
  ['frontier through (a, b): (0,10),(2,4),(10,0)', RETURNS, 'the corner at (2, 4)'],
  ['frontier through (a, b): (0,10),(4,8),(5,2),(10,0)', RETURNS, 'the corner at (5, 2)'],
  ['frontier through (a, b): (10,0),(1,1),(0,10)', RETURNS, 'the corner at (1, 1)'],
  ['frontier among (a, b): (0,4),(4,0)', CHOICE, '(0, 4), (4, 0)'],
  ['frontier among (a, b): (0,4),(1.5,1.5),(4,0)', CHOICE, '(0, 4), (1.5, 1.5), (4, 0)'],
  ['frontier among (a, b): (0,9),(1,7),(2,5),(3,3),(9,0)', CHOICE, '(0, 9), (1, 7), (2, 5), (3, 3), …'],
];

describe('what bends a frontier inward, in a person’s words', () => {
  test.each(CASES)('%s', (body, cause, part) => {
    expect(blameFor(body)).toEqual([cause, part]);
  });

  test.each([
    'frontier b = 10 - a',
    'frontier b = 9 - a^2',
    'frontier a^2 + b^2 <= 9',
    'budget h <= 4\na = sqrt(h)\nb = ln(1 + h)',
    'frontier through (a, b): (0,10),(5,8),(8,0)',
    'frontier a <= 5',
  ])('nothing does: %s', (body) => {
    expect(blameFor(body)).toBeNull();
  });
});
