import type { AgentCurvature, Analysis } from '../../analysis/analysis.ts';
import { paramSentences } from '../../analysis/findings.ts';
import { clause } from '../../analysis/reason.ts';
import { amount, amounts, list } from '../../analysis/words.ts';
import type { AgentOutcome, KindOutcome, Solution } from '../../solver/solution.ts';
import { headline } from './headline.ts';
import { isMaker, marketSections } from './market-text.ts';
import { memberTables } from './member-tables.ts';
import type { Paint } from './paint.ts';
import { priceText } from './price-text.ts';
import { type Cell, table, wrapped } from './table.ts';
import { traceSections } from './trace-text.ts';

const MOST_ROWS = 40;
const ROWS_OF_TRACE = 12;

/** One solved economy as a page to read; without colour where `paint` gives none. Ends with a line feed. */
export function solutionText(analysis: Analysis, paint: Paint, file = ''): string {
  const sections = [
    title(analysis, file, paint),
    goods(analysis, paint),
    ...traceSections(analysis.trace ?? null, paint, ROWS_OF_TRACE),
    ...marketSections(analysis.solution, paint),
    makers(analysis, paint),
    ...memberTables(analysis.solution, paint),
    why(analysis, paint),
    improvement(analysis.solution, paint),
    asserts(analysis.solution, paint),
    notes(analysis.solution, paint),
  ];
  return `${sections
    .filter((section) => 0 < section.length)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function title({ name, solution, seconds }: Analysis, file: string, paint: Paint): readonly string[] {
  const { tone, words, sentence } = headline(solution);
  const look = { together: 'blue', apart: 'yellow', plain: 'bold', trouble: 'red' } as const;
  const top = `${paint('bold', name ?? 'Economy')}  ${paint('dim', [file, statusWord(solution), duration(seconds)].filter((part) => part !== '').join(' · '))}`;
  const [first = '', ...rest] = wrapped(sentence, 96 - words.length, '');
  const indent = ' '.repeat(words.length + 3);
  return [top, '', `${paint(look[tone], paint('bold', `${words}.`))}  ${first}`, ...rest.map((line) => indent + line)];
}

/** Without an objective nothing was chosen, so nothing is optimal. */
function statusWord({ status, objective, equilibria }: Solution): string {
  return status === 'optimal' && objective === null && equilibria === null ? 'nothing to solve' : status;
}

function duration(seconds: number): string {
  return seconds < 1 ? `${amount(Math.max(1, Math.round(seconds * 1000)))} ms` : `${amount(seconds)} s`;
}

/** Totals and prices good by good, and what it is worth. */
function goods({ goods: named, solution }: Analysis, paint: Paint): readonly string[] {
  const { totals, objective } = solution;
  if (!totals) return [];
  const prices = solution.prices ?? solution.dualPrices;
  const header = heads(['good', 'total', solution.prices ? 'price' : 'dual price'], paint);
  const total = (name: string) => (isDust(solution, name) ? 0 : (totals[name] ?? 0));
  const rows = named.map(({ name, unit }): Cell[] => [
    { text: name },
    { text: `${amount(total(name))}${unit === null ? '' : ` ${unit}`}`, align: 'right' },
    { text: priceText(solution.priceIntervals?.[name] ?? prices?.[name]), align: 'right' },
  ]);
  return [...table([header, ...rows]), ...(objective ? ['', ...worth(objective, paint)] : [])];
}

const VALUES = { maximize: 'welfare', prices: 'value', proportions: 'scale' } as const;

function worth(objective: NonNullable<Solution['objective']>, paint: Paint): readonly string[] {
  const { kind, value, upperBound, gap } = objective;
  const bound = `proven to be at most ${precise(upperBound)}${gap === 0 ? '' : `: a gap of ${small(gap)}`}`;
  return [`  ${VALUES[kind]}  ${paint('bold', precise(value))}  ${paint('dim', bound)}`];
}

function precise(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(9))) : amount(value);
}

function small(gap: number): string {
  return gap < 1e-3 ? gap.toExponential(0).replace('-', '−') : `${amount(100 * gap)} %`;
}

function makers({ goods, solution, curvature }: Analysis, paint: Paint): readonly string[] {
  const differ = new Set(curvature.flatMap(({ agent, membersDiffer }) => (membersDiffer ? [agent] : [])));
  const rows = solution.agents
    .filter(({ agent }) => isMaker(solution, agent))
    .flatMap((agent) =>
      agent.kinds.map((kind, index): Cell[] => [
        { text: index === 0 ? agent.agent : '' },
        { text: index === 0 ? agent.verdict : '', paint: (text) => paint(LOOKS[agent.verdict], text) },
        { text: membersOf(kind, agent, differ.has(agent.agent)), align: 'right' },
        {
          text: `${differ.has(agent.agent) && 1 < kind.count ? 'on average ' : ''}${withUnits(made(kind), goods) || 'nothing'}`,
        },
        { text: ownPrices(kind) },
        { text: whereOf(kind), paint: (text) => paint('dim', text) },
      ]),
    );
  if (rows.length === 0) return [];
  const header = heads(['agent', 'frontier', 'members', 'each makes', 'own prices', 'where'], paint);
  const more = rows.length - MOST_ROWS;
  const unpriced = rows.every((row) => row[OWN_PRICES]?.text === '');
  const shown = [header, ...rows.slice(0, MOST_ROWS)].map((row) =>
    row.filter((_, at) => at !== OWN_PRICES || !unpriced),
  );
  return [...table(shown), ...(0 < more ? [`  … and ${amount(more)} more (--format json has all)`] : [])];
}

/** The column that stays empty where nobody trades off. */
const OWN_PRICES = 4;

/** Of a population also the share of it. */
function membersOf(kind: KindOutcome, { count }: AgentOutcome, differ: boolean): string {
  return differ && kind.count < count
    ? `${amount(kind.count)} (${amount(Math.round((1000 * kind.count) / count) / 10)} %)`
    : amount(kind.count);
}

const LOOKS = { concave: 'blue', linear: 'blue', convex: 'yellow', mixed: 'yellow', unknown: 'dim' } as const;

/** One good, or nothing at all, leaves no choice. */
function whereOf({ at, virtualPrices, mix }: KindOutcome): string {
  if (mix === null) return 'idle';
  return virtualPrices === null ? 'all it can make' : CHOICES[at];
}

const CHOICES: Readonly<Record<KindOutcome['at'], string>> = {
  bound: 'as far as it can go',
  interior: 'in between',
  kink: 'at a kink',
  dent: 'in a dent: no price keeps it here',
};

function made(kind: KindOutcome): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(kind.outputs).filter(([good, output]) => output !== 0 && DUST < shareOf(kind, good)),
  );
}

/** "16.6 t wheat, 3 barrels". */
function withUnits(outputs: Readonly<Record<string, number>>, goods: Analysis['goods']): string {
  const units = new Map(goods.map(({ name, unit }) => [name, unit === null ? '' : `${unit} `]));
  return Object.entries(outputs)
    .map(([good, output]) => `${amount(output)} ${units.get(good) ?? ''}${good}`)
    .join(', ');
}

/** A share of what a member could make that is so little is rounding of 0; amounts of two goods say nothing of each other. */
const DUST = 1e-12;

const shareOf = ({ mix }: KindOutcome, good: string): number => mix?.[good] ?? 0;

/** Whoever makes some of it makes no more than rounding. */
function isDust({ agents, equilibria }: Solution, good: string): boolean {
  const kinds = agents.flatMap((agent) => agent.kinds);
  return equilibria === null && 0 < kinds.length && kinds.every((kind) => shareOf(kind, good) <= DUST);
}

/** The own marginal trade-off: what a further unit of each good costs it, in its numeraire ("bananas 0.59 apples"). */
function ownPrices({ virtualPrices, numeraire }: KindOutcome): string {
  if (!virtualPrices || numeraire === null) return '';
  const others = Object.entries(virtualPrices).filter(([good]) => good !== numeraire);
  return others.map(([good, price]) => `${good} ${priceText(price)} ${numeraire}`).join(', ');
}

/** What bends each frontier, once for agents of whom the same is said. */
function why({ curvature, params }: Analysis, paint: Paint): readonly string[] {
  const said = new Map<string, string[]>();
  for (const row of curvature.filter(worthSaying)) {
    const reason = reasonOf(row);
    said.set(reason, [...(said.get(reason) ?? []), row.agent]);
  }
  const values = new Map(params.map(({ name, value }) => [name, value]));
  return [...said].flatMap(([reason, agents]) => {
    const row = curvature.find(({ agent }) => agent === agents[0]);
    const ranges = row?.byParam ? paramSentences(row.byParam, values) : [];
    const who = agents.length <= 4 ? list(agents) : `${agents.slice(0, 3).join(', ')} and ${agents.length - 3} more`;
    return [`  ${paint('bold', who)}: ${reason}`, ...ranges.map((sentence) => `    ${paint('dim', sentence)}`)];
  });
}

/** The verdict itself stands in the table. */
function worthSaying({ reason, blame, byParam }: AgentCurvature): boolean {
  return reason !== null || blame !== null || 1 < (byParam?.length ?? 0);
}

function reasonOf({ verdict, reason, blame }: AgentCurvature): string {
  const proven = verdict === 'unknown' ? 'curvature not proven' : verdict;
  const cause = blame ? ` (${blame.cause}: ${blame.text})` : '';
  // A reason may begin with the verdict itself: "concave for every draw".
  if (!blame && reason?.startsWith(`${verdict} `)) return reason;
  return `${proven}${cause}${reason ? `, ${clause(reason)}` : ''}`;
}

function improvement({ improvement: found }: Solution, paint: Paint): readonly string[] {
  if (!found) return [];
  const row = (name: string, change: Readonly<Record<string, number>>): Cell[] => [
    { text: name },
    { text: amounts(change, true) },
  ];
  const alone = found.moves.length === 1;
  const moved = found.moves.map(({ agent, change }) => row(agent, change));
  const moves = table(alone ? moved : [...moved, row('together', found.gain)], '    ');
  return [
    `  ${paint('bold', 'From where they stand now')} an exchange leaves more:`,
    ...moves.slice(0, -1),
    ...moves.slice(-1).map((line) => paint('green', line)),
  ];
}

function asserts(solution: Solution, paint: Paint): readonly string[] {
  const rows = solution.asserts.map(({ text, holds, value }): Cell[] => [
    { text: holds ? '✓' : '✗', paint: (mark) => paint(holds ? 'green' : 'red', mark) },
    { text },
    { text: value, paint: (found) => paint(holds ? 'dim' : 'red', found) },
  ]);
  return table(rows);
}

function notes(solution: Solution, paint: Paint): readonly string[] {
  const { sentence } = headline(solution);
  const rest = solution.notes.filter((note) => !sentence.includes(note));
  return rest.flatMap((note) =>
    wrapped(note, 96, '    ').map((line, index) => paint('dim', index === 0 ? `  ·${line.slice(3)}` : line)),
  );
}

function heads(names: readonly string[], paint: Paint): readonly Cell[] {
  return names.map((text) => ({
    text,
    paint: (name) => paint('dim', name),
    align: RIGHT.has(text) ? 'right' : 'left',
  }));
}

const RIGHT = new Set(['total', 'price', 'dual price', 'members']);
