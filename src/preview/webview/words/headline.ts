import type { Analysis } from '../../../analysis/analysis.ts';
import type { KindOutcome, PerGood, PriceRange, Solution } from '../../../solver/solution.ts';
import { amount, duration, gap, percent } from './format.ts';
import { list, many, type Noun, one, quantity } from './nouns.ts';
import { economyRatio, own, priceRatio, type Range } from './price-ratio.ts';

/** What the picture says at first glance; the tone colours the title. */
export interface Headline {
  readonly tone: 'together' | 'apart' | 'plain' | 'trouble';
  readonly title: string;
  readonly sentence: string;
}

/** The state of an economy in a person's words: one price, specialists, or why there is neither. */
export function headline(analysis: Analysis): Headline {
  const unsolved = trouble(analysis);
  if (unsolved !== null) return unsolved;
  const said = solved(analysis);
  return { ...said, sentence: said.sentence + remaining(analysis.solution) };
}

function trouble({ solution, goods, trace }: Analysis): Headline | null {
  const error = solution.diagnostics.find((d) => d.severity === 'error');
  if (solution.status === 'invalid')
    return say('trouble', 'Not solved yet', error?.message ?? 'The model has errors: the editor marks each of them.');
  if (solution.status === 'infeasible')
    return say(
      'trouble',
      solution.equilibria === null ? 'No solution' : 'No equilibrium',
      error?.message ?? (solution.notes.join(' ') || 'Nothing that these agents can make gives the objective a value.'),
    );
  if (solution.status === 'unbounded')
    return say(
      'trouble',
      'No end to it',
      error?.message ?? 'Some frontier has no end, so there is always more to be had: give it a bound.',
    );
  if (solution.equilibria !== null) return null;
  const silent = solution.diagnostics.every(({ code }) => code !== 'no-objective');
  if (solution.objective === null && silent && trace && 0 < trace.notes.length)
    return say('plain', 'All that can be had', trace.notes.join(' '));
  if (solution.objective === null)
    return say(
      'plain',
      'No objective yet',
      `Write what to maximize, for example “maximize ${goods.map((good) => good.name).join(' * ') || 'apples * bananas'}”, and a point will be chosen.`,
    );
  return null;
}

function solved(analysis: Analysis): Headline {
  const { solution } = analysis;
  if (solution.equilibria !== null) return market(analysis, solution.equilibria.length);
  const made = solution.agents.reduce((n, agent) => n + agent.count, 0);
  if (made === 0) return say('plain', 'Nobody yet', 'Add an agent with a frontier.');
  if (solution.pricesDiverge) return specialists(solution);
  if (solution.onePrice?.holds === true) return onePrice(analysis);
  return noPrice(analysis);
}

/** Of a market: whether there are prices at which everybody does what is best and all of it fits together. */
function market({ goods, solution }: Analysis, found: number): Headline {
  const [first = ''] = solution.notes;
  if (solution.status !== 'optimal') return say('apart', 'No equilibrium found', first);
  const price = exchange(goods, solution);
  const stays = price === null ? 'Nobody would change.' : `${price}: nobody would change.`;
  if (found === 1) return say('together', 'An equilibrium', stays);
  return say('together', `${amount(found)} equilibria`, `${first} ${stays}`);
}

function onePrice({ goods, solution }: Analysis): Headline {
  const price = exchange(goods, solution);
  if (price === null) return say('together', 'One price', 'Nobody can gain by shifting work.');
  const cornered = solution.onePrice?.interior === 0 && 0 < (solution.onePrice.atBound ?? 0);
  // At a bound own trade-offs may differ from the price.
  const everyone = solution.onePrice?.atBound === 0 ? ', for everyone' : '';
  if (!cornered) return say('together', 'One price', `${price}${everyone}. Nobody can gain by shifting work.`);
  const who = solution.agents.length <= 3 ? ` ${list(choices(solution))}.` : '';
  return say(
    'together',
    'One price, at the corners',
    `${price}. Each makes what it is relatively best at:${who || ' nobody would change.'}`,
  );
}

function specialists(solution: Solution): Headline {
  const mixing = solution.kinds.some((kind) => 1 < goodsIn(kind.mix).length);
  const n = solution.kinds.length;
  const groups = grouped(solution.kinds);
  const largest = groups.slice(0, 4);
  const parts = largest.map((kind) => `${amount(kind.size)} ${making(kind.mix, kind.label, kind.size === 1)}`);
  const rest = groups.length - largest.length;
  if (0 < rest) parts.push(`${amount(rest)} more kinds`);
  const count = `${amount(n)} ${n === 1 ? 'kind' : 'kinds'}`;
  const title = mixing ? 'Specialists and generalists' : n === 1 ? 'Specialised' : 'Specialists';
  return say('apart', title, `${count}: ${parts.join(mixing ? '; ' : ', ')}. Their prices diverge.`);
}

/** Kinds that make the same goods, whichever of them most, count together here; the largest first. */
function grouped(kinds: Solution['kinds']): Solution['kinds'] {
  const groups = new Map<string, Solution['kinds'][number]>();
  for (const kind of [...kinds].sort((a, b) => b.size - a.size)) {
    const goods = goodsIn(kind.mix);
    const key = goods.length === 0 ? kind.label : [...goods].sort().join('+');
    const first = groups.get(key);
    groups.set(key, first === undefined ? kind : { ...first, size: first.size + kind.size });
  }
  return [...groups.values()].sort((a, b) => b.size - a.size);
}

