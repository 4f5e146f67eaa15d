import type { Level, Smooth } from './level.ts';
import { solveOpen } from './linear-equations.ts';

/** The best point of a set { y >= 0, rows · y <= limits } and the multipliers that show it. */
export interface Best {
  readonly y: Float64Array;
  /** Of the selections (they sum to 1) and of the rows. */
  readonly weights: Float64Array;
  readonly prices: Float64Array;
}

/** `rows · y <= limits` (all limits > 0, all entries >= 0), besides y >= 0. */
export interface LinearSet {
  readonly rows: readonly Float64Array[];
  readonly limits: readonly number[];
}

const mostSteps = 200;

/**
 * The greatest level over a linear set, by a primal-dual interior-point method (Boyd & Vandenberghe 2004, section 11.7): min t <= level_s(y)
 * by the epigraph. Needs a concave level; null where it is not defined inside or the steps stall. `start`, strictly inside.
 */
export function bestInside(level: Level, set: LinearSet, start: Float64Array): Best | null {
  const state = started(level, set, start);
  if (state === null) return null;
  for (let step = 0; step < mostSteps && !arrived(level, set, state, 1e-15); step++) {
    const mean = complementarity(level, set, state) / state.pairs;
    if (!advance(level, set, state, step < 2 ? 0.5 * mean : 0.1 * mean)) break;
  }
  if (!arrived(level, set, state, 1e-7)) return null;
  return { y: state.y, weights: state.omega, prices: state.lambda };
}

interface State {
  y: Float64Array;
  /** The least selection, from below; multipliers of selections, rows and bounds. */
  t: number;
  omega: Float64Array;
  lambda: Float64Array;
  mu: Float64Array;
  readonly pairs: number;
}

function started(level: Level, set: LinearSet, y: Float64Array): State | null {
  const values = level.selections.map(({ value }) => value(y));
  const n = y.length;
  const count = level.selections.length;
  const slopes = level.selections.map((s) => gradient(s, y, n));
  if (values.some((v) => !Number.isFinite(v)) || slopes.some((g) => g.some((v) => !Number.isFinite(v)))) return null;
  const size = Math.max(1e-300, ...slopes.map((g) => g.reduce((sum, v, j) => sum + Math.abs(v) * (y[j] ?? 0), 0)));
  const least = Math.min(...values);
  const mean = size / (n + count + set.rows.length);
  return {
    y: Float64Array.from(y),
    t: count === 1 ? least : least - size / count,
    omega: Float64Array.from(values, () => 1 / count),
    lambda: Float64Array.from(set.rows, (row, k) => mean / ((set.limits[k] ?? 0) - dot(row, y))),
    mu: y.map((v) => mean / v),
    pairs: n + set.rows.length + (count > 1 ? count : 0),
  };
}

/** Products of slacks and multipliers, and what is left of the slopes, small beside what the limits are worth. */
function arrived(level: Level, set: LinearSet, state: State, small: number): boolean {
  const limits = state.lambda.reduce((sum, l, k) => sum + l * (set.limits[k] ?? 0), 0);
  // Where no limit binds (a satiated consumer, a firm with falling returns) the level itself tells what is small.
  const worth = Math.max(limits, 1e-3 * Math.abs(level.value(state.y)));
  return (
    complementarity(level, set, state) <= small * worth && residual(level, set, state, 0).dual <= 100 * small * worth
  );
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
};

const gradient = ({ slopes }: Smooth, y: Float64Array, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, j) => slopes[j]?.(y) ?? 0);

const slacksOf = ({ rows, limits }: LinearSet, y: Float64Array): Float64Array =>
  Float64Array.from(rows, (row, k) => (limits[k] ?? 0) - dot(row, y));

const gapsOf = ({ selections }: Level, { y, t }: Pick<State, 'y' | 't'>): Float64Array =>
  Float64Array.from(selections, ({ value }) => value(y) - t);

