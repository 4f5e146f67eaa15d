import type { Searched } from './branching/search.ts';
import type { Party, Placed } from './outcome.ts';
import type { Prices } from './sets/piece.ts';
import type { Welfare } from './welfare/welfare.ts';

const short = (value: number): string => String(Number(value.toPrecision(6)));

/** Sentences for a person: ties, free goods, members off their best response, and which price is shown. */
export function notesOf(
  searched: Searched,
  placed: readonly Placed[],
  parties: readonly Party[],
  goods: readonly string[],
  welfare: Welfare,
  supported: boolean,
): readonly string[] {
  const { prices } = searched.root;
  return [
    ...freeGoods(goods, prices, parties, welfare),
    ...thrownAway(searched, placed, goods),
    ...(supported ? atMost(3, ties(parties, goods, prices, welfare)) : offBestResponse(placed, prices)),
    ...(supported ? mirrored(placed) : []),
  ];
}

/** The first few sentences of one sort, and how many more there are. */
function atMost(most: number, sentences: readonly string[]): readonly string[] {
  const rest = sentences.length - most;
  if (rest <= 0) return sentences;
  return [...sentences.slice(0, most), rest === 1 ? 'So is 1 more agent.' : `So are ${rest} more agents.`];
}

function freeGoods(
  goods: readonly string[],
  prices: Prices,
  parties: readonly Party[],
  welfare: Welfare,
): readonly string[] {
  return goods.flatMap((good, j) => {
    if (parties.every(({ caps }) => !((caps[j] ?? 0) > 0))) return [`Nobody can make ${good}.`];
    if ((prices[j] ?? 0) > 0) return [];
    return [
      welfare.named.includes(j)
        ? `${good} is free at the margin: more of it would add nothing to the objective.`
        : `${good} is free: the objective does not name it.`,
    ];
  });
}

function thrownAway({ best }: Searched, placed: readonly Placed[], goods: readonly string[]): readonly string[] {
  return goods.flatMap((good, j) => {
    const made = placed.reduce((sum, { count, outputs }) => sum + count * (outputs[j] ?? 0), 0);
    const left = made - (best?.totals[j] ?? made);
    return left > 1e-9 * made
      ? [`${short(left)} ${good} of the ${short(made)} made are thrown away: more would lower the objective.`]
      : [];
  });
}

/** Members for whom several choices are equally good at these prices, so that another split may serve as well. */
function ties(
  parties: readonly Party[],
  goods: readonly string[],
  prices: Prices,
  welfare: Welfare,
): readonly string[] {
  const decides = welfare.kind === 'prices' ? '' : '; the objective decides how many do which';
  return parties.flatMap((party) => {
    const responses = party.pieces.map((piece) => piece.respond(prices));
    const best = Math.max(...responses.map(({ value }) => value));
    const flat =
      party.shape.kind === 'planar' &&
      party.shape.arcs.some(
        (arc) =>
          arc.curvature === 'linear' && isFlat(arc.point(arc.from), arc.point(arc.to), party, goods, prices, best),
      );
    const equal = responses.filter(({ value }) => value >= best - 1e-9 * Math.abs(best));
    const distinct = equal.filter(
      ({ outputs }, k) =>
        equal.findIndex((other) =>
          outputs.every((y, j) => Math.abs(y - (other.outputs[j] ?? 0)) <= 1e-6 * (party.caps[j] ?? 0)),
        ) === k,
    );
    if (!flat && distinct.length < 2) return [];
    const options =
      flat && distinct.length < 2
        ? linearEnds(party, goods)
        : distinct.map(({ outputs }) => amountsOf(party, goods, outputs));
    const between = inWords([...new Set(options)]);
    return party.agent.count === 1
      ? [`${party.agent.name} is indifferent at these prices between ${between}: another mix may serve as well.`]
      : [
          `The ${party.agent.count} members of ${party.agent.name} are indifferent at these prices: any split of ${party.agent.count} between ${between} is worth the same${decides}.`,
        ];
  });
}

/** "1 wood, 1 leaves and 1 bark". */
const inWords = (some: readonly string[]): string =>
  some.length < 2 ? some.join() : `${some.slice(0, -1).join(', ')} and ${some[some.length - 1]}`;

const amountsOf = (party: Party, goods: readonly string[], outputs: ArrayLike<number>): string =>
  party.shape.goods
    .map((good) => ({ good, y: outputs[goods.indexOf(good)] ?? 0 }))
    .filter(({ y }) => y > 0)
    .map(({ good, y }) => `${short(y)} ${good}`)
    .join(' with ') || 'nothing';

/** The ends of the straight stretches of a two-good frontier. */
function linearEnds(party: Party, goods: readonly string[]): readonly string[] {
  if (party.shape.kind !== 'planar') return [];
  const [x = '', y = ''] = party.shape.goods;
  return party.shape.arcs
    .filter(({ curvature }) => curvature === 'linear')
    .flatMap((arc) => [arc.point(arc.to), arc.point(arc.from)])
    .map(([a, b]) =>
      amountsOf(
        party,
        goods,
        goods.map((good) => (good === x ? a : good === y ? b : 0)),
      ),
    );
}

function isFlat(
  from: readonly [number, number],
  to: readonly [number, number],
  party: Party,
  goods: readonly string[],
  prices: Prices,
  best: number,
): boolean {
  const [x = '', y = ''] = party.shape.goods;
  const value = ([a, b]: readonly [number, number]) =>
    a * (prices[goods.indexOf(x)] ?? 0) + b * (prices[goods.indexOf(y)] ?? 0);
  return Math.min(value(from), value(to)) >= best - 1e-9 * Math.abs(best);
}

/** With non-convex sets no price may make all choices best: how many members are off theirs. */
function offBestResponse(placed: readonly Placed[], prices: Prices): readonly string[] {
  const off = placed.reduce((sum, { party, count, outputs }) => {
    const best = Math.max(...party.pieces.map((piece) => piece.respond(prices).value));
    const own = outputs.reduce((value, y, j) => value + y * (prices[j] ?? 0), 0);
    return own < best - 1e-7 * Math.abs(best) ? sum + count : sum;
  }, 0);
  const which = off === 1 ? '1 member is off its' : `${off} members are off their`;
  const why =
    off === 0
      ? 'at them every member does its best, but whole members cannot meet the totals that such prices ask for'
      : `at them ${which} best response, and a member's own trade-off may differ from them`;
  return [
    `No prices support all of this at once, so it is no price equilibrium. The dual prices shown are those of the convexified economy: ${why}.`,
  ];
}

function mirrored(placed: readonly Placed[]): readonly string[] {
  const dents = placed.filter(({ tradeOff }) => tradeOff?.at === 'dent').reduce((sum, { count }) => sum + count, 0);
  return dents === 0
    ? []
    : [
        `${dents === 1 ? '1 member stands' : `${dents} members stand`} in a dent of the frontier, where no price of its own supports it.`,
      ];
}
