import type { Analysis } from '../../../analysis/analysis.ts';
import type { Point } from '../../../analysis/picture.ts';
import type { Cell, Table } from '../table.ts';
import { amount, duration, gap, percent, range } from '../words/format.ts';
import { own } from '../words/price-ratio.ts';

export function result({ solution, seconds }: Analysis): Table {
  const { objective, onePrice, discreteness } = solution;
  const rows: (readonly [string, string] | null)[] = [
    ['Status', solution.status],
    objective && ['Objective', objective.kind],
    objective && ['Value', amount(objective.value, 10)],
    objective && ['Best possible (proven)', amount(objective.upperBound, 10)],
    objective && ['Dual bound', amount(objective.dualBound, 10)],
    objective && ['Gap', gap(objective.gap)],
    onePrice && ['One price', onePrice.holds ? 'holds' : 'does not hold'],
    ['Prices diverge', solution.pricesDiverge ? 'yes' : 'no'],
    onePrice && ['Members inside / at a bound', `${amount(onePrice.interior)} / ${amount(onePrice.atBound)}`],
    onePrice && onePrice.spread !== null ? ['Spread of own prices (ln)', amount(onePrice.spread)] : null,
    discreteness && ['Specialised members', percent(discreteness.specialized)],
    ['Time', duration(seconds)],
  ];
  return {
    caption: 'Result',
    columns: [{ title: 'What' }, { title: 'Value', numeric: true }],
    rows: rows.flatMap((row) => (row === null ? [] : [row.map((text) => ({ text }))])),
  };
}

export function goods({ goods: all, solution }: Analysis): Table {
  return {
    caption: 'Goods: totals and prices',
    columns: [
      { title: 'Good' },
      { title: 'Total', numeric: true },
      { title: 'Price', numeric: true },
      { title: 'Price interval', numeric: true },
      { title: 'Dual price', numeric: true },
    ],
    rows: all.map(({ name, unit }) => [
      { text: unit === null ? name : `${name} (${unit})` },
      numeric(own(solution.totals, name)),
      numeric(own(solution.prices, name)),
      interval(own(solution.priceIntervals, name)),
      numeric(own(solution.dualPrices, name)),
    ]),
  };
}

export function agents({ goods: all, solution }: Analysis, reveal: (agent: string) => void): Table {
  const rows = solution.agents.flatMap(({ agent, verdict, kinds: own_ }) =>
    own_.map((kind): readonly Cell[] => [
      { text: agent, act: () => reveal(agent) },
      { text: kind.label },
      numeric(kind.count),
      { text: verdict },
      { text: kind.at },
      ...all.map(({ name }) => numeric(own(kind.outputs, name))),
      numeric(kind.specialization),
      ...all.map(({ name }) => interval(own(kind.virtualPrices, name))),
      ...all.map(({ name }) => interval(own(kind.supportingPrices, name))),
    ]),
  );
  return {
    caption: 'Agents and their kinds: outputs, own prices, and the economy prices that support them (per member)',
    columns: [
      { title: 'Agent' },
      { title: 'Kind' },
      { title: 'Members', numeric: true },
      { title: 'Curvature' },
      { title: 'Where' },
      ...all.map(({ name }) => ({ title: name, numeric: true })),
      { title: 'Specialisation', numeric: true },
      ...all.map(({ name }) => ({ title: `own price of ${name}`, numeric: true })),
      ...all.map(({ name }) => ({ title: `supporting price of ${name}`, numeric: true })),
    ],
    rows,
  };
}

export function kinds({ goods: all, solution }: Analysis): Table {
  return {
    caption: 'Kinds: members and mix (share of what each could make)',
    columns: [
      { title: 'Kind' },
      { title: 'Members', numeric: true },
      ...all.map(({ name }) => ({ title: name, numeric: true })),
    ],
    rows: solution.kinds.map(({ label, size, mix }) => [
      { text: label },
      numeric(size),
      ...all.map(
        ({ name }): Cell => (mix === null ? ABSENT : { text: percent(own(mix, name) ?? 0), sort: own(mix, name) ?? 0 }),
      ),
    ]),
  };
}

export function curvature({ curvature: all }: Analysis, reveal: (agent: string) => void): Table {
  return {
    caption: 'Curvature: what is proven of each frontier, and why',
    columns: [
      { title: 'Agent' },
      { title: 'Verdict' },
      { title: 'Strict' },
      { title: 'Pieces' },
      { title: 'Over params' },
      { title: 'Reason' },
    ],
    rows: all.map((row) => [
      { text: row.agent, act: () => reveal(row.agent) },
      { text: row.verdict },
      { text: row.strict === null ? '–' : row.strict ? 'yes' : 'no' },
      {
        text:
          row.segments
            .map((s) => `${s.verdict} for ${s.variable} in ${amount(s.from)} to ${amount(s.to)}`)
            .join('; ') || '–',
      },
      {
        text:
          row.byParam?.map((s) => `${s.verdict} for ${s.param} in ${amount(s.from)} to ${amount(s.to)}`).join('; ') ||
          '–',
      },
      {
        text:
          [row.blame === null ? null : `${row.blame.cause}: ${row.blame.text}`, row.reason]
            .filter((part) => part !== null)
            .join('; ') || '–',
      },
    ]),
  };
}

/** Every equilibrium's prices, side by side. */
export function equilibria({ goods: all, solution }: Analysis): Table {
  const found = solution.equilibria ?? [];
  const title = solution.status === 'optimal' ? 'Equilibrium' : 'Convexified';
  return {
    caption: solution.status === 'optimal' ? 'Equilibria: prices' : 'Prices of the convexified economy',
    columns: [
      { title: 'Price of' },
      ...found.map((_, k) => ({ title: found.length === 1 ? title : `${title} ${k + 1}`, numeric: true })),
    ],
    rows:
      found.length === 0
        ? []
        : all.map(({ name }) => [{ text: name }, ...found.map(({ prices }) => numeric(own(prices, name)))]),
  };
}