/** Sum of products of slacks and multipliers. */
function complementarity(level: Level, set: LinearSet, state: State): number {
  const sum = dot(state.mu, state.y) + dot(state.lambda, slacksOf(set, state.y));
  return level.selections.length > 1 ? sum + dot(state.omega, gapsOf(level, state)) : sum;
}

/** How far slopes and products are from where they should be, each in units of the level. */
function residual(level: Level, set: LinearSet, state: State, target: number): { dual: number; all: number } {
  const n = state.y.length;
  const many = level.selections.length > 1;
  const left = Float64Array.from(state.mu);
  for (const [s, selection] of level.selections.entries())
    addTo(left, gradient(selection, state.y, n), state.omega[s] ?? 0);
  for (const [k, row] of set.rows.entries()) addTo(left, row, -(state.lambda[k] ?? 0));
  const off = (a: number, b: number): number => (a * b - target) ** 2;
  const dual = left.reduce((sum, v, j) => sum + (v * (state.y[j] ?? 0)) ** 2, 0);
  let all = dual + state.mu.reduce((sum, m, j) => sum + off(m, state.y[j] ?? 0), 0);
  all += slacksOf(set, state.y).reduce((sum, s, k) => sum + off(s, state.lambda[k] ?? 0), 0);
  if (many) {
    const gaps = gapsOf(level, state);
    all += gaps.reduce((sum, gap, s) => sum + off(gap, state.omega[s] ?? 0), 0);
    const sum = state.omega.reduce((a, b) => a + b, -1);
    all += (sum * Math.max(...gaps)) ** 2;
  }
  return { dual: Math.sqrt(dual), all: Math.sqrt(all) };
}

/** One damped Newton step towards products of `target`; false where none can be made. */
function advance(level: Level, set: LinearSet, state: State, target: number): boolean {
  const n = state.y.length;
  const many = level.selections.length > 1;
  const size = n + (many ? 1 : 0);
  const rows = Array.from({ length: size }, () => new Float64Array(size));
  const right = new Float64Array(size);
  const gradients = level.selections.map((s) => gradient(s, state.y, n));
  const gaps = gapsOf(level, state);
  const slacks = slacksOf(set, state.y);
  for (const [s, selection] of level.selections.entries()) {
    addCurvature(rows, selection, state.y, state.omega[s] ?? 0);
    const g = gradients[s] ?? new Float64Array(n);
    addTo(right, g, many ? target / (gaps[s] ?? 1) : 1);
    if (many) addEpigraph(rows, right, g, (state.omega[s] ?? 0) / (gaps[s] ?? 1), target / (gaps[s] ?? 1));
  }
  if (many) right[n] = (right[n] ?? 0) + 1;
  for (let j = 0; j < n; j++) {
    const y = state.y[j] ?? 1;
    bump(rows, j, j, (state.mu[j] ?? 0) / y);
    right[j] = (right[j] ?? 0) + target / y;
  }
  set.rows.forEach((row, k) => {
    const s = slacks[k] ?? 1;
    addOuter(rows, row, (state.lambda[k] ?? 0) / s);
    addTo(right, row, -target / s);
  });
  if (rows.some((row) => row.some((v) => !Number.isFinite(v)))) return false;
  const step = solveOpen(rows, right, 1e-300);
  if (step.some((v) => !Number.isFinite(v))) return false;
  return moved(level, set, state, step, { gradients, gaps, slacks, target, many });
}

/** What t <= level_s adds, with t the last unknown. */
function addEpigraph(
  rows: readonly Float64Array[],
  right: Float64Array,
  g: Float64Array,
  stiff: number,
  pull: number,
): void {
  const n = g.length;
  addOuter(rows, g, stiff);
  for (let j = 0; j < n; j++) {
    bump(rows, j, n, -stiff * (g[j] ?? 0));
    bump(rows, n, j, -stiff * (g[j] ?? 0));
  }
  bump(rows, n, n, stiff);
  right[n] = (right[n] ?? 0) - pull;
}

