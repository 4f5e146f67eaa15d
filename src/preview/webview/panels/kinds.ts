import { html, nothing, svg, type TemplateResult } from 'lit';
import type { PanelContext } from '../actions.ts';
import { kindDrawings, kindRemarks } from '../charts/kinds.ts';
import type { Shown } from '../page-state.ts';
import { GOOD_COLOURS } from '../scene/kinds.ts';
import { amount } from '../words/format.ts';
import { card } from './card.ts';

/** Who does what: how many of each kind, and what each makes. */
export function kindsPanel({ measure }: PanelContext, { analysis }: Shown): TemplateResult {
  const { bars, triangle, made, more } = kindDrawings(analysis);
  const body = html`<div class="kind-charts">
      <div><econ-chart .draw=${bars} .measure=${measure}></econ-chart>
        ${more <= 0 ? nothing : html`<p class="caption">and ${amount(more)} more, in the Numbers tab</p>`}</div>
      ${triangle === null ? nothing : html`<econ-chart .draw=${triangle} .measure=${measure}></econ-chart>`}
    </div>
    <ul class="legend" aria-label="Goods">${made.map((i) => legendItem(i, analysis.goods[i]?.name ?? ''))}</ul>`;
  return card({
    name: 'Kinds',
    heading: 'Kinds',
    aside:
      analysis.solution.equilibria === null
        ? 'share of what each could make'
        : 'share of what each spends or could make',
    body,
    caption: kindRemarks(analysis),
  });
}

function legendItem(i: number, name: string): TemplateResult {
  const colour = i % GOOD_COLOURS;
  return html`<li><svg width="14" height="14" aria-hidden="true">
    <rect class="good good-${colour}" width="14" height="14"></rect><rect class="hatch" width="14" height="14" fill="url(#hatch-${colour})"></rect>
  </svg>${name}</li>`;
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
