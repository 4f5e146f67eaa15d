import { html, nothing, type TemplateResult } from 'lit';
import type { Verdict } from '../../../curvature/verdict.ts';
import type { PanelContext } from '../actions.ts';
import { frontierDrawing, madeBy, tradeOffOf, whyUndrawn } from '../charts/frontier.ts';
import { PAGE_SIZE, type PagePlan, type Panel } from '../page-plan.ts';
import type { Shown } from '../page-state.ts';
import { amount } from '../words/format.ts';
import { card } from './card.ts';

/** A small multiple for each agent and kind; all of one ratio, so that equal prices are parallel arrows. */
export function frontierPanels(context: PanelContext, shown: Shown, plan: PagePlan): TemplateResult {
  return html`<div class="frontiers">
    ${PAGE_SIZE < plan.all ? finder(context, plan) : nothing}
    <div class="multiples ${plan.all <= 4 ? 'few' : ''}">${plan.panels.map((panel) => frontierPanel(context, shown, panel))}</div>
  </div>`;
}

function frontierPanel(context: PanelContext, { analysis }: Shown, { agent, drawing }: Panel): TemplateResult {
  const reveal = (): void => context.actions.reveal(agent.agent);
  const name = agent.kind === null ? agent.agent : `${agent.agent} · ${agent.kind}`;
  const heading = html`<button class="reveal" title="Show ${agent.agent} in the text" @click=${reveal}>${name}</button>
    ${chip(agent.verdict)}`;
  return card({
    name: `Frontier of ${name}`,
    heading,
    aside: madeBy(analysis, agent),
    class: `frontier-card ${context.state.highlight === agent.agent ? 'highlight' : ''}`,
    body:
      drawing === null
        ? html`<p class="caption">${whyUndrawn(analysis, agent)}</p>`
        : html`<econ-chart class="clickable" .draw=${frontierDrawing(analysis, agent, drawing)} .measure=${context.measure} @click=${reveal}></econ-chart>`,
    caption: drawing === null ? '' : tradeOffOf(analysis, agent, drawing),
  });
}

/** A verdict as a chip, with a small drawing of its own so that no colour is needed to tell. */
function chip(verdict: Verdict): TemplateResult {
  return html`<span class="chip ${verdict}"><svg class="chip-curve" width="16" height="12" viewBox="0 0 16 12" aria-hidden="true"><path d=${CURVES[verdict]}></path></svg>${verdict}</span>`;
}

const CURVES: Readonly<Record<Verdict, string>> = {
  concave: 'M2,2C9,2 14,5 14,10',
  convex: 'M2,2C2,7 7,10 14,10',
  linear: 'M2,2L14,10',
  mixed: 'M2,2C8,2 7,6 8,6S8,10 14,10',
  unknown: 'M5,4C5,1 11,1 11,4C11,6 8,6 8,8M8,10L8,10.5',
};

function finder({ state, actions }: PanelContext, page: PagePlan): TemplateResult {
  const search = (event: Event): void => actions.view({ search: (event.target as HTMLInputElement).value, page: 0 });
  const go = (to: number) => () => actions.view({ page: to });
  return html`<div class="finder" role="search">
    <label>Find <input type="search" .value=${state.view.search} placeholder="agent, kind or curvature" @input=${search} /></label>
    <span role="status">${page.found === page.all ? `${amount(page.all)} panels` : `${amount(page.found)} of ${amount(page.all)} panels`}</span>
    <span class="pager">
      <button ?disabled=${page.page === 0} @click=${go(page.page - 1)} aria-label="Previous page">‹</button>
      page ${page.page + 1} of ${amount(page.pages)}
      <button ?disabled=${page.pages <= page.page + 1} @click=${go(page.page + 1)} aria-label="Next page">›</button>
    </span>
  </div>`;
}
