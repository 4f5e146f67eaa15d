import { amount, list } from '../../analysis/words.ts';
import type { EconomyKind, PriceRange, Solution } from '../../solver/solution.ts';
import { priceText } from './price-text.ts';

export interface Headline {
  readonly tone: 'together' | 'apart' | 'plain' | 'trouble';
  readonly words: string;
  readonly sentence: string;
}

/** What a solution says at first glance: one price, specialists, or why there is neither. */
export function headline(solution: Solution): Headline {
  if (solution.equilibria !== null) return market(solution, solution.equilibria.length);
  if (solution.totals === null) return unsolved(solution);
  if (solution.agents.length === 0)
    return { tone: 'plain', words: 'Nobody yet', sentence: 'Add an agent with a frontier.' };
  if (solution.pricesDiverge) {
    const mixing = solution.kinds.some((kind) => 1 < goodsOf(kind).length);
    const words = mixing ? 'Specialists and generalists' : 'Specialists';
    return { tone: 'apart', words, sentence: `${kindsSentence(solution)} Their prices diverge.` };
  }
  if (pricedOf(solution).length < 2 && !solution.pricesDiverge) {
    const words = pricedOf(solution).length === 0 ? 'Enough of everything' : 'Nothing to trade off';
    return { tone: 'plain', words, sentence: kindsSentence(solution) };
  }
  if (solution.onePrice?.holds) {
    const cornered = solution.onePrice.interior === 0 && 0 < solution.onePrice.atBound;
    const words = cornered ? 'One price, at the corners' : 'One price';
    return { tone: 'together', words, sentence: `${priceSentence(solution)}${kindsSentence(solution)}` };
  }
  const worth = priceSentence({ ...solution, onePrice: null });
  if (worth !== '' && 0 < (solution.onePrice?.atBound ?? 0))
    return {
      tone: 'plain',
      words: 'Supported by prices',
      sentence: `${worth}But some stand at the very end of a frontier that bends inward, where their own prices differ. ${kindsSentence(solution)}`,
    };
  if (solution.objective?.value === 0 && solution.objective.upperBound === 0)
    return { tone: 'plain', words: 'Nothing to gain', sentence: kindsSentence(solution) };
  return {
    tone: 'plain',
    words: 'No single price',
    sentence: `No price supports what everyone does. ${kindsSentence(solution)}`,
  };
}

/** Of a market: whether there are prices at which everybody does what is best and all of it fits together. */
function market(solution: Solution, found: number): Headline {
  const [first = '', ...others] = solution.notes;
  if (solution.status === 'infeasible') return { tone: 'trouble', words: 'No equilibrium', sentence: first };
  if (found === 0) return { tone: 'trouble', words: 'No equilibrium found', sentence: first };
  if (solution.status !== 'optimal') return { tone: 'apart', words: 'No equilibrium found', sentence: first };
  const words = found === 1 ? 'An equilibrium' : `${amount(found)} equilibria`;
  const which = found === 1 ? '' : `${first} `;
  const price = priceSentence({ ...solution, onePrice: null });
  return { tone: 'together', words, sentence: `${which}${price}`.trim() || (others[0] ?? first) };
}

const UNSOLVED: Readonly<Record<Solution['status'], Omit<Headline, 'sentence'>>> = {
  invalid: { tone: 'trouble', words: 'Not solved' },
  infeasible: { tone: 'trouble', words: 'No solution' },
  unbounded: { tone: 'trouble', words: 'No end to it' },
  optimal: { tone: 'plain', words: 'Nothing to choose' },
  bounded: { tone: 'plain', words: 'Nothing found' },
};

function unsolved({ status, diagnostics, notes, goods }: Solution): Headline {
  const error = diagnostics.find(({ severity, code }) => severity === 'error' && code !== 'failed-assertion');
  const fallback = diagnostics.find(({ code }) => INSTEAD.has(code));
  if (status === 'optimal' && (error ?? fallback) === undefined) return goods.length === 2 ? TRACED : NOT_TRACED;
  return {
    ...UNSOLVED[status],
    sentence: (error ?? fallback)?.message ?? (status === 'infeasible' ? notes.join(' ') : ''),
  };
}

