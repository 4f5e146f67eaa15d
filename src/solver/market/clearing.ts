import { linearProgram } from '../linear-program.ts';
import type { Market } from './market-model.ts';
import type { Chooser, Option } from './option.ts';
import { type Plan, type Position, placed, plannedPosition, type Stand } from './position.ts';

const tied = 1e-9;
const mostNodes = 400;

/** A position in which markets clear among equally good choices; `whole`: every member who must is in one option. */
export interface Cleared {
  readonly position: Position;
  readonly whole: boolean;
}

/**
 * Who does what at given prices: members are split over equally good options so that markets clear (a linear program), in whole numbers
 * where mixtures of options are worse (branch and bound). Null where no split clears them.
 */
export function cleared(market: Market, prices: Float64Array, plan: Plan): Cleared | null {
  const start = plannedPosition(market, prices, plan);
  if (start === null) return null;
  const makers = market.producers.map(({ chooser }, i) => equals(chooser, prices, 0, start.producers[i] ?? []));
  const buyers = market.consumers.map(({ chooser }, h) =>
    equals(chooser, prices, start.incomes[h] ?? 0, start.consumers[h] ?? []),
  );
  const program = programOf(market, prices, start, makers, buyers);
  const solution = program.columns.length === 0 ? new Float64Array(0) : solved(program, []);
  if (solution === null) return null;
  const exact = program.columns.length === 0 ? solution : (wholeSolution(program, solution) ?? null);
  const weights = exact ?? rounded(program, solution);
  const position = positionWith(market, prices, start, program, weights);
  return { position, whole: exact !== null };
}

/** The options that are as good as the best, those planned among them. */
function equals(chooser: Chooser, prices: Float64Array, income: number, stands: readonly Stand[]): readonly Option[] {
  if (stands.length === 1 && chooser.all === null) return stands.map(({ option }) => option);
  const others = chooser.all?.(prices, income) ?? [];
  const all = [...stands.map(({ option }) => option)];
  for (const option of others)
    if (all.every((known) => known.key !== option.key && !(known.line === option.line && same(known, option))))
      all.push(option);
  const best = Math.max(...all.map(({ value }) => value));
  const size = Math.max(...all.map((option) => turnover(option, prices, income)));
  return all.filter((option) => best - option.value <= tied * Math.max(Math.abs(best), income > 0 ? 0 : size));
}

const same = (a: Option, b: Option): boolean =>
  a.amounts.every(
    (x, j) => Math.abs(x - (b.amounts[j] ?? 0)) <= 1e-9 * Math.max(Math.abs(x), Math.abs(b.amounts[j] ?? 0)),
  );

const turnover = ({ amounts }: Option, prices: Float64Array, income: number): number =>
  amounts.reduce((sum, y, j) => sum + (prices[j] ?? 0) * Math.abs(y), income);

interface Column {
  readonly actor: number;
  readonly option: Option;
  readonly sign: 1 | -1;
  readonly whole: boolean;
}

interface Program {
  readonly columns: readonly Column[];
  /** Actors with more than one option, and how many members each has. */
  readonly counts: ReadonlyMap<number, number>;
  readonly rows: readonly (readonly number[])[];
  readonly right: readonly number[];
  readonly slacks: number;
}

function programOf(
  market: Market,
  prices: Float64Array,
  { excess }: Position,
  makers: readonly (readonly Option[])[],
  buyers: readonly (readonly Option[])[],
): Program {
  const actors = [
    ...makers.map((options, i) => ({ options, sign: -1 as const, ...countAndWhole(market.producers[i]) })),
    ...buyers.map((options, h) => ({ options, sign: 1 as const, ...countAndWhole(market.consumers[h]) })),
  ];
  const columns = actors.flatMap(({ options, sign, whole }, actor): readonly Column[] =>
    options.length < 2 ? [] : options.map((option) => ({ actor, option, sign, whole })),
  );
  const counts = new Map(
    actors.flatMap(({ options, count }, actor) => (options.length < 2 ? [] : [[actor, count] as const])),
  );
  const fixed = fixedExcess(market, makers, buyers, excess);
  const worth = prices.map((p, j) => p * (market.scale[j] ?? 1));
  const unit = worth.indexOf(Math.max(...worth));
  const goods = [...prices.keys()].filter((j) => j !== unit && market.wanted.includes(j));
  const free = goods.filter((j) => prices[j] === 0);
  const balance = goods.map((j) => [
    ...columns.map(({ option, sign }) => (sign * (option.amounts[j] ?? 0)) / (market.scale[j] ?? 1)),
    ...free.map((k) => (k === j ? 1 : 0)),
  ]);
  const heads = [...counts.keys()].map((actor) => [
    ...columns.map((c) => (c.actor === actor ? 1 : 0)),
    ...free.map(() => 0),
  ]);
  return {
    columns,
    counts,
    rows: [...heads, ...balance],
    right: [...counts.values(), ...goods.map((j) => -(fixed[j] ?? 0) / (market.scale[j] ?? 1))],
    slacks: free.length,
  };
}

const countAndWhole = (actor: { count: number; whole: boolean } | undefined) => ({
  count: actor?.count ?? 0,
  whole: actor?.whole ?? false,
});

/** What those who have no choice demand beyond what there is. */
function fixedExcess(
  { endowed, producers, consumers }: Market,
  makers: readonly (readonly Option[])[],
  buyers: readonly (readonly Option[])[],
  like: Float64Array,
): Float64Array {
  const sum = like.map((_, j) => -(endowed[j] ?? 0));
  const addAll = (options: readonly Option[], count: number, sign: number): void => {
    const [only] = options;
    if (options.length !== 1 || only === undefined) return;
    only.amounts.forEach((x, j) => {
      sum[j] = (sum[j] ?? 0) + sign * count * x;
    });
  };
  for (const [i, options] of makers.entries()) addAll(options, producers[i]?.count ?? 0, -1);
  for (const [h, options] of buyers.entries()) addAll(options, consumers[h]?.count ?? 0, 1);
  return sum;
}

