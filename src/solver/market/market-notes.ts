import type { Search } from './equilibria.ts';
import type { Found } from './equilibrium-tests.ts';
import type { Market } from './market-model.ts';
import { provenNone } from './no-equilibrium.ts';
import type { GoodsRange } from './price-ranges.ts';

const short = (value: number): string => String(Number(value.toPrecision(6)));
const list = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1] ?? ''}`;

/** Sentences for a person: how many equilibria and how they were looked for, what is free, who trades what, what is proven. */
export function marketNotes(market: Market, search: Search, shown: readonly Found[]): readonly string[] {
  const [first] = shown;
  if (first === undefined) return [...none(market, search), ...unwanted(market)];
  const exact = first.whole && first.verification.exact;
  return [
    ...(exact ? several(shown, search) : inexact(market, first)),
    ...continua(market, search),
    ...howFound(search, shown, exact),
    ...freeGoods(market, first),
    ...(exact ? proof(first) : []),
  ];
}

function several(shown: readonly Found[], search: Search): readonly string[] {
  if (shown.length < 2 || search.continua.length > 0) return [];
  const exactly = areAll(search) ? 'exactly ' : '';
  return [`There are ${exactly}${shown.length} equilibria; the first by price is the one shown, all are listed.`];
}

/** Every ratio at which markets clear is proven, and all of them are found. */
const areAll = ({ all, equilibria }: Search): boolean =>
  all?.noneFree === true && all.roots.length === equilibria.length;

function continua({ goods }: Market, { continua: ranges }: Search): readonly string[] {
  return ranges.map(({ goods: [a, b], from, to }) => {
    const [first, second] = [goods[a] ?? '', goods[b] ?? ''];
    const range =
      from <= 0 && to === Number.POSITIVE_INFINITY
        ? 'Every price ratio is an equilibrium'
        : from <= 0
          ? `Every price of ${first} up to ${short(to)} ${second} is an equilibrium`
          : to === Number.POSITIVE_INFINITY
            ? `Every price of ${first} from ${short(from)} ${second} up is an equilibrium`
            : `Every price of ${first} between ${short(from)} and ${short(to)} ${second} is an equilibrium`;
    return `${range}: demand and supply agree all along; one of them is shown.`;
  });
}

/** Of goods of which not one price alone will do; prices in units of the numeraire. */
export function rangeNotes(
  { goods }: Market,
  ranges: readonly GoodsRange[],
  numeraire: number,
  unit: number,
): readonly string[] {
  return ranges.map(({ good, from, to }) => {
    const [least, most] = [short(from / unit), short(to / unit)];
    const range = to === Number.POSITIVE_INFINITY ? `from ${least} up` : `from ${least} to ${most}`;
    return `The price of ${goods[good] ?? ''} is not the only one: ${range} (in ${goods[numeraire] ?? ''}), with the others as they are, every price that was looked at is an equilibrium.`;
  });
}

function howFound(search: Search, shown: readonly Found[], exact: boolean): readonly string[] {
  const { unique, ratios, starts, all } = search;
  if (!exact) return [];
  if (unique !== null && shown.length === 1) return [`No other equilibrium exists: ${unique}.`];
  if (areAll(search))
    return [
      'No other equilibrium exists: excess demand was enclosed at all price ratios in interval arithmetic, and neither good can be free.',
    ];
  if (all !== null)
    return [
      `Where both goods have a price there ${all.roots.length === 0 ? 'is no equilibrium' : all.roots.length === 1 ? 'is exactly one equilibrium' : `are exactly ${all.roots.length} equilibria`}: excess demand was enclosed at all price ratios in interval arithmetic. Free goods were looked at one by one.`,
    ];
  if (ratios > 0)
    return [
      `Found by a scan of ${ratios} price ratios, with every change of sign of excess demand followed to its root: a search, not a proof that there are no others.`,
    ];
  if (starts > 0)
    return [
      `Found from ${starts} starts of Newton's method and simplicial paths: a search, not a proof that there are no others.`,
    ];
  return [];
}

function inexact(market: Market, found: Found): readonly string[] {
  const { verification, position, whole } = found;
  if (whole)
    return [
      `Markets clear at these prices, but it is not proven that ${list(verification.unproven)} could do no better: the utility or technology is not proven to prefer mixtures, and the search over all choices ran out.`,
    ];
  const rest = market.goods.flatMap((good, j) => {
    const z = position.excess[j] ?? 0;
    if (Math.abs(z) <= 1e-9 * (market.scale[j] ?? 1)) return [];
    return [`${short(Math.abs(z))} ${good} ${z > 0 ? 'more are wanted than there are' : 'are left over'}`];
  });
  return [
    `At these prices everybody does what is best, yet whole members cannot add up to what there is (${list(rest)}), and no prices were found at which they do. These are the prices of the convexified economy, in which members could be halved; with many members the rest becomes small beside the whole (Starr 1969).`,
  ];
}

function none(market: Market, search: Search): readonly string[] {
  const proof = provenNone(market, search);
  if (proof !== null) return [proof];
  const { ratios, starts } = search;
  const missing = market.wanted.filter((j) => !((market.reach[j] ?? 0) > 0)).map((j) => market.goods[j] ?? '');
  const supply = missing.length > 0 ? ` Nobody has or can make ${list(missing)}, which somebody wants.` : '';
  const endless = market.producers
    .filter(({ source }) => source.kind === 'activity' && source.technology.returns === 'increasing')
    .map(({ name }) => name);
  const scale =
    endless.length > 0
      ? ` ${list([...new Set(endless)])} ${endless.length > 1 ? 'have' : 'has'} increasing returns, with which there often is none: where it pays to make anything, it pays to make more without end.`
      : '';
  if (search.all !== null && search.all.roots.length === 0)
    return [
      `No prices were found at which demand and supply agree: where both goods have a price they never do (enclosed in interval arithmetic at all ratios), and with either of them free no equilibrium was found.${supply}`,
    ];
  const looked =
    ratios > 0 ? `a scan of ${ratios} price ratios and of free goods` : `${starts} starts and of free goods`;
  return [
    `No prices were found at which demand and supply agree, after ${looked}: whether there are any is not known.${supply}${scale}`,
  ];
}

function unwanted({ goods, wanted }: Market): readonly string[] {
  return goods.flatMap((good, j) => (wanted.includes(j) ? [] : [`Nobody wants ${good}, so it is free.`]));
}

function freeGoods(market: Market, { position }: Found): readonly string[] {
  const free = market.wanted.flatMap((j) => {
    if ((position.prices[j] ?? 0) > 0) return [];
    const left = -(position.excess[j] ?? 0);
    const good = market.goods[j] ?? '';
    return [
      left > 0 ? `${good} is free: ${short(left)} of it are left when everybody has enough.` : `${good} is free.`,
    ];
  });
  return [...unwanted(market), ...free];
}

function proof({ verification: { excess, regret } }: Found): readonly string[] {
  const part = (x: number): string => (x < 1e-12 ? '1e-12' : x.toExponential(0));
  return [
    `Verified: no affordable bundle or plan is better than those chosen by more than ${part(regret)} of income or turnover, and excess demand is below ${part(excess)} of what there is.`,
  ];
}