function noPrice(analysis: Analysis): Headline {
  const { goods, solution } = analysis;
  const supporting = solution.prices === null ? null : exchange(goods, solution);
  if (supporting !== null)
    return say(
      'plain',
      'Supported by prices',
      `At ${supporting} nobody wants to change; but some stand at the very end of a frontier that bends inward, where their own prices differ.`,
    );
  if (solution.objective?.value === 0 && solution.objective.upperBound === 0)
    return say('plain', 'Nothing to gain', 'The objective is 0, and no plan makes it more.');
  const [over, under] = leading(goods, solution);
  const owns =
    over === undefined || under === undefined
      ? []
      : outcomes(solution).flatMap((kind) => ranges(priceRatio(kind.virtualPrices, over.name, under.name)));
  const [lo, hi] = [Math.min(...owns.map(([, most]) => most)), Math.max(...owns.map(([least]) => least))];
  if (over === undefined || under === undefined || owns.length === 0 || hi <= lo * 1.0001)
    return say('plain', 'No single price', 'No price makes each choose what is best for all: some sit in a dent.');
  return say(
    'plain',
    'No single price',
    `To one, 1 more ${one(over)} costs ${quantity(lo, under)}; to another, ${amount(hi)}.`,
  );
}

/** "1 apple = 1.691 bananas = 0.5 cherries", the first good with a price being the one that is exchanged. */
export function exchange(goods: readonly Noun[], solution: Solution): string | null {
  const [first, ...others] = leading(goods, solution);
  if (first === undefined) return null;
  const free = goods.filter((good) => own(solution.prices ?? solution.dualPrices, good.name) === 0);
  const worth = others.slice(0, 4).flatMap((good) => {
    const ratio = economyRatio(solution, first.name, good.name);
    return ratio === null ? [] : [worthOf(ratio, good)];
  });
  const freely = free.length === 0 ? '' : `${worth.length === 0 ? '' : '; '}${costNothing(free)}`;
  if (worth.length === 0) return free.length === 0 ? null : freely;
  return `1 ${one(first)} = ${worth.join(' = ')}${freely}`;
}

function costNothing(free: readonly Noun[]): string {
  const [only] = free;
  const alone = free.length === 1 && only !== undefined && one(only) === many(only);
  return `${list(free.map((good) => good.name))} ${alone ? 'costs' : 'cost'} nothing`;
}

function worthOf({ at, range: [lo, hi] }: { at: number; range: readonly [number, number] }, good: Noun): string {
  if (hi === Number.POSITIVE_INFINITY) return `${amount(lo)} or more ${good.name}`;
  if (hi - lo <= 1e-6 * hi) return quantity(Math.abs(at - 1) < 1e-9 ? 1 : at, good);
  if (lo === 0) return `${amount(hi)} or fewer ${good.name}`;
  return `${amount(lo)} to ${quantity(hi, good)}`;
}

/** Goods with a price, the one that is exchanged for the others first: the first declared. */
function leading(goods: readonly Noun[], solution: Solution): readonly Noun[] {
  const prices: PerGood<PriceRange> | null = solution.prices ?? solution.dualPrices;
  return goods.filter((good) => {
    const price = own(prices, good.name);
    return price !== null && price !== 0;
  });
}

function choices(solution: Solution): string[] {
  return solution.agents.flatMap((agent) =>
    agent.kinds.map((kind) => {
      const who = agent.kinds.length === 1 ? agent.agent : `${amount(kind.count)} of ${agent.agent}`;
      return `${who} ${making(kind.mix, kind.label, agent.kinds.length === 1 || kind.count === 1)}`;
    }),
  );
}

/** "make only wood", "mixes wood and leaves", "make nothing". */
function making(mix: PerGood<number> | null, label: string, alone: boolean): string {
  const goods = goodsIn(mix);
  const make = alone ? 'makes' : 'make';
  if (goods.length === 0) return mix === null ? `${make} nothing` : `${make} ${label}`;
  if (goods.length === 1) return `${make} only ${goods[0]}`;
  return `${alone ? 'mixes' : 'mix'} ${list(goods)}`;
}

function goodsIn(mix: PerGood<number> | null): readonly string[] {
  return Object.entries(mix ?? {})
    .filter(([, share]) => 0.01 < share)
    .sort((a, b) => b[1] - a[1])
    .map(([good]) => good);
}

function ranges(ratio: Range | null): readonly Range[] {
  return ratio === null ? [] : [ratio];
}

function outcomes(solution: Solution): readonly KindOutcome[] {
  return solution.agents.flatMap((agent) => agent.kinds);
}

function remaining({ status, objective }: Solution): string {
  if (status !== 'bounded' || objective === null) return '';
  return ` The best found so far: at most ${percent(objective.gap)} below the best possible.`;
}

function say(tone: Headline['tone'], title: string, sentence: string): Headline {
  return { tone, title, sentence };
}

/** The badge beside the name: "✓ optimal · gap 2e-13 · 3 ms". */
export function statusBadge({ solution: { status, objective, equilibria }, seconds }: Analysis): string {
  const nothing = status === 'optimal' && objective === null && equilibria === null;
  const parts = [nothing ? 'nothing to solve' : `${MARKS[status]} ${status === 'invalid' ? 'errors' : status}`];
  if (objective !== null) parts.push(`gap ${gap(objective.gap)}`);
  return [...parts, duration(seconds)].join(' · ');
}

const MARKS: Readonly<Record<Solution['status'], string>> = {
  optimal: '✓',
  bounded: '≈',
  infeasible: '✕',
  unbounded: '∞',
  invalid: '!',
};