/** Who has what in the equilibrium that is shown, what is bought (+) and sold for it, and what firms make of what. */
export function market({ goods: all, solution }: Analysis): Table {
  const [first] = solution.equilibria ?? [];
  const cells = (amounts: Readonly<Record<string, number>> | undefined, sign: boolean): readonly Cell[] =>
    all.map(({ name }) => (sign ? signed(own(amounts ?? {}, name), 6) : numeric(own(amounts ?? {}, name))));
  const consumers = Object.entries(first?.allocation ?? {}).map(([name, bundle]): readonly Cell[] => [
    { text: name },
    { text: 'consumes' },
    ...cells(bundle, false),
    ...cells(first?.trades?.[name], true),
    ABSENT,
  ]);
  const makers = (first?.producers ?? []).map(({ name, count, made, profit }): readonly Cell[] => [
    { text: count === 1 ? name : `${name} (${amount(count)})` },
    { text: 'makes' },
    ...cells(made, true),
    ...all.map(() => ABSENT),
    numeric(profit),
  ]);
  return {
    caption: `Who consumes and makes what ${solution.status === 'optimal' ? 'in the equilibrium shown' : 'at these prices, though it does not add up'} (each member)`,
    columns: [
      { title: 'Who' },
      { title: 'Does' },
      ...all.map(({ name }) => ({ title: name, numeric: true })),
      ...all.map(({ name }) => ({ title: `trades ${name}`, numeric: true })),
      { title: 'Profit', numeric: true },
    ],
    rows: [...consumers, ...makers],
  };
}

/** The traced frontier, point by point. */
export function trace({ goods: all, trace: found }: Analysis): Table {
  return {
    caption: 'All that can be had: totals on the Pareto frontier, and the prices that support them',
    columns: [
      ...all.map(({ name }) => ({ title: name, numeric: true })),
      ...all.map(({ name }) => ({ title: `price of ${name}`, numeric: true })),
      { title: 'Where' },
    ],
    rows: (found?.points ?? []).map(({ totals, prices, priceIntervals, at }) => [
      ...all.map(({ name }) => numeric(own(totals, name))),
      ...all.map(({ name }) => interval(own(priceIntervals ?? prices, name))),
      { text: at === null ? '' : PLACES[at] },
    ]),
  };
}

const PLACES = { kink: 'a corner', end: 'where a dent ends', dent: 'in a dent: no price leads here' } as const;

export function asserts({ solution }: Analysis): Table {
  return {
    caption: 'Asserts',
    columns: [{ title: 'Assert' }, { title: 'Holds' }, { title: 'Found' }],
    rows: solution.asserts.map(({ text, holds, value }) => [
      { text },
      holds ? { text: '✓ holds', tone: 'holds' } : { text: '✕ fails', tone: 'fails' },
      { text: value },
    ]),
  };
}

export function improvement({ goods: all, solution }: Analysis): Table {
  const found = solution.improvement;
  const cells = (change: Readonly<Record<string, number>>): readonly Cell[] =>
    all.map(({ name }) => signed(own(change, name)));
  return {
    caption: 'An exchange that makes more of something and less of nothing',
    columns: [{ title: 'Who' }, ...all.map(({ name }) => ({ title: name, numeric: true }))],
    rows:
      found === null
        ? []
        : [
            ...found.moves.map(({ agent, change }) => [{ text: agent }, ...cells(change)]),
            [{ text: 'all together' }, ...cells(found.gain)],
          ],
  };
}

export function messages({ solution }: Analysis): Table {
  return {
    caption: 'Messages',
    columns: [{ title: 'Code' }, { title: 'Severity' }, { title: 'Message' }],
    rows: solution.diagnostics.map(({ code, severity, message }) => [
      { text: code },
      { text: severity },
      { text: message },
    ]),
  };
}

/** The curves themselves: the whole economy, then every view of every agent, up to `most` of them. */
export function curves({ picture }: Analysis, most: number): readonly Table[] {
  const totals = picture.aggregates.map(({ goods: pair, dented, hull }) =>
    curveTable('The whole economy', pair, [{ verdict: '', points: dented ?? hull }]),
  );
  const agentViews = picture.agents
    .slice(0, most)
    .flatMap(({ agent, kind, views }) =>
      views.map((view) => curveTable(kind === null ? agent : `${agent} (${kind})`, view.goods, view.outline)),
    );
  return [...totals, ...agentViews].slice(0, most);
}

function curveTable(
  name: string,
  [x, y]: readonly [string, string],
  pieces: readonly { readonly verdict: string; readonly points: readonly Point[] }[],
): Table {
  return {
    caption: `${name}: ${x} and ${y}`,
    columns: [{ title: x, numeric: true }, { title: y, numeric: true }, { title: 'Curvature' }],
    rows: pieces.flatMap(({ verdict, points }) => points.map(([a, b]) => [numeric(a), numeric(b), { text: verdict }])),
  };
}

const ABSENT: Cell = { text: '–', sort: Number.NEGATIVE_INFINITY };

function numeric(x: number | null): Cell {
  return x === null ? ABSENT : { text: amount(x, 6), sort: x };
}

function signed(x: number | null, digits = 4): Cell {
  return x === null ? ABSENT : { text: `${0 < x ? '+' : ''}${amount(x, digits)}`, sort: x };
}

function interval(r: number | readonly [number, number] | null): Cell {
  if (r === null) return ABSENT;
  return { text: range(r, 6), sort: typeof r === 'number' ? r : r[0] };
}
