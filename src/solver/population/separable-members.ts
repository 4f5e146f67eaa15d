import { differentiate } from '../../curvature/frontier/differentiate.ts';
import type { FamilyPiece, SeparableFamily } from '../../curvature/population/family.ts';
import { columnFormula, type MovingFormula } from '../../math/columns/columns.ts';
import { substitute } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { FREE, INSIDE, OUT } from './choice.ts';
import { membersOf } from './gather.ts';
import { heedAt, type Signal } from './stopping.ts';
import { CHUNK } from './tangency.ts';

/** What members of a cell choose: all to task j (code j) or a split between the concave tasks (INSIDE), and what each task yields. */
export interface SeparableAnswer {
  readonly choice: Uint8Array;
  readonly made: readonly Float64Array[];
}

/** The members of one cell of a separable family, as columns. */
export interface SeparableMembers {
  readonly count: number;
  readonly members: Int32Array | null;
  readonly pieces: readonly (readonly FamilyPiece[])[];
  readonly columns: readonly Float64Array[];
  readonly margins: readonly (Float64Array | null)[];
  /** Tasks along whose whole length returns do not rise: those that share. */
  readonly sharing: readonly number[];
  /** Tasks that may be worth all there is. */
  readonly alone: readonly number[];
  /** What each task yields with nothing and with everything. */
  readonly idle: readonly Float64Array[];
  readonly full: readonly Float64Array[];
  /** The last split: shares of the tasks, and ln of the multiplier. */
  readonly shares: readonly Float64Array[];
  readonly multiplier: Float64Array;
  readonly formula: MovingFormula;
  /** Of each task: yield, marginal product, its slope. */
  readonly values: readonly Float64Array[];
}

export const newSplit = (count: number, tasks: number): SeparableAnswer => ({
  choice: new Uint8Array(count),
  made: Array.from({ length: tasks }, () => new Float64Array(count)),
});

/** Each task's share of the resource has a name of its own. */
export const shareName = (task: number): string => `share ${task}`;

export function separableMembers(family: SeparableFamily): readonly SeparableMembers[] {
  return family.cells.map(({ members, pieces }) => cellOf(family, members, pieces));
}

/** A task's yield as a formula of its own share. */
export const outputOf = ({ technologies, parameter }: SeparableFamily, task: number): Expression =>
  substitute(technologies[task]?.output as Expression, new Map([[parameter, { kind: 'name', name: shareName(task) }]]));

function cellOf(
  family: SeparableFamily,
  members: Int32Array | null,
  pieces: SeparableMembers['pieces'],
): SeparableMembers {
  const columns = family.columns.map(({ values }) => membersOf(values, members));
  const count = members?.length ?? columns[0]?.length ?? 0;
  const tasks = family.technologies.map((_, j) => j);
  const formulas = tasks.flatMap((j) => {
    const output = outputOf(family, j);
    const first = differentiate(output, shareName(j));
    return [output, first, differentiate(first, shareName(j))];
  });
  const names = family.columns.map(({ name }) => name);
  const formula = columnFormula(formulas, names, tasks.map(shareName)).prepare(columns, count);
  const values = formulas.map(() => new Float64Array(count));
  const at = (share: number) => {
    formula.run(
      tasks.map(() => share),
      0,
      count,
      values,
    );
    return tasks.map((j) => (values[3 * j] as Float64Array).slice());
  };
  const sharing = tasks.filter((j) => (pieces[j] ?? []).every(isBowedOut));
  return {
    ...{ count, members, pieces, columns, formula, values, sharing },
    margins: family.columns.map(({ margin }) => margin && membersOf(margin, members)),
    alone: tasks.filter((j) => !sharing.includes(j) || sharing.length === 0),
    idle: at(0),
    full: at(1),
    shares: tasks.map((j) => new Float64Array(count).fill(sharing.includes(j) ? 1 / sharing.length : 0)),
    multiplier: new Float64Array(count),
  };
}

const isBowedOut = ({ curvature }: FamilyPiece): boolean => curvature === 'concave' || curvature === 'linear';