interface Local {
  readonly gradients: readonly Float64Array[];
  readonly gaps: Float64Array;
  readonly slacks: Float64Array;
  readonly target: number;
  readonly many: boolean;
}

function moved(
  level: Level,
  set: LinearSet,
  state: State,
  step: Float64Array,
  { gradients, gaps, slacks, target, many }: Local,
): boolean {
  const n = state.y.length;
  const dy = step.subarray(0, n);
  const dt = many ? (step[n] ?? 0) : 0;
  const dMu = state.mu.map((mu, j) => (target - mu * (state.y[j] ?? 0) - mu * (dy[j] ?? 0)) / (state.y[j] ?? 1));
  const dLambda = state.lambda.map(
    (l, k) => (target - l * (slacks[k] ?? 0) + l * dot(set.rows[k] ?? [], dy)) / (slacks[k] ?? 1),
  );
  const dOmega = state.omega.map((w, s) =>
    many ? (target - w * (gaps[s] ?? 0) - w * (dot(gradients[s] ?? [], dy) - dt)) / (gaps[s] ?? 1) : 0,
  );
  let length = 1;
  for (let j = 0; j < n; j++) {
    length = within(length, state.y[j] ?? 0, dy[j] ?? 0);
    length = within(length, state.mu[j] ?? 0, dMu[j] ?? 0);
  }
  for (const [k, row] of set.rows.entries()) {
    length = within(length, slacks[k] ?? 0, -dot(row, dy));
    length = within(length, state.lambda[k] ?? 0, dLambda[k] ?? 0);
  }
  if (many) for (let s = 0; s < dOmega.length; s++) length = within(length, state.omega[s] ?? 0, dOmega[s] ?? 0);
  const before = residual(level, set, state, target).all;
  for (let attempt = 0; attempt < 50; attempt++, length /= 2) {
    const next: State = {
      y: state.y.map((v, j) => v + length * (dy[j] ?? 0)),
      t: many ? state.t + length * dt : state.t,
      mu: state.mu.map((v, j) => v + length * (dMu[j] ?? 0)),
      lambda: state.lambda.map((v, k) => v + length * (dLambda[k] ?? 0)),
      omega: state.omega.map((v, s) => v + length * (dOmega[s] ?? 0)),
      pairs: state.pairs,
    };
    if (many && gapsOf(level, next).some((gap) => !(gap > 0))) continue;
    if (!(residual(level, set, next, target).all <= (1 - 0.01 * length) * before)) continue;
    Object.assign(state, next);
    return true;
  }
  return false;
}

/** The part of a step that keeps 0.5 % of what must stay positive. */
const within = (length: number, value: number, change: number): number =>
  change < 0 ? Math.min(length, (-0.995 * value) / change) : length;

function bump(rows: readonly Float64Array[], i: number, j: number, by: number): void {
  const row = rows[i];
  if (row !== undefined) row[j] = (row[j] ?? 0) + by;
}

function addTo(target: Float64Array, g: Float64Array, by: number): void {
  for (let j = 0; j < g.length; j++) target[j] = (target[j] ?? 0) + by * (g[j] ?? 0);
}

function addOuter(rows: readonly Float64Array[], g: Float64Array, by: number): void {
  for (let i = 0; i < g.length; i++) {
    if (g[i] !== 0) for (let j = 0; j < g.length; j++) bump(rows, i, j, by * (g[i] ?? 0) * (g[j] ?? 0));
  }
}

/** Minus the second derivatives. */
function addCurvature(rows: readonly Float64Array[], { bends }: Smooth, y: Float64Array, weight: number): void {
  let k = 0;
  for (let i = 0; i < y.length; i++) {
    for (let j = 0; j <= i; j++, k++) {
      const second = bends[k]?.(y);
      if (second === undefined) continue;
      bump(rows, i, j, -weight * second);
      if (i !== j) bump(rows, j, i, -weight * second);
    }
  }
}
