import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discretenessOf, discretenessOfRows } from '../../src/solver/kinds/discreteness.ts';
import { kindsOf, kindsOfRows } from '../../src/solver/kinds/kinds.ts';
import { mixOf, specializationOf } from '../../src/solver/kinds/mix.ts';
import { membersIn, rowsOf } from '../../src/solver/kinds/rows.ts';

const seed = 20260901;
const GOODS = ['a', 'b', 'c'];

/** What a member makes of each good, often nothing or next to nothing. */
const outputs = (goods: number) =>
  fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0.001, 0.5, 1)), {
    minLength: goods,
    maxLength: goods,
  });

const populations = fc.integer({ min: 1, max: 3 }).chain((goods) =>
  fc.record({
    members: fc.array(fc.record({ count: fc.integer({ min: 1, max: 4 }), made: outputs(goods) }), {
      minLength: 1,
      maxLength: 40,
    }),
    caps: fc.array(fc.constantFrom(0.5, 1, 2), { minLength: goods, maxLength: goods }),
  }),
);

type Population = typeof populations extends fc.Arbitrary<infer P> ? P : never;

function columnsOf({ members, caps }: Population, alike: boolean) {
  const rows = alike
    ? members
    : members.flatMap(({ count, made }) => Array.from({ length: count }, () => ({ count: 1, made })));
  const column = (value: (own: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, value);
  const made = caps.map((_, j) => column((own) => own.made[j] ?? 0));
  const counts = alike ? column(({ count }) => count) : null;
  return rowsOf(
    made,
    caps.map((cap) => column(() => cap)),
    counts,
    rows.length,
    caps.length,
  );
}

const told = (kinds: readonly { readonly label: string; readonly count: number }[]) =>
  kinds.map(({ label, count }) => [label, count]);

describe('kinds of many members', () => {
  it('are the same whether equal members stand in one row or each in its own', () => {
    fc.assert(
      fc.property(populations, (population) => {
        const goods = GOODS.slice(0, population.caps.length);
        const makeable = [...goods.keys()];
        const [together, apart] = [true, false].map((alike) => columnsOf(population, alike));
        if (together === undefined || apart === undefined) return;
        const [some, all] = [together, apart].map((rows) => kindsOfRows(rows, goods, makeable));
        expect(told(all ?? [])).toEqual(told(some ?? []));
        all?.forEach((kind, k) => {
          kind.outputs.forEach((y, j) => {
            expect(y).toBeCloseTo(some?.[k]?.outputs[j] ?? Number.NaN, 12);
          });
        });
        const discreteness = (rows: typeof apart, kinds: typeof all) =>
          discretenessOfRows([{ rows, kinds: kinds ?? [] }], goods.length === 2);
        const [first, second] = [discreteness(together, some), discreteness(apart, all)];
        expect(first?.specialized ?? null).toEqual(second === null ? null : expect.closeTo(second.specialized, 12));
        expect(first?.gap ?? null).toEqual(second?.gap ?? null);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('hold every member once, and each member of a kind makes the same goods', () => {
    fc.assert(
      fc.property(populations, (population) => {
        const goods = GOODS.slice(0, population.caps.length);
        const rows = columnsOf(population, false);
        const kinds = kindsOfRows(rows, goods, [...goods.keys()]);
        expect([...kinds.flatMap((kind) => [...kind.rows])].sort((a, b) => a - b)).toEqual([
          ...Array(rows.length).keys(),
        ]);
        expect(kinds.reduce((sum, kind) => sum + membersIn(rows, kind.rows), 0)).toBe(rows.length);
        for (const kind of kinds) {
          const sets = [...kind.rows].map((row) => goods.map((_, j) => (rows.mixes[j]?.[row] ?? 0) > 0.01).join());
          expect(new Set(sets).size).toBe(1);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it('have the mix and index of one member at a time', () => {
    fc.assert(
      fc.property(populations, (population) => {
        const rows = columnsOf(population, true);
        population.members.forEach(({ made }, row) => {
          const mix = mixOf(made, population.caps);
          expect(rows.idle[row]).toBe(mix === null ? 1 : 0);
          rows.mixes.forEach((column, j) => {
            expect(column[row]).toBeCloseTo(mix?.[j] ?? 0, 12);
          });
          const index = specializationOf(mix, population.caps.length);
          expect(rows.specialization[row]).toEqual(index === null ? Number.NaN : expect.closeTo(index, 12));
        });
      }),
      { seed, numRuns: 300 },
    );
  });

  it('are split between two goods wherever the sorted mix has a gap over 0.2, and only there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.02, max: 0.98, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (shares) => {
          const groups = shares.map((share) => ({
            count: 1,
            outputs: [share, 1 - share],
            mix: [share, 1 - share],
            own: share,
          }));
          const kinds = kindsOf(groups, ['a', 'b'], [0, 1]);
          const sorted = [...shares].sort((a, b) => a - b);
          const gaps = sorted.filter((share, k) => k > 0 && share - (sorted[k - 1] ?? share) > 0.2).length;
          expect(kinds).toHaveLength(gaps + 1);
          const places = kinds.flatMap(({ label, groups: own }) =>
            own.map(({ mix }) => ({ count: 1, mix, specialization: specializationOf(mix, 2), kind: label })),
          );
          const widest = Math.max(0, ...sorted.slice(1).map((share, k) => share - (sorted[k] ?? share)));
          expect(discretenessOf(places, true)?.gap).toEqual(shares.length > 1 ? widest : null);
        },
      ),
      { seed, numRuns: 500 },
    );
  });
});
