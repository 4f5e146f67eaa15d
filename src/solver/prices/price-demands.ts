import { hasBranches } from '../../curvature/frontier/branches.ts';
import type { LevelShape } from '../../curvature/shape.ts';
import type { Placed } from '../placed.ts';
import type { Welfare } from '../welfare/welfare.ts';
import { levelNormals } from './level-tradeoff.ts';
import { marginalProduct } from './tradeoff.ts';

/** What prices p >= 0 must be to support one choice. Goods are numbers in the economy. */
export type Demand =
  /** row · p <= 0. */
  { readonly kind: 'row'; readonly row: readonly number[] } | Cone;

/** The prices of `goods` are a mixture (weights >= 0, of any sum) of the generators. */
export interface Cone {
  readonly kind: 'cone';
  readonly goods: readonly number[];
  readonly generators: readonly (readonly number[])[];
}

/**
 * Slopes of the selections that are least at what is used; a good of which there is none may cost more than it is worth, and one of which
 * some is thrown away costs nothing.
 */
export function welfareDemands(welfare: Welfare, used: Float64Array, made: Float64Array): readonly Demand[] | null {
  const values = welfare.selections.map((selection) => selection.value(used));
  const least = Math.min(...values);
  const generators = welfare.selections
    .filter((_, s) => (values[s] ?? 0) - least <= 1e-9 * Math.max(1, Math.abs(least)))
    .map(({ slopes }) => slopes.map((slope) => Math.max(0, slope(used))));
  if (generators.some((slopes) => slopes.some((slope) => !Number.isFinite(slope)))) return null;
  const goods = [...used.keys()];
  const dearer = goods.filter((j) => made[j] === 0).map((j) => unitOf(goods.length, j));
  const free = goods.filter((j) => (used[j] ?? 0) < (made[j] ?? 0) * (1 - 1e-9));
  return [
    { kind: 'cone', goods, generators: [...generators, ...dearer] },
    ...free.map((j): Demand => ({ kind: 'row', row: unitOf(goods.length, j) })),
  ];
}

const unitOf = (length: number, at: number): readonly number[] => Array.from({ length }, (_, j) => (j === at ? 1 : 0));

/** What a member's choice asks of prices at once; sets that bend may ask for more. Null where it is not known. */
export function demandsOf(one: Placed, goods: readonly string[]): readonly Demand[] | null {
  const { shape } = one.party;
  if (one.members !== undefined) return null;
  const own = shape.goods.map((good) => goods.indexOf(good));
  const rowOf = (entries: readonly (readonly [good: number, value: number])[]): Demand => {
    const row = goods.map(() => 0);
    for (const [good, value] of entries) row[good] = (row[good] ?? 0) + value;
    return { kind: 'row', row };
  };
  switch (shape.kind) {
    case 'capacity':
      return [];
    case 'planar': {
      const [x = 0, y = 0] = own;
      if (one.supported === null) return null;
      const { lo, hi } = one.supported;
      const above =
        hi === Number.POSITIVE_INFINITY
          ? []
          : [
              rowOf([
                [x, 1],
                [y, -hi],
              ]),
            ];
      return [
        ...above,
        lo === Number.POSITIVE_INFINITY
          ? rowOf([[y, 1]])
          : rowOf([
              [x, -1],
              [y, lo],
            ]),
      ];
    }
    case 'points':
      return shape.points.map((amounts) => rowOf(own.map((j, k) => [j, (amounts[k] ?? 0) - (one.outputs[j] ?? 0)])));
    case 'separable':
      return pairsOf(taskProducts(one)).flatMap(([{ lo, at: j }, { hi, at: k }]) => {
        const [first, second] = [own[j] ?? 0, own[k] ?? 0];
        if (hi === Number.POSITIVE_INFINITY) return [];
        return [
          lo === Number.POSITIVE_INFINITY
            ? rowOf([[first, 1]])
            : rowOf([
                [first, lo],
                [second, -hi],
              ]),
        ];
      });
    case 'level':
      if (shape.bends === 'unknown') return null;
      return isBent(one) ? [] : levelDemands(shape, own, one.outputs, rowOf);
  }
}

type RowOf = (entries: readonly (readonly [good: number, value: number])[]) => Demand;

/** One slope makes rows of ratios, several make a cone. */
function levelDemands(
  shape: LevelShape,
  own: readonly number[],
  outputs: Float64Array,
  rowOf: RowOf,
): readonly Demand[] | null {
  const amounts = own.map((j) => outputs[j] ?? 0);
  const normals = levelNormals(shape, amounts);
  if (normals === null) return null;
  const [slopes = [], ...others] = normals.limits;
  if (others.length > 0 || normals.full.length > 0)
    return [{ kind: 'cone', goods: own, generators: [...normals.limits, ...normals.full, ...normals.none] }];
  const isNone = (k: number) => normals.none.some((less) => less[k] !== 0);
  return pairsOf([...own.keys()]).flatMap(([k, m]) =>
    isNone(m)
      ? []
      : rowOf([
          [own[k] ?? 0, slopes[m] ?? 0],
          [own[m] ?? 0, -(slopes[k] ?? 0)],
        ]),
  );
}

/** It must be asked what it would rather do. */
export function isBent({ party: { shape, pieces } }: Placed): boolean {
  if (shape.kind === 'separable') return pieces.length > 1 || pieces.some((piece) => !piece.exact);
  return (
    shape.kind === 'level' && (shape.bends !== 'outward' || shape.limits.some(({ excess }) => hasBranches(excess)))
  );
}

interface Product {
  readonly at: number;
  readonly lo: number;
  readonly hi: number;
}

/** What the next unit of the resource would yield in each task (lo), and what the last one yielded; a task that is not done may yield less. */
function taskProducts({ party: { shape }, places = [] }: Placed): readonly Product[] {
  if (shape.kind !== 'separable') return [];
  return shape.technologies.map(({ arcs }, at) => {
    const place = places[at];
    if (place === undefined) return { at, lo: 0, hi: Number.POSITIVE_INFINITY };
    const { lo, hi } = marginalProduct(arcs, place);
    const isUnused = place.t === place.arc.from && place.arc === arcs[0];
    return { at, lo, hi: isUnused ? Number.POSITIVE_INFINITY : hi };
  });
}

const pairsOf = <T>(all: readonly T[]): readonly (readonly [T, T])[] =>
  all.flatMap((first) => all.flatMap((second) => (first === second ? [] : [[first, second] as const])));
