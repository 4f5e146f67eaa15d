import { html, type TemplateResult } from 'lit';
import type { PanelContext } from '../actions.ts';
import { economyDrawing, economyRemarks, whyNoSum } from '../charts/economy.ts';
import type { PagePlan } from '../page-plan.ts';
import type { Shown } from '../page-state.ts';
import { outputs } from '../words/price-words.ts';
import { card } from './card.ts';

/** The whole economy in the chosen pair of goods. */
export function economyPanel({ measure }: PanelContext, { analysis }: Shown, { aggregate }: PagePlan): TemplateResult {
  const { totals } = analysis.solution;
  const aside = totals === null ? '' : outputs(totals, analysis.goods, 4);
  if (aggregate === null)
    return card({
      name: 'The whole economy',
      heading: 'The whole economy',
      aside,
      body: html`<p class="caption">${whyNoSum(analysis)}</p>`,
      class: 'economy',
    });
  return card({
    name: 'The whole economy',
    heading: 'The whole economy',
    aside,
    class: 'economy',
    body: html`<econ-chart .draw=${economyDrawing(analysis, aggregate)} .measure=${measure}></econ-chart>`,
    caption: economyRemarks(analysis, aggregate.picture),
  });
}