interface Bound {
  /** Columns that are of one actor and one line together. */
  readonly columns: readonly number[];
  readonly atMost: number | null;
  readonly atLeast: number | null;
}

function solved({ columns, rows, right, slacks }: Program, bounds: readonly Bound[]): Float64Array | null {
  const size = columns.length + slacks + bounds.length;
  const wide = rows.map((row) => [...row, ...bounds.map(() => 0)]);
  const extra = bounds.map(({ columns: bound, atMost }, b) =>
    Array.from({ length: size }, (_, k) =>
      bound.includes(k) ? 1 : k === columns.length + slacks + b ? (atMost === null ? -1 : 1) : 0,
    ),
  );
  const limits = bounds.map(({ atMost, atLeast }) => atMost ?? atLeast ?? 0);
  const costs = new Array<number>(size).fill(0);
  return linearProgram([...wide, ...extra], [...right, ...limits], costs, 1e-9);
}

const nearWhole = (w: number): boolean => Math.abs(w - Math.round(w)) <= 1e-7 * Math.max(1, w);

/** Columns whose members count in whole numbers together: one choice, or the two ends of a line. */
function wholeGroups({ columns }: Program): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  columns.forEach(({ actor, option, whole }, k) => {
    if (!whole) return;
    const key = `${actor}|${option.line ?? `at ${option.key}`}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [k]);
    else known.push(k);
  });
  return [...groups.values()];
}

const sumOver = (group: readonly number[], solution: Float64Array): number =>
  group.reduce((sum, k) => sum + (solution[k] ?? 0), 0);

/** Depth first over the first count that is not whole; null where none is found. */
function wholeSolution(program: Program, first: Float64Array): Float64Array | null {
  let nodes = 0;
  const groups = wholeGroups(program);
  const descend = (solution: Float64Array | null, bounds: readonly Bound[]): Float64Array | null => {
    if (solution === null || nodes++ > mostNodes) return null;
    const broken = groups.find((group) => !nearWhole(sumOver(group, solution)));
    if (broken === undefined) return scaledTo(groups, solution, Math.round);
    const w = sumOver(broken, solution);
    const sides: readonly Bound[] = [
      { columns: broken, atMost: null, atLeast: Math.ceil(w) },
      { columns: broken, atMost: Math.floor(w), atLeast: null },
    ];
    for (const side of sides) {
      const next = [...bounds, side];
      const found = descend(solved(program, next), next);
      if (found !== null) return found;
    }
    return null;
  };
  return descend(first, []);
}

/** Each group brought to another number of members, in the same proportions. */
function scaledTo(
  groups: readonly (readonly number[])[],
  solution: Float64Array,
  to: (members: number, group: number) => number,
): Float64Array {
  const found = Float64Array.from(solution);
  groups.forEach((group, g) => {
    const sum = sumOver(group, solution);
    const wanted = to(sum, g);
    group.forEach((k, i) => {
      found[k] = sum > 0 ? ((solution[k] ?? 0) * wanted) / sum : i === 0 ? wanted : 0;
    });
  });
  return found;
}

/** The nearest whole counts, each actor's members kept. */
function rounded(program: Program, solution: Float64Array): Float64Array {
  const groups = wholeGroups(program);
  const members = groups.map((group) => sumOver(group, solution));
  const target = members.map((w) => Math.floor(w + 1e-7));
  for (const [actor, count] of program.counts) {
    const own = [...groups.keys()].filter((g) => program.columns[groups[g]?.[0] ?? -1]?.actor === actor);
    let left = count - own.reduce((sum, g) => sum + (target[g] ?? 0), 0);
    for (const g of own.sort((a, b) => ((members[b] ?? 0) % 1) - ((members[a] ?? 0) % 1))) {
      if (left < 0.5) break;
      target[g] = (target[g] ?? 0) + 1;
      left -= 1;
    }
  }
  return scaledTo(groups, solution, (_, g) => target[g] ?? 0);
}

function positionWith(
  market: Market,
  prices: Float64Array,
  start: Position,
  { columns }: Program,
  weights: Float64Array,
): Position {
  const standsOf = (actor: number, before: readonly Stand[]): readonly Stand[] => {
    const own = columns.flatMap(({ actor: a, option }, k) =>
      a === actor ? [{ option, weight: weights[k] ?? 0 }] : [],
    );
    return own.length === 0 ? before : mixed(own.filter(({ weight }) => weight > 1e-12));
  };
  return placed(
    market,
    prices,
    (i) => standsOf(i, start.producers[i] ?? []),
    (h) => standsOf(market.producers.length + h, start.consumers[h] ?? []),
  );
}

/** Members between the ends of one line all stand at the same place on it. */
function mixed(stands: readonly Stand[]): readonly Stand[] {
  const lines = new Map<string, Stand>();
  for (const { option, weight } of stands) {
    const key = option.line ?? `at ${option.key}`;
    const known = lines.get(key);
    const all = weight + (known?.weight ?? 0);
    const part = weight / all;
    const before = known?.option;
    const merged =
      before === undefined
        ? option
        : {
            ...option,
            key: `between ${before.key} and ${option.key}`,
            amounts: option.amounts.map((y, j) => part * y + (1 - part) * (before.amounts[j] ?? 0)),
            value: part * option.value + (1 - part) * before.value,
          };
    lines.set(key, { option: merged, weight: all });
  }
  return [...lines.values()];
}
