import { amount } from '../../analysis/words.ts';
import type { AgentOutcome, Equilibrium, PerGood, Solution } from '../../solver/solution.ts';
import type { Paint } from './paint.ts';
import { type Cell, table } from './table.ts';

const MOST_SIDE_BY_SIDE = 5;
const MOST_ROWS = 20;

/** Prices of several equilibria side by side; then who has and trades what, and what firms make, in the one that is shown. */
export function marketSections(solution: Solution, paint: Paint): readonly (readonly string[])[] {
  const [first] = solution.equilibria ?? [];
  if (first === undefined) return [];
  return [sideBySide(solution, paint), consumers(solution, first, paint), producers(solution, first, paint)].filter(
    (section) => 0 < section.length,
  );
}

function sideBySide({ equilibria, goods, status }: Solution, paint: Paint): readonly string[] {
  const all = equilibria ?? [];
  if (all.length < 2) return [];
  const shown = all.slice(0, MOST_SIDE_BY_SIDE);
  const names = shown.map((_, k) => `equilibrium ${k + 1}`);
  const rows = goods.map((good): Cell[] => [
    { text: good },
    ...shown.map(({ prices }): Cell => ({ text: amount(prices[good] ?? 0), align: 'right' })),
  ]);
  const rest = all.length - shown.length;
  return [
    ...table([header([status === 'optimal' ? 'price of' : 'convexified price of', ...names], paint), ...rows]),
    ...(0 < rest ? [paint('dim', `  … and ${amount(rest)} more (--format json has all)`)] : []),
  ];
}

/** Who makes what with a frontier of its own: the rest of an equilibrium's agents only consume. */
export function isMaker({ equilibria }: Solution, name: string): boolean {
  const [first] = equilibria ?? [];
  return first === undefined || (first.producers ?? []).some((producer) => !producer.firm && producer.name === name);
}

/** Bundles, kind by kind, and what is bought and sold for them. */
function consumers(solution: Solution, equilibrium: Equilibrium, paint: Paint): readonly string[] {
  const all = Object.keys(equilibrium.allocation).flatMap((name) => consumer(name, solution, equilibrium, paint));
  if (all.length === 0) return [];
  const rest = all.length - MOST_ROWS;
  return [
    ...table([
      header(['consumer', 'members', 'taste', ...solution.goods, 'trades'], paint),
      ...all.slice(0, MOST_ROWS),
    ]),
    ...(0 < rest ? [paint('dim', `  … and ${amount(rest)} more (--format json has all)`)] : []),
  ];
}

function consumer(
  name: string,
  { goods, agents, totals }: Solution,
  { allocation, trades, prices, producers: all = [] }: Equilibrium,
  paint: Paint,
): readonly (readonly Cell[])[] {
  const outcome = agents.find(({ agent }) => agent === name);
  // Of who makes things itself the outcome says what it makes.
  const consumes = all.some((producer) => producer.name === name) ? undefined : outcome;
  const kinds = consumes?.kinds ?? [{ count: outcome?.count ?? 1, outputs: allocation[name] ?? {} }];
  return kinds.map(({ count, outputs }, k): readonly Cell[] => [
    { text: k === 0 ? name : '' },
    { text: amount(count), align: 'right' },
    { text: k === 0 && consumes !== undefined ? TASTES[consumes.verdict] : '', paint: (text) => paint('dim', text) },
    ...goods.map((good): Cell => ({ text: amount(tidy(outputs[good] ?? 0, totals?.[good])), align: 'right' })),
    {
      text: k === 0 ? onAverage(traded(trades?.[name], prices), kinds.length) : '',
      paint: (text) => paint('dim', text),
    },
  ]);
}

const onAverage = (words: string, kinds: number): string => (kinds < 2 ? words : `on average ${words}`);

const TASTES: Readonly<Record<AgentOutcome['verdict'], string>> = {
  concave: 'likes mixtures',
  linear: 'swaps freely',
  convex: 'likes extremes',
  mixed: 'likes some mixtures',
  unknown: 'not proven',
};

function producers(
  { goods, totals }: Solution,
  { producers: all = [], prices }: Equilibrium,
  paint: Paint,
): readonly string[] {
  const firms = all.filter(({ firm }) => firm);
  if (firms.length === 0) return [];
  const rows = firms
    .slice(0, MOST_ROWS)
    .map(({ name, count, made, profit }): Cell[] => [
      { text: count === 1 ? name : `${name} (${amount(count)})` },
      ...goods.map((good): Cell => ({ text: signed(tidy(made[good] ?? 0, totals?.[good])), align: 'right' })),
      { text: amount(tidy(profit, turnover(made, prices))), align: 'right' },
    ]);
  return table([header(['firm', ...goods, 'profit'], paint), ...rows]);
}

/** Who leaves some of a free good gives nothing for what it buys: that is no trade. */
function traded(trades: PerGood<number> | undefined, prices: PerGood<number>): string {
  const isFree = (good: string) => prices[good] === 0;
  const moved = Object.entries(trades ?? {}).filter(([good, net]) => net !== 0 && !(isFree(good) && net < 0));
  if (trades !== undefined && moved.length === 0) return 'nothing';
  const [sold, bought] = [moved.filter(([, net]) => net < 0), moved.filter(([, net]) => 0 < net)];
  const said = (some: typeof moved) =>
    some.map(([good, net]) => `${amount(Math.abs(net))} ${isFree(good) ? 'free ' : ''}${good}`).join(' and ');
  const taken = bought.length > 0 && bought.every(([good]) => isFree(good));
  if (taken) return `${sold.length === 0 ? '' : `sells ${said(sold)} and `}takes ${said(bought)}`;
  if (sold.length === 0) return bought.length === 0 ? '' : `buys ${said(bought)}`;
  return bought.length === 0 ? `sells ${said(sold)}` : `${said(sold)} for ${said(bought)}`;
}

const signed = (value: number): string => `${0 < value ? '+' : ''}${amount(value)}`;

const turnover = (made: PerGood<number>, prices: PerGood<number>): number =>
  Object.entries(made).reduce((sum, [good, y]) => sum + Math.abs(y) * (prices[good] ?? 0), 0);

/** What is so little beside all there is (markets are verified to clear within as much) is rounding of 0. */
const tidy = (value: number, all = 0): number => (Math.abs(value) <= 1e-9 * all ? 0 : value);

function header(names: readonly string[], paint: Paint): Cell[] {
  return names.map(
    (text, k): Cell => ({
      text,
      paint: (name) => paint('dim', name),
      align: k === 0 || LEFT.has(text) ? 'left' : 'right',
    }),
  );
}

const LEFT = new Set(['taste', 'trades']);
