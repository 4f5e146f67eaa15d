import type { Side } from '../relaxation/greedy.ts';
import { poolOf } from '../relaxation/pool.ts';
import type { Bounded, Problem } from '../relaxation/relax.ts';
import type { Share } from '../relaxation/relaxed.ts';
import type { Outputs, Piece, Prices } from '../sets/piece.ts';
import { type Allocation, type Frozen, settle } from './recover.ts';

const mostSides = 300;
const mostPairs = 60;
const mostRounds = 12;

/** Something a member of an agent may do. */
interface Option {
  readonly side: number;
  readonly piece: Piece;
  readonly state: readonly number[];
  readonly outputs: Outputs;
}

/** One member leaves one option for another. */
interface Move {
  readonly side: number;
  readonly from: number;
  readonly to: number;
  readonly change: Float64Array;
  /** What it costs at the prices. */
  readonly cost: number;
}

/**
 * From whole counts uphill: members change what they do, one by one and then two at once, among what they were seen to choose, until
 * welfare gains no more; then the rest is solved again. Bounds of a case of the search do not bind it: any allocation counts.
 */
export function ascend(
  problem: Problem,
  sides: readonly Side[],
  { prices }: Bounded,
  whole: readonly Share[],
  cutoff: number,
): { readonly key: string; readonly solve: () => Allocation | null } | null {
  if (sides.length > mostSides) return null;
  const options = optionsOf(sides, whole, problem.goods.length === 2 ? prices : null);
  const counts = options.map((_, k) => whole[k]?.count ?? 0);
  const totals = new Float64Array(problem.goods.length);
  options.forEach(({ outputs }, k) => {
    add(totals, outputs, counts[k] ?? 0);
  });
  climb(problem, movesOf(options, prices), counts, totals);
  const frozen = options.flatMap((option, k): readonly Frozen[] => {
    const count = counts[k] ?? 0;
    const { piece, side, state } = option;
    return count > 0 ? [{ side, count, piece: piece.exact ? piece : piece.pin(state), original: piece }] : [];
  });
  const key = options.map(({ outputs, piece }, k) => `${counts[k]}:${piece.exact ? '' : outputs.join()}`).join(' ');
  return { key, solve: () => settle(problem, sides, frozen, prices, cutoff) };
}

/** What members do now (first, in the order of `whole`), and what else they were seen to choose. */
function optionsOf(sides: readonly Side[], whole: readonly Share[], prices: Prices | null): readonly Option[] {
  const options: Option[] = [];
  const offer = (side: number, piece: Piece | undefined, state: readonly number[], always: boolean) => {
    if (piece === undefined) return;
    const { outputs } = piece.realize(state);
    const isKnown = options.some((other) => other.side === side && other.outputs.every((y, j) => y === outputs[j]));
    if (always || !isKnown) options.push({ side, piece, state, outputs });
  };
  for (const { side, entry, state } of whole) offer(side, sides[side]?.entries[entry]?.piece, state, true);
  sides.forEach((side, i) => {
    for (const { picks } of poolOf(side))
      for (const { entry, response } of picks) offer(i, side.entries[entry]?.piece, response.state, false);
    if (prices !== null && side.entries.length > 1)
      for (const { piece, hi } of side.entries) if (hi > 0) offer(i, piece, piece.respond(prices).state, false);
  });
  return options;
}

function movesOf(options: readonly Option[], prices: Prices): readonly Move[] {
  const bySide = new Map<number, number[]>();
  options.forEach(({ side }, k) => {
    const own = bySide.get(side);
    if (own === undefined) bySide.set(side, [k]);
    else own.push(k);
  });
  return [...bySide].flatMap(([side, own]) =>
    own.flatMap((from) =>
      own.flatMap((to): readonly Move[] => {
        const [before, after] = [options[from]?.outputs, options[to]?.outputs];
        if (from === to || before === undefined || after === undefined) return [];
        const change = after.map((y, j) => y - (before[j] ?? 0));
        return [{ side, from, to, change, cost: -change.reduce((sum, d, j) => sum + d * (prices[j] ?? 0), 0) }];
      }),
    ),
  );
}

function climb({ welfare }: Problem, moves: readonly Move[], counts: number[], totals: Float64Array): void {
  const valueAfter = (...made: readonly Move[]): number => {
    const next = Float64Array.from(totals);
    for (const { change } of made) add(next, change, 1);
    return next.every((y) => y >= 0) ? welfare.level(next) : Number.NEGATIVE_INFINITY;
  };
  const make = (move: Move) => {
    counts[move.from] = (counts[move.from] ?? 0) - 1;
    counts[move.to] = (counts[move.to] ?? 0) + 1;
    add(totals, move.change, 1);
  };
  const open = () => moves.filter(({ from }) => (counts[from] ?? 0) > 0);
  let value = welfare.level(totals);
  for (let round = 0; round < mostRounds; round++) {
    let best: readonly Move[] = [];
    const offer = (...made: readonly Move[]) => {
      const after = valueAfter(...made);
      if (!(after > value + 1e-13 * Math.abs(value))) return;
      value = after;
      best = made;
    };
    const possible = open();
    for (const move of possible) offer(move);
    if (best.length === 0) {
      const cheap = [...possible].sort((a, b) => a.cost - b.cost).slice(0, mostPairs);
      cheap.forEach((one, k) => {
        for (const other of cheap.slice(k + 1)) if (other.side !== one.side) offer(one, other);
      });
    }
    if (best.length === 0) break;
    for (const move of best) make(move);
  }
}

function add(totals: Float64Array, outputs: ArrayLike<number>, times: number): void {
  if (times === 0) return;
  for (let j = 0; j < totals.length; j++) totals[j] = (totals[j] ?? 0) + times * (outputs[j] ?? 0);
}
