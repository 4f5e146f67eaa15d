import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Analysis } from '../../../analysis/analysis.ts';
import type { PerGood } from '../../../solver/solution.ts';
import type { PanelContext } from '../actions.ts';
import type { Shown } from '../page-state.ts';
import { GOOD_COLOURS, type KindRow, kindBars, kindTriangle } from '../scene/kinds.ts';
import type { Drawing } from '../scene/scene.ts';
import { amount, percent } from '../words/format.ts';
import { card } from './card.ts';

/** Who does what: how many of each kind, and what each makes. */
export function kindsPanel({ measure }: PanelContext, { analysis }: Shown): TemplateResult {
  const { bars, triangle, made, more } = kindDrawings(analysis);
  const body = html`<econ-chart .draw=${bars} .measure=${measure}></econ-chart>
    ${more <= 0 ? nothing : html`<p class="caption">and ${amount(more)} more, in the Numbers tab</p>`}
    ${triangle === null ? nothing : html`<econ-chart .draw=${triangle} .measure=${measure}></econ-chart>`}
    <ul class="legend" aria-label="Goods">${made.map((i) => legendItem(i, analysis.goods[i]?.name ?? ''))}</ul>`;
  return card({
    name: 'Kinds',
    heading: 'Kinds',
    aside: 'share of what each could make',
    body,
    caption: sentence(analysis),
  });
}

/** Bars for the first few kinds; the triangle of all where three goods are made; the goods made; how many are left out. */
export function kindDrawings(analysis: Analysis): {
  readonly bars: Drawing;
  readonly triangle: Drawing | null;
  readonly made: readonly number[];
  readonly more: number;
} {
  const rows = kindRows(analysis);
  const total = analysis.solution.agents.reduce((sum, agent) => sum + agent.count, 0);
  const all = { rows, total, title: 'Kinds', description: describe(rows) };
  const first = { ...all, rows: rows.slice(0, MOST_ROWS) };
  const made = analysis.goods
    .map((_, i) => i)
    .filter((i) => rows.some((row) => row.mix.some(({ good }) => good === i)));
  const [a, b, c] = made;
  const three = made.length === 3 && a !== undefined && b !== undefined && c !== undefined;
  const corners = made.map((i) => ({ good: i, name: analysis.goods[i]?.name ?? '' }));
  return {
    bars: (width, measure) => kindBars(first, width, measure),
    triangle: three ? (width, measure) => kindTriangle(all, corners, width, measure) : null,
    made,
    more: rows.length - first.rows.length,
  };
}

const MOST_ROWS = 8;

/** Agents and their kinds while they fit, else the kinds of the whole economy. */
export function kindRows({ solution, goods }: Analysis): readonly KindRow[] {
  const mixOf = (mix: PerGood<number> | null): KindRow['mix'] =>
    goods.flatMap(({ name }, good) => {
      const share = mix !== null && Object.hasOwn(mix, name) ? (mix[name] ?? 0) : 0;
      return 1e-6 < share ? [{ good, name, share }] : [];
    });
  const each = solution.agents.flatMap(({ agent, kinds }) =>
    kinds.map((kind) => ({
      name: kinds.length === 1 ? agent : `${agent}: ${kind.label}`,
      count: kind.count,
      mix: mixOf(kind.mix),
    })),
  );
  if (each.length <= MOST_ROWS && 1 < solution.agents.length) return each;
  return solution.kinds.map((kind) => ({ name: kind.label, count: kind.size, mix: mixOf(kind.mix) }));
}

function legendItem(i: number, name: string): TemplateResult {
  const colour = i % GOOD_COLOURS;
  return html`<li><svg width="14" height="14" aria-hidden="true">
    <rect class="good good-${colour}" width="14" height="14"></rect><rect class="hatch" width="14" height="14" fill="url(#hatch-${colour})"></rect>
  </svg>${name}</li>`;
}

/** How discrete the kinds are, in words. */
export function sentence({ solution }: Analysis): string {
  const { discreteness, kinds } = solution;
  if (discreteness === null || kinds.length === 0) return '';
  const { specialized, gap, betweenShare } = discreteness;
  const number = kinds.length === 1 ? 'One kind' : `${amount(kinds.length)} kinds`;
  const share =
    specialized === 1
      ? 'every member makes one good only'
      : specialized === 0
        ? 'every member mixes'
        : `${percent(specialized)} of the members specialise`;
  const between =
    gap === null
      ? ''
      : 0.999 < gap
        ? '; nothing in between'
        : 0.2 < gap
          ? `; the largest gap between mixes is ${amount(gap, 2)}`
          : '';
  const variance =
    betweenShare === null || kinds.length === 1 ? '' : `; kinds explain ${percent(betweenShare)} of how members differ`;
  return `${number}: ${share}${between}${variance}.`;
}

function describe(rows: readonly KindRow[]): string {
  if (rows.length === 0) return 'Nothing is made.';
  return rows
    .slice(0, 8)
    .map(
      (row) =>
        `${row.name}: ${amount(row.count)}, ${row.mix.map((part) => `${part.name} ${percent(part.share)}`).join(' and ') || 'idle'}`,
    )
    .join('; ');
}

/** Patterns laid over the goods' colours, so that greyscale and colour-blind readers can tell them apart. Once a page. */
export function hatches(): TemplateResult {
  return html`<svg class="hatches" width="0" height="0" aria-hidden="true"><defs>
    ${PATTERNS.map((d, i) => svg`<pattern id="hatch-${i}" width="8" height="8" patternUnits="userSpaceOnUse"><path class="hatch-line" d=${d}></path></pattern>`)}
  </defs></svg>`;
}

const PATTERNS: readonly string[] = [
  '',
  'M0,8L8,0M-2,2L2,-2M6,10L10,6',
  'M4,4h0.01',
  'M0,4H8',
  'M4,0V8',
  'M0,0L8,8M-2,6L2,10M6,-2L10,2',
  'M0,4H8M4,0V8',
  'M0,0L8,8M0,8L8,0',
];
