import { Stopped } from '../relaxation/effort.ts';
import type { Side } from '../relaxation/greedy.ts';
import { type Bounded, hasty, type Problem, relax } from '../relaxation/relax.ts';
import { type Share, sharesOf } from '../relaxation/relaxed.ts';
import { ascend } from './ascend.ts';
import { branch } from './branch.ts';
import { hullBound } from './hull-bound.ts';
import { hullPlan } from './hull-plan.ts';
import { polish } from './polish.ts';
import { type Allocation, allocate, asTheyStand, wholeCounts } from './recover.ts';

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
/** So few are closed by branching alone. */
const fewMembers = 12;

interface State {
  /** By bound, the highest last. */
  readonly open: Node[];
  readonly tried: Set<string>;
  best: Allocation | null;
  /** The highest bound of what is not looked into further. */
  closed: number;
  work: number;
  nodes: number;
  /** Where the plunge goes on. */
  below: Node | null;
}

/**
 * Best-first branch and bound over whole counts and over stretches of what bends the convex way, with plunges for good plans. Asked to
 * stop it leaves off at once; however little time there is, there is a plan and a proven bound.
 */
export function search(given: Problem, options: SearchOptions): Searched | null {
  const problem: Problem = { ...given, signal: options.signal };
  const root = unlessStopped(() => relax(problem, problem.sides)) ?? hasty(given);
  if (root === null) return null;
  const known = atOnce(problem, root);
  const standing = asTheyStand(problem, problem.sides, wholeCounts(problem.sides, sharesOf(root.relaxed), 1));
  const state: State = {
    open: [{ sides: problem.sides, bounded: root, bound: known.bound }],
    tried: new Set(),
    best: better(standing, known.plan),
    closed: Number.NEGATIVE_INFINITY,
    work: 0,
    nodes: 0,
    below: null,
  };
  while (goesOn(state, options)) unlessStopped(() => visit(problem, state, options));
  const left = state.open.reduce((most, { bound }) => Math.max(most, bound), state.closed);
  const { best, nodes } = state;
  const settled = best !== null && left <= best.value + 1e-10 * Math.abs(best.value);
  const found = best === null || settled ? best : (unlessStopped(() => polish(problem, best)) ?? best);
  return { best: found, upperBound: Math.max(left, found?.value ?? Number.NEGATIVE_INFINITY), root, nodes };
}

/** A tighter bound of the root, and a plan, where many members of three goods or more would take long to part one by one. */
function atOnce(
  problem: Problem,
  { bound, relaxed }: Bounded,
): { readonly bound: number; readonly plan: Allocation | null } {
  const members = problem.sides.reduce((sum, { count }) => sum + count, 0);
  const isBent = problem.sides.some(({ entries }) => entries.some(({ piece }) => !piece.exact));
  if (problem.goods.length < 3 || members <= fewMembers || !isBent) return { bound, plan: null };
  const hull = unlessStopped(() => hullBound(problem, relaxed.touching));
  if (hull === null) return { bound, plan: null };
  return { bound: Math.min(bound, hull.bound), plan: unlessStopped(() => hullPlan(problem, hull)) };
}

const better = (one: Allocation, other: Allocation | null): Allocation =>
  other !== null && !(other.value <= one.value) && !Number.isNaN(other.value) ? other : one;

function unlessStopped<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}

const enough = ({ best }: State, { tolerance }: SearchOptions): number =>
  best === null ? Number.NEGATIVE_INFINITY : best.value + 0.25 * tolerance * Math.abs(best.value);

function goesOn(state: State, options: SearchOptions): boolean {
  const top = state.open[state.open.length - 1];
  if (top === undefined || top.bound <= enough(state, options)) return false;
  return (state.nodes === 0 || state.work <= options.work) && options.signal?.aborted !== true;
}

/** Looks into one node: plans from it, then its cases. Until all is known of them, it stands for them. */
function visit(problem: Problem, state: State, options: SearchOptions): void {
  const { open } = state;
  const node = state.below ?? open[open.length - 1];
  if (node === undefined) return;
  const plunges = state.below !== null || state.nodes % plungeEvery === 0;
  state.below = null;
  state.nodes++;
  const shares = sharesOf(node.bounded.relaxed);
  const worst = state.best?.value ?? Number.NEGATIVE_INFINITY;
  for (const found of recovered(problem, node, shares, state.tried, worst))
    if (state.best === null || !(found.value <= state.best.value)) state.best = found;
  const children = node.bound <= enough(state, options) ? null : branch(node.sides, shares, node.bounded.prices);
  const cases = (children ?? []).flatMap((sides) => caseOf(problem, state, options, node, sides) ?? []);
  open.splice(open.lastIndexOf(node), 1);
  if (children === null) state.closed = Math.max(state.closed, node.bound);
  for (const child of cases) {
    if (child.bound <= enough(state, options)) state.closed = Math.max(state.closed, child.bound);
    else {
      insert(open, child);
      if (plunges && (state.below === null || child.bound > (state.below as Node).bound)) state.below = child;
    }
  }
}

function caseOf(
  problem: Problem,
  state: State,
  options: SearchOptions,
  node: Node,
  sides: readonly Side[],
): Node | null {
  state.work += sides.reduce((sum, { entries }) => sum + entries.reduce((own, { piece }) => own + piece.work, 0), 0);
  const precision = Math.max(1e-14, 1e-4 * options.tolerance);
  const bounded = relax(problem, sides, precision, node.bounded.prices, enough(state, options));
  return bounded === null ? null : { sides, bounded, bound: Math.min(node.bound, bounded.bound) };
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
