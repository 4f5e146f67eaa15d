import type { Numbers } from './columns-range.ts';

/** Members up to a number in a column go one way, those above it the other. */
export interface Cut {
  readonly column: Numbers;
  readonly at: number;
}

interface Branch extends Cut {
  readonly low: number;
  readonly high: number;
}

/** Leaves told apart by cuts, so that very many members can be sorted into them in one pass at the end. */
export interface LeafTree<T> {
  leaves(): readonly T[];
  split(leaf: T, cut: Cut, low: T, high: T): void;
  /** The leaves that have members, with their numbers in rising order; null: all. */
  filled(count: number): readonly { readonly leaf: T; readonly members: Int32Array | null }[];
}

export function leafTree<T extends object>(root: T): LeafTree<T> {
  const nodes: (Branch | T)[] = [root];
  const places = new Map<T, number>([[root, 0]]);
  return {
    leaves: () => [...places.keys()],
    split(leaf, cut, low, high) {
      const at = places.get(leaf);
      if (at === undefined) return;
      nodes[at] = { ...cut, low: nodes.length, high: nodes.length + 1 };
      for (const part of [low, high]) places.set(part, nodes.push(part) - 1);
      places.delete(leaf);
    },
    filled(count) {
      if (places.size === 1) return [...places.keys()].map((leaf) => ({ leaf, members: null }));
      const sorted = membersByNode(nodes, new Set(places.values()), count);
      return [...places].flatMap(([leaf, at]) => {
        const members = sorted[at];
        return members && members.length > 0 ? [{ leaf, members }] : [];
      });
    },
  };
}

function membersByNode(
  nodes: readonly (Branch | object)[],
  leaves: ReadonlySet<number>,
  count: number,
): readonly (Int32Array | null)[] {
  const node = new Uint16Array(count);
  const sizes = new Int32Array(nodes.length);
  const branches = nodes.map((n, i) => (leaves.has(i) ? null : (n as Branch)));
  for (let member = 0; member < count; member++) {
    let at = 0;
    for (let b = branches[at]; b; b = branches[at]) at = (b.column.values[member] as number) <= b.at ? b.low : b.high;
    node[member] = at;
    sizes[at] = (sizes[at] as number) + 1;
  }
  const lists = branches.map((b, i) => (b ? null : new Int32Array(sizes[i] as number)));
  sizes.fill(0);
  for (let member = 0; member < count; member++) {
    const at = node[member] as number;
    const list = lists[at];
    if (list) list[sizes[at] as number] = member;
    sizes[at] = (sizes[at] as number) + 1;
  }
  return lists;
}