/** The best choice of every member, put into `answer`; `prices` task by task, not all 0. */
export function splitMembers(
  cell: SeparableMembers,
  prices: readonly number[],
  mask: Uint8Array | null,
  answer: SeparableAnswer,
  signal?: Signal,
): void {
  for (let start = 0; start < cell.count; start += CHUNK) {
    const end = Math.min(start + CHUNK, cell.count);
    heedAt(start, CHUNK, signal);
    best.fill(Number.NEGATIVE_INFINITY);
    if (cell.sharing.length > 0) {
      shareOut(cell, prices, start, end);
      takeSplit(cell, prices, mask, answer, start, end);
    }
    for (const j of mask === null ? cell.alone : cell.pieces.keys())
      takeAlone(cell, j, prices, mask, answer, start, end);
  }
}

const best = new Float64Array(CHUNK);
const held = (mask: Uint8Array | null, i: number, code: number): boolean =>
  mask !== null && mask[i] !== FREE && mask[i] !== code;

/** What task j yields in a split between the tasks that share. */
export const splitYield = ({ sharing, idle, values }: SeparableMembers, j: number): Float64Array =>
  (sharing.includes(j) ? values[3 * j] : idle[j]) as Float64Array;

function takeSplit(
  cell: SeparableMembers,
  prices: readonly number[],
  mask: Uint8Array | null,
  { choice, made }: SeparableAnswer,
  start: number,
  end: number,
): void {
  const yields = made.map((_, j) => splitYield(cell, j));
  for (let i = start; i < end; i++) {
    if (held(mask, i, INSIDE) || mask?.[i] === OUT) continue;
    let value = 0;
    for (let j = 0; j < yields.length; j++) value += (prices[j] as number) * ((yields[j] as Float64Array)[i] as number);
    if (!(value > (best[i - start] as number))) continue;
    best[i - start] = value;
    choice[i] = INSIDE;
    for (let j = 0; j < yields.length; j++) (made[j] as Float64Array)[i] = (yields[j] as Float64Array)[i] as number;
  }
}

function takeAlone(
  { alone, idle, full }: SeparableMembers,
  task: number,
  prices: readonly number[],
  mask: Uint8Array | null,
  { choice, made }: SeparableAnswer,
  start: number,
  end: number,
): void {
  const yields = made.map((_, j) => (j === task ? full[j] : idle[j]) as Float64Array);
  const asked = alone.includes(task);
  for (let i = start; i < end; i++) {
    if (mask !== null && mask[i] !== task && !(asked && mask[i] === FREE)) continue;
    let value = 0;
    for (let j = 0; j < yields.length; j++) value += (prices[j] as number) * ((yields[j] as Float64Array)[i] as number);
    if (!(value > (best[i - start] as number))) continue;
    best[i - start] = value;
    choice[i] = task;
    for (let j = 0; j < yields.length; j++) (made[j] as Float64Array)[i] = (yields[j] as Float64Array)[i] as number;
  }
}

const mostRounds = 60;
const nearEnough = 3e-7;
/** A task to which a step would leave less is as good as idle. */
const leastShare = 1e-18;
/** Straight tasks answer a multiplier all at once; this much of a bend keeps their steps finite. */
const leastBend = -1e-7;
const longestStep = 4;
const shortEnough = 1e-4;

/**
 * Splits the resource of members `start` to `end` between the tasks that share, so that price times marginal product is one multiplier:
 * Newton steps in the logarithms of the shares (for powers of the share the first is exact), the multiplier by the sum of shares.
 */
