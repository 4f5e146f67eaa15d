import type { Allocation } from './branching/recover.ts';
import type { Searched } from './branching/search.ts';
import type { Party, Placed } from './outcome.ts';
import { isLoose, placeNotes, type Supporting } from './place-notes.ts';
import type { Outputs, Prices } from './sets/piece.ts';
import type { Welfare } from './welfare/welfare.ts';
import { inWords, short } from './words.ts';

/** Sentences for a person: ties, free goods, members off their best response, and which price is shown. */
export function notesOf(
  searched: Searched,
  placed: readonly Placed[],
  parties: readonly Party[],
  goods: readonly string[],
  welfare: Welfare,
  supported: boolean,
  supporting: Supporting = { numeraire: null, prices: null },
): readonly string[] {
  const { prices } = searched.root;
  const thrown = thrownAway(searched, placed, goods);
  const beside = placeNotes(placed, parties, goods, supporting);
  if (isEnough(searched, placed, goods, welfare)) {
    return [
      ...thrown,
      'More of nothing would help: the objective is at its very best, so that nothing has a price.',
      ...beside,
    ];
  }
  const worthless = nothingToGain(searched, parties, goods, welfare);
  if (worthless !== null) return [worthless, ...beside];
  const tied = supported && !isLoose(supporting);
  return [
    ...freeGoods(goods, prices, parties, welfare),
    ...thrown,
    ...(tied ? atMost(3, ties(searched, parties, goods, prices, welfare)) : []),
    ...(supported
      ? mirrored(placed)
      : supporting.hurried === true
        ? [inAHurry]
        : offBestResponse(placed, parties, prices)),
    ...beside,
  ];
}

const inAHurry =
  'Stopped before every member was asked at these prices: which of them are off their best response, and which prices would support them, is not said.';

/** The first few sentences of one sort, and how many more there are. */
function atMost(most: number, sentences: readonly string[]): readonly string[] {
  const rest = sentences.length - most;
  if (rest <= 0) return sentences;
  return [...sentences.slice(0, most), rest === 1 ? 'So is 1 more agent.' : `So are ${rest} more agents.`];
}

/** Goods that nobody can make, of some; `caps` are the most of all goods. */
export const unmade = (some: readonly number[], caps: ArrayLike<number>, goods: readonly string[]): readonly string[] =>
  some.flatMap((j) => ((caps[j] ?? 0) > 0 ? [] : [`Nobody can make ${goods[j] ?? ''}.`]));

function freeGoods(
  goods: readonly string[],
  prices: Prices,
  parties: readonly Party[],
  welfare: Welfare,
): readonly string[] {
  return goods.flatMap((good, j) => {
    if (parties.every(({ caps }) => !((caps[j] ?? 0) > 0))) return unmade([j], [], goods);
    if ((prices[j] ?? 0) > 0) return [];
    return [
      welfare.named.includes(j)
        ? `${good} is free at the margin: more of it would add nothing to the objective.`
        : `${good} is free: the objective does not name it.`,
    ];
  });
}

/** Of every good that the objective names some is thrown away. */
function isEnough(
  { best }: Searched,
  placed: readonly Placed[],
  goods: readonly string[],
  { named }: Welfare,
): boolean {
  const makes = named.filter((j) => madeOf(placed, j) > 0);
  return (
    makes.length > 0 &&
    makes.every((j) => madeOf(placed, j) - (best?.totals[j] ?? 0) > 1e-9 * madeOf(placed, j)) &&
    goods.length > 0
  );
}

const madeOf = (placed: readonly Placed[], j: number): number =>
  placed.reduce((sum, { count, outputs }) => sum + count * (outputs[j] ?? 0), 0);

function thrownAway({ best }: Searched, placed: readonly Placed[], goods: readonly string[]): readonly string[] {
  return goods.flatMap((good, j) => {
    const made = madeOf(placed, j);
    const left = made - (best?.totals[j] ?? made);
    return left > 1e-9 * made
      ? [`${short(left)} ${good} of the ${short(made)} made are thrown away: more would lower the objective.`]
      : [];
  });
}

/** Members for whom several choices are equally good at these prices, so that another split may serve as well. */
function ties(
  { best }: Searched,
  parties: readonly Party[],
  goods: readonly string[],
  prices: Prices,
  welfare: Welfare,
): readonly string[] {
  return parties.flatMap((party) => {
    const options = equalChoices(party, goods, prices);
    const [first, ...others] = options;
    if (first === undefined || others.length === 0) return [];
    const { count, name } = party.agent;
    const free = best !== null && others.some((other) => keepsWelfare(best, welfare, count, first, other));
    const between = inWords(options.map((outputs) => amountsOf(party, goods, outputs)));
    return count === 1
      ? [
          `${name} is indifferent at these prices between ${between}: ${free ? 'another mix may serve as well' : 'the objective decides which'}.`,
        ]
      : [
          `The ${short(count)} members of ${name} are indifferent at these prices: any split of ${short(count)} between ${between} is worth the same${free ? ', so that others may serve as well' : '; the objective decides how many do which'}.`,
        ];
  });
}

