import { amount } from '../../analysis/words.ts';
import type { Equilibrium, PerGood, Solution } from '../../solver/solution.ts';
import type { Paint } from './paint.ts';
import { type Cell, table } from './table.ts';

const MOST_SIDE_BY_SIDE = 5;
const MOST_ROWS = 20;

/** Prices of several equilibria side by side; then who has and trades what, and what firms make, in the one that is shown. */
export function marketSections(solution: Solution, paint: Paint): readonly (readonly string[])[] {
  const [first] = solution.equilibria ?? [];
  if (first === undefined) return [];
  return [
    sideBySide(solution, paint),
    consumers(solution.goods, first, paint),
    producers(solution.goods, first, paint),
  ].filter((section) => 0 < section.length);
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

/** Bundles, and what is bought (+) and sold (−) for them. */
function consumers(goods: readonly string[], { allocation, trades }: Equilibrium, paint: Paint): readonly string[] {
  const names = Object.keys(allocation);
  if (names.length === 0) return [];
  const rows = names
    .slice(0, MOST_ROWS)
    .map((name): Cell[] => [
      { text: name },
      ...goods.map((good): Cell => ({ text: amount(tidy(allocation[name]?.[good] ?? 0)), align: 'right' })),
      { text: traded(trades?.[name]), paint: (text) => paint('dim', text) },
    ]);
  const rest = names.length - rows.length;
  return [
    ...table([header(['each consumes', ...goods, 'trades'], paint), ...rows]),
    ...(0 < rest ? [paint('dim', `  … and ${amount(rest)} more (--format json has all)`)] : []),
  ];
}

function producers(goods: readonly string[], { producers: all = [] }: Equilibrium, paint: Paint): readonly string[] {
  const firms = all.filter(({ firm }) => firm);
  if (firms.length === 0) return [];
  const rows = firms
    .slice(0, MOST_ROWS)
    .map(({ name, count, made, profit }): Cell[] => [
      { text: count === 1 ? name : `${name} (${amount(count)})` },
      ...goods.map((good): Cell => ({ text: signed(made[good] ?? 0), align: 'right' })),
      { text: amount(tidy(profit)), align: 'right' },
    ]);
  return table([header(['each firm makes', ...goods, 'profit'], paint), ...rows]);
}

function traded(trades: PerGood<number> | undefined): string {
  const moved = Object.entries(trades ?? {}).filter(([, net]) => tidy(net) !== 0);
  if (trades !== undefined && moved.length === 0) return 'nothing';
  const [sold, bought] = [moved.filter(([, net]) => net < 0), moved.filter(([, net]) => 0 < net)];
  const said = (some: typeof moved) => some.map(([good, net]) => `${amount(Math.abs(net))} ${good}`).join(' and ');
  if (sold.length === 0) return bought.length === 0 ? '' : `buys ${said(bought)}`;
  return bought.length === 0 ? `sells ${said(sold)}` : `${said(sold)} for ${said(bought)}`;
}

const signed = (value: number): string => `${0 < tidy(value) ? '+' : ''}${amount(tidy(value))}`;

/** What is left of rounding is 0. */
const tidy = (value: number): number => (Math.abs(value) < 1e-9 ? 0 : value);

function header([first = '', ...others]: readonly string[], paint: Paint): Cell[] {
  const dim = (text: string) => paint('dim', text);
  const last = others.at(-1) === 'trades' ? 'left' : 'right';
  return [
    { text: first, paint: dim },
    ...others.map((text, k): Cell => ({ text, paint: dim, align: k === others.length - 1 ? last : 'right' })),
  ];
}
