import { html, nothing, type TemplateResult } from 'lit';
import type { Analysis } from '../../../analysis/analysis.ts';
import type { PanelContext } from '../actions.ts';
import * as tables from '../charts/tables.ts';
import type { Shown } from '../page-state.ts';
import type { Table } from '../table.ts';

/** Everything that the pictures show, as tables. */
export function numbersPanel({ actions }: PanelContext, { analysis }: Shown): TemplateResult {
  const all = [
    tables.result(analysis),
    tables.goods(analysis),
    tables.equilibria(analysis),
    tables.market(analysis),
    tables.trace(analysis),
    tables.kinds(analysis),
    tables.agents(analysis, actions.reveal),
    tables.curvature(analysis, actions.reveal),
    tables.asserts(analysis),
    tables.improvement(analysis),
    tables.messages(analysis),
  ];
  const { notes } = analysis.solution;
  return html`<div class="numbers">
    ${all.filter(({ rows }) => 0 < rows.length).map(table)}
    ${notes.length === 0 ? nothing : html`<section class="remarks"><h2>Notes</h2><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></section>`}
    ${curves(analysis)}
  </div>`;
}

function table({ caption, columns, rows }: Table): TemplateResult {
  return html`<econ-table .caption=${caption} .columns=${columns} .rows=${rows}></econ-table>`;
}

function curves(analysis: Analysis): TemplateResult | typeof nothing {
  const all = tables.curves(analysis, 24);
  return all.length === 0
    ? nothing
    : html`<details class="curves"><summary>Points of the curves</summary>${all.map(table)}</details>`;
}
