import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Family } from '../../../src/curvature/population/family.ts';
import { familyOf } from '../../../src/curvature/population/family-of.ts';
import { contradictions, contradictionsOf, familyFor, population } from './alone.ts';

type Kinds = readonly string[];

/** Of planar families: what the cells' curves are made of. */
function kindsOf(family: Family | null): readonly Kinds[] | null {
  if (family?.kind !== 'planar') return null;
  return family.cells.map((c) => c.pieces.map((p) => p.curvature));
}

const ONE_WAY: readonly (readonly [string, string, string])[] = [
  ['scaled powers', 'vary a ~ uniform(0.8, 1.2) frontier (apples/a)^0.7 + (bananas/2)^0.7 <= 1', 'convex'],
  ['powers that differ', 'vary k ~ uniform(0.5, 0.9) frontier (apples/3)^k + (bananas/2)^k <= 1', 'convex'],
  ['powers under a root', 'vary k ~ uniform(1.2, 2) frontier ((apples/2)^k + bananas^k)^(1/k) <= 3', 'concave'],
  ['straight lines', 'vary a ~ uniform(0.8, 1.2) vary b ~ uniform(1, 2) frontier apples/a + bananas/b <= 1', 'linear'],
  ['ellipses', 'vary a ~ uniform(5, 9) frontier bananas = 3*sqrt(1 - (apples/a)^2)', 'concave'],
  ['a root of what differs', 'vary r ~ uniform(1.5, 3) frontier bananas = 2*(1 - (apples/4)^r)^(1/r)', 'concave'],
  ['an inferred end', 'vary b ~ uniform(8, 12) frontier bananas = b - apples^2/3', 'concave'],
  ['a written end', 'vary b ~ uniform(12.5, 14) frontier bananas = b - apples^2/3 for apples in 0..6', 'concave'],
  ['an exponential', 'vary c ~ uniform(0.3, 0.6) frontier bananas = 10 - exp(c*apples)', 'concave'],
  [
    'a cross term',
    'vary a ~ uniform(0.8, 1.2) vary c ~ uniform(0.1, 0.5) frontier (apples/a)^2 + bananas^2 + c*apples*bananas <= 1',
    'concave',
  ],
  ['much interference', 'vary c ~ uniform(3, 5) frontier apples^2 + bananas^2 + c*apples*bananas <= 1', 'convex'],
  [
    'an end by the quadratic formula',
    'vary b ~ uniform(8, 12) vary c ~ uniform(1, 2) frontier bananas = b - c*apples - apples^2/3',
    'concave',
  ],
  ['an end that is found', 'vary b ~ uniform(8, 12) frontier bananas = b - apples - apples^3/3', 'concave'],
  ['a factor that ends it', 'vary b ~ uniform(8, 12) frontier bananas = (b - apples)*(1 - apples/60)', 'convex'],
  ['a root that ends it', 'vary b ~ uniform(8, 12) frontier bananas = 2 + sqrt(b - apples)', 'concave'],
  ['a square that touches 0', 'vary a ~ uniform(2, 4) frontier bananas = (a - apples)^2', 'convex'],
  ['a hyperbola', 'vary a ~ uniform(2, 4) frontier apples*bananas + apples + bananas <= a', 'convex'],
  [
    'steps that make a straight line together',
    'vary r ~ uniform(0.8, 1.2) budget t <= 1 apples = r*(3*t^2 - 2*t^3) bananas = 3*t^2 - 2*t^3',
    'linear',
  ],
  ['a kink outward', 'vary a ~ uniform(2, 4) budget hours <= a apples = min(hours, 1) bananas = hours', 'concave'],
  ['large and small scales', 'vary a ~ uniform(0.0001, 0.0002) frontier bananas = 1e9*(1 - (apples/a)^2)', 'concave'],
  [
    'set-up costs',
    'vary s ~ uniform(0.5, 1.5) budget hours <= 8 apples = 3*hours^1.2 bananas = max(0, 2*(hours - s))',
    'convex',
  ],
  ['a normal draw', 'vary s ~ normal(10, 1) budget hours <= s apples = hours^0.5 bananas = ln(1 + hours)', 'concave'],
];

describe('a family that bends one way', () => {
  it.each(ONE_WAY)('%s', (_, body, curvature) => {
    expect(kindsOf(familyFor(body, 200))).toEqual([[curvature]]);
    expect(contradictions(body, 200, 3, 9)).toEqual([]);
  });
});

