import type { Side } from '../relaxation/greedy.ts';
import { type Bounded, type Problem, relax } from '../relaxation/relax.ts';
import { type Share, sharesOf } from '../relaxation/relaxed.ts';
import { ascend } from './ascend.ts';
import { branch } from './branch.ts';
import { polish } from './polish.ts';
import { type Allocation, allocate, wholeCounts } from './recover.ts';

export interface SearchOptions {
  /** Relative gap at which the search may stop. */
  readonly tolerance: number;
  /** How many (agent, piece) relaxations may be solved; counted, so that results never depend on speed. */
  readonly work: number;
  readonly signal?: { readonly aborted: boolean } | undefined;
}

export interface Searched {
  readonly best: Allocation | null;
  /** No allocation is better (user's scale). */
  readonly upperBound: number;
  /** The convexified economy. */
  readonly root: Bounded;
  readonly nodes: number;
}

interface Node {
  readonly sides: readonly Side[];
  readonly bounded: Bounded;
  readonly bound: number;
}

/** Every so many nodes the search plunges, best child after best child, to where nothing is left to decide. */
const plungeEvery = 12;

/** Best-first branch and bound over whole counts and over stretches of what bends the convex way, with plunges for good plans. */
export function search(problem: Problem, options: SearchOptions): Searched | null {
  const precision = Math.max(1e-14, 1e-4 * options.tolerance);
  const root = relax(problem, problem.sides);
  if (root === null) return null;
  const open: Node[] = [{ sides: problem.sides, bounded: root, bound: root.bound }];
  const tried = new Set<string>();
  let best: Allocation | null = null;
  let closed = Number.NEGATIVE_INFINITY;
  let work = 0;
  let nodes = 0;
  const valueSoFar = () => (best === null ? Number.NEGATIVE_INFINITY : best.value);
  const enough = () =>
    best === null ? Number.NEGATIVE_INFINITY : best.value + 0.25 * options.tolerance * Math.abs(best.value);
  let below: Node | null = null;
  while (open.length > 0) {
    const top = open[open.length - 1];
    if (top === undefined || top.bound <= enough()) break;
    // However little time there is, the first node gives a plan and a bound.
    if (nodes > 0 && (work > options.work || options.signal?.aborted === true)) break;
    const node: Node = below ?? top;
    open.splice(open.lastIndexOf(node), 1);
    const plunges = below !== null || nodes % plungeEvery === 0;
    below = null;
    nodes++;
    const shares = sharesOf(node.bounded.relaxed);
    for (const found of recovered(problem, node, shares, tried, valueSoFar()))
      if (best === null || found.value > best.value) best = found;
    if (node.bound <= enough()) {
      closed = Math.max(closed, node.bound);
      continue;
    }
    const children = branch(node.sides, shares, node.bounded.prices);
    if (children === null) closed = Math.max(closed, node.bound);
    for (const sides of children ?? []) {
      work += sides.reduce((sum, { entries }) => sum + entries.reduce((own, { piece }) => own + piece.work, 0), 0);
      const bounded = relax(problem, sides, precision, node.bounded.prices, enough());
      if (bounded === null) continue;
      const bound = Math.min(node.bound, bounded.bound);
      if (bound <= enough()) closed = Math.max(closed, bound);
      else {
        const child: Node = { sides, bounded, bound };
        insert(open, child);
        if (plunges && (below === null || bound > below.bound)) below = child;
      }
    }
  }
  const left = open.reduce((most, { bound }) => Math.max(most, bound), closed);
  const settled = best !== null && left <= best.value + 1e-10 * Math.abs(best.value);
  const found = best === null || settled ? best : polish(problem, best);
  return { best: found, upperBound: Math.max(left, found?.value ?? Number.NEGATIVE_INFINITY), root, nodes };
}

function recovered(
  problem: Problem,
  { sides, bounded }: Node,
  shares: readonly Share[],
  tried: Set<string>,
  cutoff: number,
): readonly Allocation[] {
  const wholes = ([1, -1] as const).map((tilt) => wholeCounts(sides, shares, tilt));
  return wholes.flatMap((whole, k) => {
    const key = whole
      .map(
        ({ side, entry, count, outputs }) =>
          `${side}:${entry}:${count}:${sides[side]?.entries[entry]?.piece.exact === true ? '' : outputs.join()}`,
      )
      .join(' ');
    const plain = attempt(tried, key, () => allocate(problem, sides, whole, bounded.prices, cutoff));
    const uphill = k === 0 ? ascend(problem, sides, bounded, whole, cutoff) : null;
    return uphill === null ? plain : [...plain, ...attempt(tried, uphill.key, uphill.solve)];
  });
}

function attempt(tried: Set<string>, key: string, solve: () => Allocation | null): readonly Allocation[] {
  if (tried.has(key)) return [];
  tried.add(key);
  const found = solve();
  return found === null || Number.isNaN(found.value) ? [] : [found];
}

/** Keeps the list sorted by bound, the highest last. */
function insert(open: Node[], node: Node): void {
  let low = 0;
  let high = open.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((open[middle]?.bound ?? 0) < node.bound) low = middle + 1;
    else high = middle;
  }
  open.splice(low, 0, node);
}
