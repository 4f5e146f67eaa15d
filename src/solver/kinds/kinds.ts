import { madeFrom } from './mix.ts';

/** Members of one agent who all do the same, with what they make and their mix (over the economy's goods). */
export interface Group<T> {
  readonly count: number;
  readonly outputs: readonly number[];
  readonly mix: readonly number[] | null;
  readonly own: T;
}

export interface Kind<T> {
  readonly label: string;
  readonly count: number;
  readonly outputs: readonly number[];
  readonly mix: readonly number[] | null;
  readonly groups: readonly Group<T>[];
}

const splitFrom = 0.2;

/**
 * Kinds of one agent's members: those who make the same goods, split again, for two goods, where the sorted mix has a gap over 0.2.
 * Labelled by the goods, largest share first, numbered where repeated.
 */
export function kindsOf<T>(
  groups: readonly Group<T>[],
  goods: readonly string[],
  makeable: readonly number[],
): readonly Kind<T>[] {
  const sets = new Map<string, Group<T>[]>();
  for (const group of groups) {
    const made = group.mix === null ? 'idle' : makeable.filter((j) => (group.mix?.[j] ?? 0) > madeFrom).join();
    sets.set(made, [...(sets.get(made) ?? []), group]);
  }
  const parts = [...sets.values()].flatMap((set) =>
    makeable.length === 2 ? splitAtGaps(set, makeable[0] ?? 0) : [set],
  );
  const kinds = parts.map((part) => kindOf(part, goods)).sort((a, b) => b.count - a.count || leaning(b, a));
  return numbered(kinds);
}

/** Of equal counts the kind that leans to earlier goods comes first. */
function leaning<T>(a: Kind<T>, b: Kind<T>): number {
  const j = (a.mix ?? []).findIndex((share, k) => Math.abs(share - (b.mix?.[k] ?? 0)) > 1e-9);
  return j < 0 ? 0 : (a.mix?.[j] ?? 0) - (b.mix?.[j] ?? 0);
}

function splitAtGaps<T>(groups: readonly Group<T>[], good: number): readonly (readonly Group<T>[])[] {
  const sorted = [...groups].sort((a, b) => (b.mix?.[good] ?? 0) - (a.mix?.[good] ?? 0));
  const parts: Group<T>[][] = [];
  let before = Number.NaN;
  for (const group of sorted) {
    const share = group.mix?.[good] ?? 0;
    const last = parts[parts.length - 1];
    if (last === undefined || before - share > splitFrom) parts.push([group]);
    else last.push(group);
    before = share;
  }
  return parts;
}

function kindOf<T>(groups: readonly Group<T>[], goods: readonly string[]): Kind<T> {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const outputs = meanOf(groups, count, (group) => group.outputs) ?? [];
  const mix = groups.some((group) => group.mix === null) ? null : meanOf(groups, count, (group) => group.mix ?? []);
  return { label: labelOf(mix, goods), count, outputs, mix, groups };
}

function meanOf<T>(
  groups: readonly Group<T>[],
  count: number,
  of: (group: Group<T>) => readonly number[],
): readonly number[] | null {
  const [first, ...others] = groups;
  if (first === undefined) return null;
  if (others.length === 0) return of(first);
  return of(first).map((_, j) => groups.reduce((sum, group) => sum + (group.count / count) * (of(group)[j] ?? 0), 0));
}

function labelOf(mix: readonly number[] | null, goods: readonly string[]): string {
  if (mix === null) return 'idle';
  const made = mix.map((share, j) => ({ share, j })).filter(({ share }) => share > madeFrom);
  return made
    .sort((a, b) => (Math.abs(b.share - a.share) > 1e-9 ? b.share - a.share : a.j - b.j))
    .map(({ j }) => goods[j] ?? '')
    .join('+');
}

function numbered<T>(kinds: readonly Kind<T>[]): readonly Kind<T>[] {
  const seen = new Map<string, number>();
  return kinds.map((kind) => {
    const times = (seen.get(kind.label) ?? 0) + 1;
    seen.set(kind.label, times);
    return times === 1 ? kind : { ...kind, label: `${kind.label} ${times}` };
  });
}
