import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvedOf, domainOver, overBox, type Side } from '../../../src/curvature/population/over-box.ts';
import type { Scaled } from '../../../src/curvature/population/scaled.ts';
import { parseExpression } from '../../../src/language/parse.ts';
import { jet } from '../../../src/math/derivative/jet.ts';
import type { Expression } from '../../../src/math/expression/expression.ts';
import { divide, multiply } from '../../../src/math/interval/arithmetic.ts';
import { type Interval, interval, point } from '../../../src/math/interval/interval.ts';

/** Of s in 0..1 and a member's k and c; each is read over stretches that may begin or end where it is singular. */
const FORMULAS = [
  's^k',
  '(1 - s)^(1/k)',
  '(1 - s^k)^(1/k)',
  'c*s^k/(2 + s^k)',
  '(c*s)^k/(c^k + (c*s)^k)',
  '1/(1 + (c*s)^3)',
  'sigmoid(c - 4*s)',
  'tanh(c*s)',
  'ln(1 + c*s)',
  '10 - exp(c*s)',
  'c - s^2 - s^k',
  'max(0, c*s - 1)',
  'min(s, 1 - s)^k',
  'sqrt(s*(2 - s))',
  '2^(c*s) * (1 - s)^k',
  '(sqrt((c*s)^2 + 4*(1 - s^2)) - c*s)/2',
  's*(1 - s)^2/(1 + s)',
  'k*s - abs(s - 0.5)',
  'log10(1 + s)/s^k',
];

function parsed(text: string): Expression {
  const { expression } = parseExpression(text);
  if (!expression) throw new Error(text);
  return expression;
}

const SPOTS = fc.record({
  formula: fc.constantFrom(...FORMULAS),
  ends: fc.tuple(fc.nat({ max: 32 }), fc.nat({ max: 32 })).filter(([a, b]) => a !== b),
  inside: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
  k: fc.tuple(fc.double({ min: 0.4, max: 2.6, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true })),
  c: fc.tuple(fc.double({ min: 0.2, max: 3, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true })),
  member: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  side: fc.constantFrom<Side>(0, 1),
});

function meets(a: Interval, b: Interval): boolean {
  return a.lo <= b.hi && b.lo <= a.hi;
}

/** Which enclosures over the stretch and box miss what a Taylor jet at one place of one member says. */
function missed(over: Scaled, value: Interval, first: Interval, second: Interval, w: Interval): readonly string[] {
  const plain = over.plain();
  const wrong: [string, boolean][] = [['value', meets(over.value, value)]];
  if (plain) wrong.push(['first', meets(plain.first, first)], ['second', meets(plain.second, second)]);
  if (over.scaled) {
    const [e, g] = [divide(multiply(w, first), value), divide(multiply(multiply(w, w), second), value)];
    wrong.push(['scaled first', meets(over.scaled.first, e)], ['scaled second', meets(over.scaled.second, g)]);
  }
  if (over.turn) wrong.push(['turn', meets(over.turn, divide(multiply(w, second), first))]);
  return wrong.filter(([, holds]) => !holds).map(([what]) => what);
}

describe('enclosures over stretches and members', () => {
  it('hold the value, slopes, scaled slopes and turn of each member at each place', () => {
    let told = 0;
    fc.assert(
      fc.property(SPOTS, ({ formula, ends, inside, k, c, member, side }) => {
        const [lo, hi] = [Math.min(...ends) / 32, Math.max(...ends) / 32];
        const box = new Map([
          ['k', interval(k[0], k[0] + k[1] + 1e-6)],
          ['c', interval(c[0], c[0] + c[1] + 1e-6)],
        ]);
        const e = parsed(formula);
        const over = overBox(curvedOf(e, 's', domainOver(box)), box)(interval(lo, hi), side);
        if (!over) return;
        const s = lo + inside * (hi - lo);
        const own = new Map([...box].map(([n, r], i) => [n, point(r.lo + (member[i] as number) * (r.hi - r.lo))]));
        const [value, first, half] = jet(e, 's', point(s), 2, own) ?? [];
        if (!value || !first || !half) return;
        told++;
        const w = side === 0 ? point(s) : { lo: 1 - s, hi: 1 - s };
        const slope = side === 0 ? first : multiply(point(-1), first);
        expect([formula, missed(over, value, slope, multiply(point(2), half), w)]).toEqual([formula, []]);
      }),
      { numRuns: 4000, seed: 7 },
    );
    expect(told).toBeGreaterThan(2500);
  });

  it.each([
    ['s^k', 0, 'scaled'],
    ['(1 - s^k)^(1/k)', 1, 'scaled'],
    ['(1 - s^k)^(1/k)', 1, 'turn'],
    ['1/(1 + (c*s)^3)', 0, 'turn'],
    ['(c*s)^k/(c^k + (c*s)^k)', 0, 'turn'],
  ] as const)('of %s reach its singular end %s: the %s is bounded there', (formula, side, which) => {
    const box = new Map([
      ['k', interval(1.2, 1.4)],
      ['c', interval(1, 1.1)],
    ]);
    const stretch = side === 0 ? interval(0, 1 / 64) : interval(63 / 64, 1);
    const over = overBox(curvedOf(parsed(formula), 's', domainOver(box)), box)(stretch, side);
    const range = which === 'turn' ? over?.turn : over?.scaled?.first;
    expect((range?.hi ?? Number.POSITIVE_INFINITY) - (range?.lo ?? 0)).toBeLessThan(1);
  });
});
