import { html, type TemplateResult } from 'lit';
import { equilibria, market } from '../charts/tables.ts';
import type { Shown } from '../page-state.ts';
import type { Table } from '../table.ts';
import { card } from './card.ts';

/** Of a market: the prices of every equilibrium, and who consumes, trades and makes what in the first. */
export function marketPanel({ analysis }: Shown): TemplateResult {
  const body = html`<div class="market">${[equilibria(analysis), market(analysis)].map(table)}</div>`;
  return card({ name: 'Market', heading: 'Market', body, class: 'wide' });
}

function table({ caption, columns, rows }: Table): TemplateResult {
  return html`<econ-table .caption=${caption} .columns=${columns} .rows=${rows}></econ-table>`;
}
