import { startsAfterGaps } from './gaps.ts';
import { madeFrom } from './mix.ts';
import { meanOver, membersIn, type Rows, rowsOfMixes } from './rows.ts';

/** Members of one agent of one kind: how many, and what one of them makes in the mean. */
export interface RowKind {
  readonly label: string;
  readonly count: number;
  readonly outputs: readonly number[];
  readonly mix: readonly number[] | null;
  /** The mean of the members' own. */
  readonly specialization: number | null;
  readonly rows: Int32Array;
}

const splitFrom = 0.2;

/**
 * Kinds of one agent's members: those who make the same goods, split again, for two goods, where the sorted mix has a gap over 0.2.
 * Labelled by the goods, largest share first, numbered where repeated.
 */
export function kindsOfRows(rows: Rows, goods: readonly string[], makeable: readonly number[]): readonly RowKind[] {
  const parts = setsOf(rows, makeable).flatMap((set) =>
    makeable.length === 2 ? splitAtGaps(rows.mixes[makeable[0] ?? 0] ?? new Float64Array(rows.length), set) : [set],
  );
  const kinds = parts.map((part) => kindOf(rows, part, goods)).sort((a, b) => b.count - a.count || leaning(b, a));
  return numbered(kinds);
}

/** Members of one agent who all do the same, with what they make and their mix (over the economy's goods). */
export interface Group<T> {
  readonly count: number;
  readonly outputs: readonly number[];
  readonly mix: readonly number[] | null;
  readonly own: T;
}

export interface Kind<T> extends Omit<RowKind, 'rows'> {
  readonly groups: readonly Group<T>[];
}

/** The same for few groups. */
export function kindsOf<T>(
  groups: readonly Group<T>[],
  goods: readonly string[],
  makeable: readonly number[],
): readonly Kind<T>[] {
  const rows = rowsOfGroups(groups, goods.length, makeable.length);
  return kindsOfRows(rows, goods, makeable).map(({ rows: own, ...kind }) => ({
    ...kind,
    groups: [...own].flatMap((row) => groups[row] ?? []),
  }));
}

export function rowsOfGroups(
  groups: readonly Pick<Group<unknown>, 'count' | 'outputs' | 'mix'>[],
  goods: number,
  makeable: number,
): Rows {
  const column = (value: (group: (typeof groups)[number]) => number): Float64Array => Float64Array.from(groups, value);
  const shares = Array.from({ length: goods }, (_, j) => column(({ mix }) => mix?.[j] ?? 0));
  const outputs = Array.from({ length: goods }, (_, j) => column((group) => group.outputs[j] ?? 0));
  return rowsOfMixes(
    outputs,
    shares,
    column(({ mix }) => (mix === null ? 0 : 1)),
    column(({ count }) => count),
    makeable,
  );
}

/** Rows that make the same goods, in the order in which the sets occur. */
function setsOf({ length, mixes, idle }: Rows, makeable: readonly number[]): readonly Int32Array[] {
  const sets = new Map<number | string, number>();
  const setOf = new Int32Array(length);
  const sizes: number[] = [];
  const madeBy = makeable.length <= bits ? maskOf(mixes, makeable) : wordOf(mixes, makeable);
  for (let row = 0; row < length; row++) {
    const key = idle[row] === 1 ? -1 : madeBy(row);
    let set = sets.get(key);
    if (set === undefined) {
      set = sets.size;
      sets.set(key, set);
      sizes.push(0);
    }
    setOf[row] = set;
    sizes[set] = (sizes[set] ?? 0) + 1;
  }
  return gathered(setOf, sizes);
}

/** So many goods are told apart by the bits of a whole number. */
const bits = 30;

function maskOf(mixes: readonly Float64Array[], makeable: readonly number[]): (row: number) => number {
  const masks = new Int32Array(mixes[0]?.length ?? 0);
  makeable.forEach((j, k) => {
    const column = mixes[j] as Float64Array;
    for (let row = 0; row < masks.length; row++)
      if ((column[row] as number) > madeFrom) masks[row] = (masks[row] as number) | (1 << k);
  });
  return (row) => masks[row] as number;
}

const wordOf =
  (mixes: readonly Float64Array[], makeable: readonly number[]): ((row: number) => string) =>
  (row) =>
    makeable.filter((j) => (mixes[j]?.[row] ?? 0) > madeFrom).join();

/** The rows of each set, rising. */
function gathered(setOf: Int32Array, sizes: readonly number[]): readonly Int32Array[] {
  const parts = sizes.map((size) => new Int32Array(size));
  const filled = sizes.map(() => 0);
  for (let row = 0; row < setOf.length; row++) {
    const set = setOf[row] as number;
    const at = filled[set] as number;
    filled[set] = at + 1;
    (parts[set] as Int32Array)[at] = row;
  }
  return parts;
}

/** The part with the largest shares first. */
function splitAtGaps(shares: Float64Array, set: Int32Array): readonly Int32Array[] {
  const own = new Float64Array(set.length);
  for (let k = 0; k < set.length; k++) own[k] = shares[set[k] as number] as number;
  const starts = startsAfterGaps(own, splitFrom);
  if (starts.length === 0) return [set];
  const parts = new Int32Array(set.length);
  const sizes = Array.from({ length: starts.length + 1 }, () => 0);
  for (let k = 0; k < set.length; k++) {
    let part = 0;
    while (part < starts.length && (own[k] as number) < (starts[starts.length - 1 - part] as number)) part++;
    parts[k] = part;
    sizes[part] = (sizes[part] ?? 0) + 1;
  }
  return gathered(parts, sizes).map((part) => part.map((k) => set[k] as number));
}

function kindOf(rows: Rows, own: Int32Array, goods: readonly string[]): RowKind {
  const count = membersIn(rows, own);
  const mean = (column: ArrayLike<number>): number => meanOver(rows, column, own, count);
  const mix = rows.idle[own[0] ?? 0] === 1 ? null : rows.mixes.map(mean);
  return {
    label: labelOf(mix, goods),
    count,
    outputs: rows.outputs.map(mean),
    mix,
    specialization: mix === null ? null : mean(rows.specialization),
    rows: own,
  };
}

/** Of equal counts the kind that leans to earlier goods comes first. */
function leaning(a: RowKind, b: RowKind): number {
  const j = (a.mix ?? []).findIndex((share, k) => Math.abs(share - (b.mix?.[k] ?? 0)) > 1e-9);
  return j < 0 ? 0 : (a.mix?.[j] ?? 0) - (b.mix?.[j] ?? 0);
}

function labelOf(mix: readonly number[] | null, goods: readonly string[]): string {
  if (mix === null) return 'idle';
  const made = mix.map((share, j) => ({ share, j })).filter(({ share }) => share > madeFrom);
  return made
    .sort((a, b) => (Math.abs(b.share - a.share) > 1e-9 ? b.share - a.share : a.j - b.j))
    .map(({ j }) => goods[j] ?? '')
    .join('+');
}

function numbered(kinds: readonly RowKind[]): readonly RowKind[] {
  const seen = new Map<string, number>();
  return kinds.map((kind) => {
    const times = (seen.get(kind.label) ?? 0) + 1;
    seen.set(kind.label, times);
    return times === 1 ? kind : { ...kind, label: `${kind.label} ${times}` };
  });
}