/** The pieces' best responses that are worth the same, and the ends of straight stretches that are. */
function equalChoices(party: Party, goods: readonly string[], prices: Prices): readonly Outputs[] {
  const responses = party.pieces.map((piece) => piece.respond(prices));
  const best = Math.max(...responses.map(({ value }) => value));
  const equal = responses.filter(({ value }) => value >= best - 1e-9 * Math.abs(best)).map(({ outputs }) => outputs);
  const all = [...flatEnds(party, goods, prices, best), ...equal];
  const same = (a: Outputs, b: Outputs) => a.every((y, j) => Math.abs(y - (b[j] ?? 0)) <= 1e-6 * (party.caps[j] ?? 0));
  return all.filter((outputs, k) => all.findIndex((other) => same(outputs, other)) === k);
}

/** Whether the objective stays as high when a tenth of the members move from one choice to the other, or back. */
function keepsWelfare(best: Allocation, welfare: Welfare, count: number, from: Outputs, to: Outputs): boolean {
  return [0.1, -0.1].some((share) => {
    const totals = best.totals.map((y, j) => y + share * count * ((to[j] ?? 0) - (from[j] ?? 0)));
    return totals.every((y) => y >= 0) && welfare.value(totals) >= best.value - 1e-9 * Math.abs(best.value);
  });
}

const amountsOf = (party: Party, goods: readonly string[], outputs: ArrayLike<number>): string =>
  party.shape.goods
    .map((good) => ({ good, y: outputs[goods.indexOf(good)] ?? 0, cap: party.caps[goods.indexOf(good)] ?? 0 }))
    .filter(({ y, cap }) => y > 1e-9 * cap)
    .map(({ good, y }) => `${short(y)} ${good}`)
    .join(' with ') || 'nothing';

/** The ends of the straight stretches of a two-good frontier that are worth the most. */
function flatEnds({ shape }: Party, goods: readonly string[], prices: Prices, best: number): readonly Outputs[] {
  if (shape.kind !== 'planar') return [];
  const [x, y] = shape.goods.map((good) => goods.indexOf(good));
  const outputsAt = ([a, b]: readonly [number, number]): Outputs =>
    Float64Array.from(goods, (_, j) => (j === x ? a : j === y ? b : 0));
  const worth = (outputs: Outputs) => outputs.reduce((sum, amount, j) => sum + amount * (prices[j] ?? 0), 0);
  return shape.arcs
    .filter(({ curvature }) => curvature === 'linear')
    .map((arc) => [arc.point(arc.to), arc.point(arc.from)].map(outputsAt))
    .filter((ends) => ends.every((end) => worth(end) >= best - 1e-9 * Math.abs(best)))
    .flat();
}

/** With non-convex sets no price may make all choices best: how many members are off theirs. */
function offBestResponse(placed: readonly Placed[], parties: readonly Party[], prices: Prices): readonly string[] {
  if (parties.every(isBowedOutward))
    return [
      'All frontiers here are bowed outward or straight, so some prices support the best plan. This plan is as near to it as the gap says, and the dual prices shown as near to those.',
    ];
  const off = placed.reduce((sum, { party, count, outputs }) => {
    const best = Math.max(...party.pieces.map((piece) => piece.respond(prices).value));
    const own = outputs.reduce((value, y, j) => value + y * (prices[j] ?? 0), 0);
    return own < best - 1e-7 * Math.abs(best) ? sum + count : sum;
  }, 0);
  const which = off === 1 ? '1 member is off its' : `${short(off)} members are off their`;
  const why =
    off === 0
      ? 'at them every member does its best, but whole members cannot meet the totals that such prices ask for'
      : `at them ${which} best response, and a member's own trade-off may differ from them`;
  return [
    `No prices support all of this at once, so it is no price equilibrium. The dual prices shown are those of the convexified economy: ${why}.`,
  ];
}

const isBowedOutward = ({ judgement: { verdict } }: Party): boolean => verdict === 'concave' || verdict === 'linear';

/** An objective that is 0 even at the most of every good, such as a product with a good that nobody can make. */
function nothingToGain(
  { root, best }: Searched,
  parties: readonly Party[],
  goods: readonly string[],
  welfare: Welfare,
): string | null {
  const most = goods.map((_, j) => parties.reduce((sum, { caps, agent }) => sum + agent.count * (caps[j] ?? 0), 0));
  if (best?.value !== 0 || root.bound > 0 || welfare.value(most) !== 0) return null;
  const missing = welfare.named.filter((j) => !((most[j] ?? 0) > 0)).map((j) => goods[j] ?? '');
  const why = missing.length === 0 ? '' : `Nobody can make ${inWords(missing)}: `;
  return `${why}${why === '' ? 'T' : 't'}he objective is 0 whatever is made, so that any plan is as good as another.`;
}

function mirrored(placed: readonly Placed[]): readonly string[] {
  const dents = placed.filter(({ tradeOff }) => tradeOff?.at === 'dent').reduce((sum, { count }) => sum + count, 0);
  return dents === 0
    ? []
    : [
        `${dents === 1 ? '1 member stands' : `${short(dents)} members stand`} in a dent of the frontier, where no price of its own supports it.`,
      ];
}
