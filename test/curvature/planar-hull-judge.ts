import type { Agent } from '../../src/economy/economy.ts';
import { substitute } from '../../src/math/expression/build.ts';
import { compile } from '../../src/math/expression/compile.ts';
import { exactValue } from '../../src/math/expression/exact.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import { toDouble } from '../../src/math/rational/rational.ts';

/** Samples of what can be made: with at least x of the first good, at most h of the second. */
export type Sampled = readonly (readonly [x: number, h: number])[];

/** How far samples of a frontier are from concave and from convex, as shares of its size; null where nothing was sampled. */
export interface Bent {
  readonly inward: number;
  readonly outward: number;
}

type Places = readonly (readonly [first: number, second: number])[];

/** Judges by nothing but values of the formulas as written, on a dense grid. */
export function bentOf(agent: Agent): Bent | null {
  const places = placesOf(agent);
  if (!places || places.length < 3) return null;
  return bending(hullOf(places));
}

function placesOf({ frontier }: Agent): Places | null {
  switch (frontier?.kind) {
    case 'explicit': {
      const [input] = frontier.inputs;
      if (!input) return null;
      const f = compile(frontier.formula, [input.good]);
      const ends = [input.from, input.to].map((e) =>
        e ? toDouble(exactValue(e) ?? { numerator: 0n, denominator: 1n }) : null,
      );
      return along((t) => f([t]), ends[0] ?? 0, ends[1] ?? null);
    }
    case 'implicit': {
      const [a, b] = frontier.goods as [string, string];
      const rooms = frontier.constraints.map((c) =>
        compile({ kind: 'subtract', left: c.bound, right: c.level }, [a, b]),
      );
      return along((x) => mostOf((y) => Math.min(...rooms.map((r) => r([x, y])))), 0, null);
    }
    case 'budget': {
      const [first, second] = frontier.technologies;
      const amount = exactValue(frontier.amount);
      if (!first || !second || !amount) return null;
      const rest: Expression = {
        kind: 'subtract',
        left: { kind: 'number', value: amount },
        right: { kind: 'name', name: frontier.budget },
      };
      const [x, y] = [
        compile(first.formula, [frontier.budget]),
        compile(substitute(second.formula, new Map([[frontier.budget, rest]])), [frontier.budget]),
      ];
      return grid(0, toDouble(amount)).map((t) => [x([t]), y([t])] as const);
    }
    default:
      return null;
  }
}

const COUNT = 1500;

/** Even steps, and finer and finer ones towards both ends. */
function grid(lo: number, hi: number): readonly number[] {
  const even = Array.from({ length: COUNT + 1 }, (_, i) => lo + ((hi - lo) * i) / COUNT);
  const fine = Array.from({ length: 60 }, (_, i) => 2 ** -(i / 2 + 8) * (hi - lo));
  return [...even, ...fine.map((s) => lo + s), ...fine.map((s) => hi - s)].sort((a, b) => a - b);
}

function along(f: (t: number) => number, lo: number, to: number | null): Places | null {
  const end = to ?? endOf(f, lo);
  return end === null ? null : grid(lo, end).map((t) => [t, f(t)] as const);
}

/** Where the value first is not above 0, after it was. */
function endOf(f: (t: number) => number, lo: number): number | null {
  let last: number | null = f(lo) > 0 ? lo : null;
  for (let t = 1e-6; t < 1e7; t *= 1.002) {
    const isAbove = f(lo + t) > 0;
    if (isAbove) last = lo + t;
    else if (last !== null) return bisected((x) => f(x) > 0, last, lo + t);
  }
  return null;
}

function mostOf(room: (y: number) => number): number {
  if (!(room(0) >= 0)) return Number.NaN;
  let hi = 1e-9;
  while (room(hi) >= 0 && hi < 1e12) hi *= 2;
  return bisected((y) => room(y) >= 0, 0, hi);
}

function bisected(holds: (t: number) => boolean, from: number, to: number): number {
  let [lo, hi] = [from, to];
  for (let i = 0; i < 90; i++) {
    const middle = (lo + hi) / 2;
    if (holds(middle)) lo = middle;
    else hi = middle;
  }
  return lo;
}

/** What is had of the first good by then, and of the second from then on: the efficient places, from left to right. */
function hullOf(places: Places): Sampled {
  const second: number[] = new Array(places.length).fill(0);
  let most = 0;
  for (let i = places.length - 1; i >= 0; i--) {
    const y = (places[i] as readonly [number, number])[1];
    if (y > most) most = y;
    second[i] = most;
  }
  const right = Math.max(...places.map(([x]) => x));
  const found: [number, number][] = [];
  let first = 0;
  places.forEach(([x], i) => {
    if (x > first || i === 0) {
      // A jump leaves a flat stretch behind it.
      if (i > 0 && x - first > 0.01 * right) found.push([first + 1e-9 * right, second[i] as number]);
      first = Math.max(0, x);
      found.push([first, second[i] as number]);
    } else if (found.length > 0)
      (found[found.length - 1] as [number, number])[1] = Math.max(
        (found[found.length - 1] as [number, number])[1],
        second[i] as number,
      );
  });
  return found;
}

/** The most by which the height lies below, and above, a straight line between two samples. */
function bending(h: Sampled): Bent {
  const top = Math.max(...h.map(([, y]) => y));
  const right = h[h.length - 1]?.[0] ?? 0;
  // What is as high as all is flat: disposal, not frontier.
  const start = h.findLastIndex(([, y]) => y >= top * (1 - 1e-9));
  const kept = h.slice(start < 1 ? 0 : start + 1).filter(([x, y]) => x >= 0 && y >= 0);
  if (!(top > 0) || !(right > 0)) return { inward: 0, outward: 0 };
  const [above, below] = [chain(h, 1), chain(kept, -1)];
  return { inward: farthest(h, above) / top, outward: farthest(kept, below) / top };
}

/** The least concave line above (1) or the greatest convex line below (-1) all samples. */
function chain(h: Sampled, side: 1 | -1): Sampled {
  const kept: (readonly [number, number])[] = [];
  for (const p of h) {
    while (kept.length >= 2) {
      const [a, b] = [kept[kept.length - 2], kept[kept.length - 1]] as [
        readonly [number, number],
        readonly [number, number],
      ];
      const cross = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
      if (side * cross < 0) break;
      kept.pop();
    }
    kept.push(p);
  }
  return kept;
}

function farthest(h: Sampled, line: Sampled): number {
  let i = 0;
  let most = 0;
  for (const [x, y] of h) {
    while (i + 2 < line.length && (line[i + 1] as readonly [number, number])[0] <= x) i++;
    const [a, b] = [line[i], line[i + 1] ?? line[i]] as [readonly [number, number], readonly [number, number]];
    const share = b[0] > a[0] ? (x - a[0]) / (b[0] - a[0]) : 0;
    most = Math.max(most, Math.abs(a[1] + share * (b[1] - a[1]) - y));
  }
  return most;
}