const MIXED: readonly (readonly [string, string])[] = [
  [
    'thresholds that differ',
    'vary n ~ uniform(2, 3) vary h ~ uniform(2, 4) budget hours <= 8 apples = hours^n/(h^n + hours^n) bananas = 3*hours^0.8',
  ],
  [
    'two thresholds',
    'vary h ~ uniform(2, 4) vary b ~ uniform(1, 2) budget hours <= 8 apples = b*hours^2/(h^2 + hours^2) bananas = 2*hours^2/(9 + hours^2)',
  ],
  [
    'an S-bend that ends where written',
    'vary h ~ uniform(2, 4) frontier bananas = 1/(1 + (apples/h)^3) for apples in 0..8',
  ],
  [
    'a smooth step that rests at both ends',
    'vary r ~ uniform(0.8, 1.2) frontier bananas = 1 - 3*(apples/r)^2 + 2*(apples/r)^3 for apples in 0..r',
  ],
  ['a logistic fall', 'vary h ~ uniform(2, 4) frontier bananas = sigmoid(h - apples) for apples in 0..8'],
  [
    'a scaled S-bend',
    'vary h ~ uniform(2, 4) vary b ~ uniform(1, 2) frontier bananas = b/(1 + (apples/h)^3) for apples in 0..(3*h)',
  ],
  ['one returns rising, the other falling', 'vary a ~ lognormal(0, 0.5) frontier (apples/a)^2 + (bananas/2)^0.5 <= 1'],
  [
    'a set-up cost beside falling returns',
    'vary s ~ uniform(0.5, 1.5) budget hours <= 8 apples = 3*hours^0.8 bananas = max(0, hours - s)',
  ],
  ['a level whose end is found', 'vary a ~ uniform(2, 4) frontier apples^3 + apples + bananas^2 + apples*bananas <= a'],
  ['an S-bend that ends where found', 'vary a ~ uniform(2, 4) frontier bananas = a/(1 + apples^2) - 0.2*apples'],
  [
    'an end that an inflection crosses',
    'vary t ~ uniform(1, 4) frontier bananas = 1/(1 + (apples/2)^3) for apples in 0..t',
  ],
];

const SCALED =
  'vary h ~ uniform(2, 4) vary b ~ uniform(1, 2) frontier bananas = b/(1 + (apples/h)^3) for apples in 0..(3*h)';

describe('a family of mixed curves', () => {
  it.each(MIXED)('%s: strips stand around every inflection, and no piece is wrong of any member', (_, body) => {
    expect(contradictions(body, 200, 5, 9)).toEqual([]);
  });

  it('has the same inflection for all members that only differ in scale', () => {
    const family = familyFor(SCALED, 200);
    expect(kindsOf(family)).toEqual([['concave', 'unknown', 'convex']]);
    const [, strip] = family?.kind === 'planar' ? (family.cells[0]?.pieces ?? []) : [];
    // (3 s)^3 = 1/2.
    expect(strip?.from).toBeLessThan(0.5 ** (1 / 3) / 3);
    expect(strip?.to).toBeGreaterThan(0.5 ** (1 / 3) / 3);
    expect((strip?.to ?? 1) - (strip?.from ?? 0)).toBeLessThan(1e-6);
  });

  it('tells members apart where they bend differently', () => {
    const body = 'vary k ~ uniform(0.8, 1.3) vary a ~ uniform(1, 2) frontier (apples/a)^k + (bananas/2)^k <= 1';
    expect(kindsOf(familyFor(body, 500))).toEqual([['convex'], ['concave']]);
    expect(contradictions(body, 200, 1, 9)).toEqual([]);
    expect(contradictions('vary k ~ choice(0.5, 1, 2) frontier apples^k + bananas^k <= 1', 60, 1, 5)).toEqual([]);
  });
});

describe('a wrong family', () => {
  const { agent, columns } = population(SCALED, 30);
  const family = familyOf(agent, columns);

  it.each([
    ['of the other bend', { curvature: 'concave' as const }],
    ['said to be straight', { curvature: 'linear' as const }],
    ['that begins too late', { from: 0.5 }],
  ])('with a piece %s is contradicted by each member', (_, change) => {
    if (family?.kind !== 'planar') throw new Error('no family');
    const cells = family.cells.map((cell) => ({
      ...cell,
      pieces: cell.pieces.map((p) => (p.curvature === 'convex' ? { ...p, ...change } : p)),
    }));
    expect(contradictionsOf(family, agent, columns, 7)).toEqual([]);
    expect(contradictionsOf({ ...family, cells }, agent, columns, 7)).toHaveLength(5);
  });
});