const TRACED: Headline = {
  tone: 'plain',
  words: 'All that can be had',
  sentence: 'Nothing is chosen: this is the Pareto frontier of what all can make together.',
};

/** With more goods a sample takes its time, and is taken when asked for. */
const NOT_TRACED: Headline = {
  ...TRACED,
  sentence: 'Nothing is chosen: `econ trace` samples the Pareto frontier of what all can make together.',
};

/** What keeps an economy without errors from being solved. */
const INSTEAD: ReadonlySet<string> = new Set(['no-objective', 'not-yet-supported', 'unproven-curvature']);

/** Goods of which more would help. */
function pricedOf({ prices, dualPrices, goods }: Solution): readonly string[] {
  return goods.filter((good) => 0 < ((prices ?? dualPrices)?.[good] ?? 0));
}

/** At a bound own trade-offs may differ from the price; then it is nobody's but the economy's. */
function priceSentence(solution: Solution): string {
  const { prices, priceIntervals, onePrice } = solution;
  const [first, ...others] = pricedOf(solution);
  if (!prices || first === undefined || others.length === 0) return '';
  const worth = others.map(
    (good) => `${worthIn(priceIntervals?.[first] ?? prices[first], priceIntervals?.[good] ?? prices[good])} of ${good}`,
  );
  const rate = `ne more of ${first} is worth ${worth.join(' or ')}`;
  return onePrice?.atBound === 0 ? `For everyone o${rate}. ` : `O${rate}, and nobody would change. `;
}

/** How much of one good another is worth: a number, or from where to where. */
function worthIn(price: PriceRange = NaN, unit: PriceRange = NaN): string {
  const [least, most] = typeof price === 'number' ? [price, price] : price;
  const [cheap, dear] = typeof unit === 'number' ? [unit, unit] : unit;
  return priceText([least / dear, most / cheap]);
}

function kindsSentence({ kinds, goods }: Solution): string {
  if (kinds.length === 0) return '';
  const groups = grouped(kinds, goods);
  const named = groups.slice(0, 5).map((group) => groupWords(group, groups.length === 1));
  const rest = groups.length - named.length;
  const all = 0 < rest ? [...named, `${amount(rest)} more`] : named;
  const mixing = groups.some((group) => 1 < group.goods.length);
  return `${amount(kinds.length)} ${kinds.length === 1 ? 'kind' : 'kinds'}: ${mixing ? all.join('; ') : list(all)}.`;
}

/** Kinds that make the same goods, whichever of them most. */
interface Group {
  readonly label: string;
  readonly goods: readonly string[];
  readonly size: number;
  readonly kinds: number;
}

/** The largest first; the goods of each as they are declared. */
function grouped(kinds: readonly EconomyKind[], declared: readonly string[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const kind of kinds) {
    const made = goodsOf(kind);
    const key = made.length === 0 ? kind.label : [...made].sort().join('+');
    const { size, kinds } = groups.get(key) ?? { size: 0, kinds: 0 };
    const goods = declared.filter((good) => made.includes(good));
    groups.set(key, { label: kind.label, goods, size: size + kind.size, kinds: kinds + 1 });
  }
  return [...groups.values()].sort((a, b) => b.size - a.size);
}

function groupWords({ label, goods, size, kinds }: Group, alone: boolean): string {
  if (goods.length === 0) return `${amount(size)} ${label}`;
  const who = 1 < kinds && alone ? (size === 2 ? 'both' : `all ${amount(size)}`) : amount(size);
  if (goods.length === 1) return `${who} ${size === 1 ? 'makes' : 'make'} only ${goods[0]}`;
  return `${who} ${size === 1 ? 'mixes' : 'mix'} ${list(goods)}${1 < kinds ? ', in different proportions' : ''}`;
}

function goodsOf({ mix }: EconomyKind): readonly string[] {
  return Object.entries(mix ?? {})
    .filter(([, share]) => 0.01 < share)
    .map(([good]) => good);
}
