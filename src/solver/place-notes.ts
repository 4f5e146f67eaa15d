import type { Party, Placed } from './outcome.ts';
import type { PerGood, PriceRange } from './solution.ts';
import { between, inWords, short } from './words.ts';

/** Prices of the economy that support the plan: numbers, or intervals where they are not unique. */
export interface Supporting {
  readonly numeraire: string | null;
  readonly prices: PerGood<PriceRange> | null;
  /** Stopped: members were not asked. */
  readonly hurried?: boolean;
}

/** Sentences on where members stand: price intervals, corners, kinks, and who can make nothing. */
export function placeNotes(
  placed: readonly Placed[],
  parties: readonly Party[],
  goods: readonly string[],
  supporting: Supporting,
): readonly string[] {
  return [...intervals(supporting), ...corners(placed, goods, supporting), ...kinks(placed), ...idle(parties)];
}

/** Prices that are not unique: anything in between does as well. */
export const isLoose = ({ prices }: Supporting): boolean =>
  Object.values(prices ?? {}).some((price) => typeof price !== 'number' && price[1] > price[0] * (1 + 1e-9));

function intervals({ numeraire, prices }: Supporting): readonly string[] {
  if (numeraire === null) return [];
  return Object.entries(prices ?? {}).flatMap(([good, price]) => {
    if (typeof price === 'number' || price[1] <= price[0] * (1 + 1e-9)) return [];
    return [
      `The price of ${good} is not unique: at ${between(price[0], price[1], numeraire)} nobody would change anything.`,
    ];
  });
}

/** Members at a zero bound of a set that bends outward: what the good they leave would cost them, beside what it is worth. */
function corners(
  placed: readonly Placed[],
  goods: readonly string[],
  { numeraire, prices }: Supporting,
): readonly string[] {
  if (prices === null || numeraire === null) return [];
  const sentences = placed.flatMap((own) => {
    const { party, outputs, tradeOff } = own;
    const { shape } = party;
    if (shape.kind !== 'planar' || tradeOff?.at !== 'bound' || !['concave', 'linear'].includes(party.judgement.verdict))
      return [];
    const [x, y] = shape.goods;
    const made = (outputs[goods.indexOf(x)] ?? 0) > 1e-12 * (party.caps[goods.indexOf(x)] ?? 0) ? x : y;
    const left = made === x ? y : x;
    const cost = tradeOff.ratio(shape.goods.indexOf(left), shape.goods.indexOf(made)).lo;
    const worth = worthOf(prices, left, made);
    if (worth === null || !(cost > worth * (1 + 1e-6))) return [];
    const first =
      cost === Number.POSITIVE_INFINITY ? 'could not be had at any price' : `would cost ${short(cost)} ${made}`;
    return [`${namesOf(own)} only ${made}: one more of ${left} ${first}, and is worth ${short(worth)}.`];
  });
  return some(sentences);
}

/** The most that one good may be worth in another. */
function worthOf(prices: PerGood<PriceRange>, good: string, unit: string): number | null {
  const [price, other] = [prices[good], prices[unit]];
  if (price === undefined || other === undefined) return null;
  const most = typeof price === 'number' ? price : price[1];
  const least = typeof other === 'number' ? other : other[0];
  return least > 0 ? most / least : null;
}

function kinks(placed: readonly Placed[]): readonly string[] {
  const sentences = placed.flatMap((own) => {
    const { shape } = own.party;
    const range = own.supported;
    if (shape.kind !== 'planar' || own.tradeOff?.at !== 'kink' || range === null || !(range.hi > range.lo * (1 + 1e-9)))
      return [];
    const [x, y] = shape.goods;
    const stays = own.count === 1 ? 'stands' : 'stand';
    return [
      `${whoIs(own)} ${stays} at a kink: no price of ${y} from ${between(1 / range.hi, 1 / range.lo, x)} would move ${own.count === 1 ? 'it' : 'them'}.`,
    ];
  });
  return some(sentences);
}

function idle(parties: readonly Party[]): readonly string[] {
  const names = [
    ...new Set(
      parties
        .filter(({ caps }) => caps.every((cap) => !(cap > 0)))
        .map(({ population, agent }) => (population?.agent ?? agent).name),
    ),
  ];
  if (names.length === 0) return [];
  const named = names.length <= 4 ? names : [...names.slice(0, 3), `${names.length - 3} more`];
  return [
    `${inWords(named)} can make nothing: ${names.length === 1 ? 'its frontier allows' : 'their frontiers allow'} only 0 of every good.`,
  ];
}

/** "B makes", "The 3 members of B that stand here make". */
const namesOf = (own: Placed): string => (own.count === 1 ? `${whoIs(own)} makes` : `${whoIs(own)} make`);

const whoIs = ({ party: { agent }, count }: Placed): string =>
  agent.count === 1
    ? agent.name
    : count === 1
      ? `A member of ${agent.name}`
      : count === agent.count
        ? `The members of ${agent.name}`
        : `${short(count)} members of ${agent.name}`;

/** The first few, and how many more there are. */
function some(sentences: readonly string[]): readonly string[] {
  const most = 3;
  const rest = sentences.length - most;
  if (rest <= 0) return sentences;
  return [
    ...sentences.slice(0, most),
    rest === 1 ? 'The same goes for 1 other.' : `The same goes for ${short(rest)} others.`,
  ];
}