describe('families of several tasks', () => {
  it.each([
    [
      'rising returns',
      'vary k ~ uniform(1.1, 1.4) budget hours <= 8 apples = hours^k bananas = 2*hours^k wood = hours^1.2',
    ],
    [
      'returns of three kinds',
      'vary h ~ uniform(2, 4) budget hours <= 8 apples = hours^1.5 bananas = 2*hours^0.5 wood = hours^2/(h^2 + hours^2)',
    ],
    [
      'a level of three goods',
      'vary a ~ uniform(0.8, 1.2) vary k ~ uniform(1.1, 1.4) frontier (apples/a)^k + bananas^2/4 + wood^k <= 3',
    ],
    ['one of two others', 'vary c ~ uniform(0.3, 0.6) frontier wood = 10 - c*apples^2 - bananas^1.5'],
    ['one good', 'vary a ~ uniform(0.8, 1.2) frontier apples = 3*a'],
  ])('%s', (_, body) => {
    expect(familyFor(body, 100)?.kind).toBe('separable');
    expect(contradictions(body, 100, 2, 9)).toEqual([]);
  });
});

describe('no family', () => {
  it.each([
    ['where a part of a curve is dominated', 'vary c ~ uniform(1, 2) frontier bananas = 4 + c*apples - apples^2'],
    [
      'where a task falls at last',
      'vary c ~ uniform(1, 2) budget hours <= 8 apples = c*hours - hours^2/6 bananas = hours',
    ],
    ['where a member can make nothing', 'vary s ~ normal(1, 2) frontier bananas = s - apples^2'],
    [
      'where a formula is undefined for a member',
      'vary s ~ uniform(3, 9) frontier bananas = 2 + sqrt(s - apples) for apples in 0..4',
    ],
    ['of measured points', 'vary s ~ uniform(3, 9) frontier through (apples, bananas): (0, s), (s, 0)'],
  ])('%s', (_, body) => {
    expect(familyFor(body, 50)).toBeNull();
  });
});

/** Ranges of two draws, k around or beside 1. */
const RANGES = fc.record({
  k: fc.double({ min: 0.4, max: 2.5, noNaN: true }),
  width: fc.double({ min: 0.01, max: 0.8, noNaN: true }),
  a: fc.double({ min: 0.1, max: 50, noNaN: true }),
  spread: fc.double({ min: 0.01, max: 3, noNaN: true }),
  form: fc.nat({ max: 5 }),
  seed: fc.nat({ max: 1000 }),
});

const FORMS: readonly ((k: string, a: string) => string)[] = [
  (k, a) => `vary k ~ ${k} vary a ~ ${a} frontier (apples/a)^k + (bananas/3)^k <= 2`,
  (k, a) => `vary k ~ ${k} vary a ~ ${a} frontier bananas = 3*(1 - (apples/a)^k)`,
  (k, a) => `vary k ~ ${k} vary a ~ ${a} budget hours <= 5 apples = a*hours^k bananas = hours^2/(4 + hours^2)`,
  (k, a) => `vary k ~ ${k} vary a ~ ${a} frontier bananas = k/(1 + (apples/a)^2) for apples in 0..(2*a)`,
  (k, a) => `vary k ~ ${k} vary a ~ ${a} budget hours <= a apples = hours^k bananas = max(0, hours - 0.05)`,
  (k, a) => `vary k ~ ${k} vary a ~ ${a} frontier (apples/a)^k + bananas^2 <= 1`,
];

describe('random families', () => {
  it('say of no member what is not so of it alone', () => {
    fc.assert(
      fc.property(RANGES, ({ k, width, a, spread, form, seed }) => {
        const draw = (from: number, length: number): string =>
          `uniform(${from.toFixed(3)}, ${(from + length).toFixed(3)})`;
        const body = (FORMS[form] as (typeof FORMS)[number])(draw(k, width), draw(a, a * spread));
        expect([body, contradictions(body, 60, seed, 19)]).toEqual([body, []]);
      }),
      { numRuns: 24, seed: 20261122 },
    );
  }, 120_000);
});