function shareOut(cell: SeparableMembers, prices: readonly number[], start: number, end: number): void {
  const { sharing, formula, shares, values, multiplier } = cell;
  const logs = sharing.map((j) => Math.log(prices[j] as number));
  const open = new Uint8Array(end - start).fill(1);
  let left = end - start;
  for (let round = 0; round < mostRounds && left > 0; round++) {
    if (round === 0 || left > (end - start) >> 3) {
      formula.run(shares, start, end, values);
      for (let i = start; i < end; i++) if (open[i - start] === 1) left -= settle(i);
    } else {
      for (let i = start; i < end; i++) {
        if (open[i - start] === 0) continue;
        formula.run(shares, i, i + 1, values);
        left -= settle(i);
      }
    }
  }

  function settle(i: number): 0 | 1 {
    const tasks = sharing.length;
    let guess = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < tasks; k++) {
      const j = sharing[k] as number;
      const share = (shares[j] as Float64Array)[i] as number;
      const product = (values[3 * j + 1] as Float64Array)[i] as number;
      const slope = (values[3 * j + 2] as Float64Array)[i] as number;
      const rate = (logs[k] as number) + Math.log(product);
      const bend = (slope / product) * share;
      rates[k] = Number.isNaN(rate) ? Number.NEGATIVE_INFINITY : rate;
      bends[k] = bend < leastBend ? bend : leastBend;
      straight[k] = slope === 0 ? 1 : 0;
      if ((rates[k] as number) > guess) guess = rates[k] as number;
    }
    const level = levelFor(i, guess);
    let off = 0;
    let sum = 0;
    for (let k = 0; k < tasks; k++) {
      const share = (shares[sharing[k] as number] as Float64Array)[i] as number;
      const next = Math.max(leastShare, share * Math.exp(stepOf(k, level)));
      const away = Math.abs((rates[k] as number) - level);
      // A task that is as good as idle is where it belongs, unless it is worth more than that.
      if (next > 10 * leastShare) off = Math.max(off, stillOff(k, away, Math.abs(next - share) / next));
      else if ((rates[k] as number) > level) off = Math.max(off, away);
      nexts[k] = next;
      sum += next;
    }
    const done = off < nearEnough;
    for (let k = 0; k < tasks; k++) {
      const j = sharing[k] as number;
      const own = shares[j] as Float64Array;
      const next = (nexts[k] as number) / sum;
      if (done) {
        const h = next - (own[i] as number);
        const yields = values[3 * j] as Float64Array;
        const [product, slope] = [values[3 * j + 1] as Float64Array, values[3 * j + 2] as Float64Array];
        yields[i] = (yields[i] as number) + h * ((product[i] as number) + 0.5 * h * (slope[i] as number));
      }
      own[i] = next;
    }
    multiplier[i] = level;
    if (!done) return 0;
    open[i - start] = 0;
    return 1;
  }

  /** The multiplier at which the tasks' shares, each moved as its bend says, use up the resource: Newton steps, kept in a bracket. */
  function levelFor(i: number, highest: number): number {
    let low = lowest(highest);
    let high = highest;
    let level = Math.max(low, Math.min(high, straightLevel(i)));
    for (let step = 0; step < 60; step++) {
      let sum = 0;
      let slope = 0;
      for (let k = 0; k < sharing.length; k++) {
        const move = stepOf(k, level);
        const next = ((shares[sharing[k] as number] as Float64Array)[i] as number) * Math.exp(move);
        sum += next;
        if (Math.abs(move) < longestStep) slope += next / (bends[k] as number);
      }
      if (Math.abs(sum - 1) < 1e-13) break;
      if (sum > 1) low = level;
      else high = level;
      const newton = level - (Math.log(sum) * sum) / slope;
      const next = newton > low && newton < high ? newton : low + (high - low) / 2;
      if (Math.abs(next - level) <= 1e-15 * (1 + Math.abs(level))) break;
      level = next;
    }
    return level;
  }

  /** The same where shares moved in proportion to what the multiplier lacks: near enough to start from. */
  function straightLevel(i: number): number {
    let [top, bottom] = [1, 0];
    for (let k = 0; k < sharing.length; k++) {
      const rate = rates[k] as number;
      const share = (shares[sharing[k] as number] as Float64Array)[i] as number;
      const answer = share / (bends[k] as number);
      top -= share;
      if (rate > Number.NEGATIVE_INFINITY) top += answer * rate;
      if (rate > Number.NEGATIVE_INFINITY) bottom += answer;
    }
    return bottom < 0 ? top / bottom : 0;
  }

  /** There every task grows, as far as those without a price let it. */
  function lowest(highest: number): number {
    let least = highest;
    for (let k = 0; k < sharing.length; k++) {
      const rate = rates[k] as number;
      if (rate > Number.NEGATIVE_INFINITY && rate < least) least = rate;
    }
    return least - longestStep;
  }
}

const rates = new Float64Array(64);
const bends = new Float64Array(64);
const nexts = new Float64Array(64);

const straight = new Uint8Array(64);

/** Yields at the end of a last step are taken from a series, which holds for short ones; on a straight line, for any. */
const stillOff = (k: number, away: number, change: number): number =>
  straight[k] === 0 && change > shortEnough ? change : Math.min(away, change);

const stepOf = (k: number, level: number): number =>
  Math.max(-longestStep, Math.min(longestStep, (level - (rates[k] as number)) / (bends[k] as number)));
