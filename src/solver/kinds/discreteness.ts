import type { Discreteness } from '../solution.ts';
import { widestGap } from './gaps.ts';
import { type RowKind, rowsOfGroups } from './kinds.ts';
import { countOf, meanOver, membersIn, type Rows } from './rows.ts';

/** One agent's members and their kinds. */
export interface Kinds {
  readonly rows: Rows;
  readonly kinds: readonly Pick<RowKind, 'label' | 'rows'>[];
}

/** A member's (or many equal members') mix, specialisation and kind. */
export interface Place {
  readonly count: number;
  readonly mix: readonly number[] | null;
  readonly specialization: number | null;
  readonly kind: string;
}

/** How far few places fall into separate kinds. */
export function discretenessOf(places: readonly Place[], twoGoods: boolean): Discreteness | null {
  const goods = Math.max(0, ...places.map(({ mix }) => mix?.length ?? 0));
  const rows = rowsOfGroups(
    places.map((place) => ({ ...place, outputs: [] })),
    goods,
    1,
  );
  const specialization = Float64Array.from(places, (place) => place.specialization ?? Number.NaN);
  const kinds = places.map(({ kind }, row) => ({ label: kind, rows: Int32Array.of(row) }));
  return discretenessOfRows([{ rows: { ...rows, specialization }, kinds }], twoGoods);
}

/** How far the members fall into separate kinds: the share of specialists, the widest gap, the variance between kinds. */
export function discretenessOfRows(agents: readonly Kinds[], twoGoods: boolean): Discreteness | null {
  const active = agents.flatMap(({ rows, kinds }) =>
    kinds.filter((kind) => rows.idle[kind.rows[0] ?? 0] === 0).map((kind) => ({ rows, kind })),
  );
  const members = active.reduce((sum, { rows, kind }) => sum + membersIn(rows, kind.rows), 0);
  if (members === 0) return null;
  const specialized = active.reduce((sum, { rows, kind }) => sum + specialistsIn(rows, kind.rows), 0);
  return {
    specialized: specialized / members,
    gap: twoGoods && members > 1 ? widestGap(sharesOf(active)) : null,
    betweenShare: betweenShare(active, members),
  };
}

interface Active {
  readonly rows: Rows;
  readonly kind: Pick<RowKind, 'label' | 'rows'>;
}

function specialistsIn(rows: Rows, own: Int32Array): number {
  let members = 0;
  for (let k = 0; k < own.length; k++) {
    const row = own[k] as number;
    if ((rows.specialization[row] as number) > 0.9) members += countOf(rows, row);
  }
  return members;
}

/** The mixes of all members, as shares of the first good. */
function sharesOf(active: readonly Active[]): Float64Array {
  const shares = new Float64Array(active.reduce((sum, { kind }) => sum + kind.rows.length, 0));
  let filled = 0;
  for (const { rows, kind } of active) {
    const column = rows.mixes[0] as Float64Array;
    for (let k = 0; k < kind.rows.length; k++) shares[filled++] = column[kind.rows[k] as number] as number;
  }
  return shares;
}

/** Variance of the mix between kinds (of one label) over the whole variance; null where all mixes are equal. */
function betweenShare(active: readonly Active[], members: number): number | null {
  const goods = active[0]?.rows.mixes.length ?? 0;
  const means = active.map(({ rows, kind }) => {
    const count = membersIn(rows, kind.rows);
    return { label: kind.label, count, mix: rows.mixes.map((column) => meanOver(rows, column, kind.rows, count)) };
  });
  const mean = meanOf(means, goods);
  let whole = 0;
  for (const { rows, kind } of active) whole += squaresIn(rows, kind.rows, mean);
  if (!(whole > 1e-12 * members)) return null;
  const labels = [...new Set(means.map(({ label }) => label))];
  const between = labels.reduce((sum, label) => {
    const own = means.filter((part) => part.label === label);
    const count = own.reduce((n, part) => n + part.count, 0);
    return sum + count * distance(meanOf(own, goods), mean);
  }, 0);
  return Math.min(1, between / whole);
}

function meanOf(parts: readonly { readonly count: number; readonly mix: readonly number[] }[], goods: number) {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  return Array.from({ length: goods }, (_, j) =>
    parts.reduce((sum, { count: own, mix }) => sum + (own / count) * (mix[j] ?? 0), 0),
  );
}

function squaresIn(rows: Rows, own: Int32Array, mean: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < mean.length; j++) {
    const [column, middle] = [rows.mixes[j] as Float64Array, mean[j] as number];
    let part = 0;
    for (let k = 0; k < own.length; k++) {
      const row = own[k] as number;
      part += countOf(rows, row) * ((column[row] as number) - middle) ** 2;
    }
    sum += part;
  }
  return sum;
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, j) => sum + (x - (b[j] ?? 0)) ** 2, 0);
