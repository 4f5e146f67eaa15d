import { html, type TemplateResult } from 'lit';
import type { PanelContext } from '../actions.ts';
import { priceQuestion, priceRemarks, pricesDrawing } from '../charts/prices.ts';
import type { Shown } from '../page-state.ts';
import { card } from './card.ts';

/** Every own trade-off between the chosen pair of goods on one axis. */
export function pricesPanel(
  { measure }: PanelContext,
  { analysis }: Shown,
  pair: readonly [string, string] | null,
): TemplateResult {
  const [over, under] = pair ?? [];
  if (over === undefined || under === undefined)
    return card({ name: 'Prices', heading: 'Prices', body: html`<p class="caption">Prices compare two goods.</p>` });
  const draw = pricesDrawing(analysis, over, under);
  return card({
    name: 'Prices',
    heading: 'Prices',
    aside: priceQuestion(analysis, over, under),
    body:
      draw === null
        ? html`<p class="caption">Nobody trades off these two goods.</p>`
        : html`<econ-chart .draw=${draw} .measure=${measure}></econ-chart>`,
    caption: priceRemarks(analysis, over, under),
  });
}
