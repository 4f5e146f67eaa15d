import { html, nothing, type TemplateResult } from 'lit';
import type { Analysis } from '../../../analysis/analysis.ts';
import type { AgentPicture, AgentView } from '../../../analysis/picture.ts';
import type { Verdict } from '../../../curvature/verdict.ts';
import type { KindOutcome } from '../../../solver/solution.ts';
import type { PanelContext } from '../actions.ts';
import type { Shown } from '../page-state.ts';
import { ARROW, frontierScene, viewOf } from '../scene/frontier.ts';
import { extentOf } from '../scene/outline.ts';
import { planarFrames, sharedRatio } from '../scene/planar.ts';
import { amount } from '../words/format.ts';
import { many, members, type Noun } from '../words/nouns.ts';
import { outputs, tradeOff } from '../words/price-words.ts';
import { card } from './card.ts';

export const PAGE_SIZE = 12;

export interface FrontierPage {
  readonly shown: readonly AgentPicture[];
  readonly found: number;
  readonly all: number;
  readonly page: number;
  readonly pages: number;
}

/** The agents that the search finds, a page of them at a time. */
export function frontierPage(agents: readonly AgentPicture[], search: string, page: number): FrontierPage {
  const words = search.trim().toLowerCase().split(/\s+/);
  const found = agents.filter((agent) => words.every((word) => said(agent).includes(word)));
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const at = Math.min(page, pages - 1);
  return {
    shown: found.slice(at * PAGE_SIZE, (at + 1) * PAGE_SIZE),
    found: found.length,
    all: agents.length,
    page: at,
    pages,
  };
}

function said({ agent, kind, verdict }: AgentPicture): string {
  return `${agent} ${kind ?? ''} ${verdict}`.toLowerCase();
}

/** A small multiple for each agent and kind; all of one ratio, so that equal prices are parallel arrows. */
export function frontierPanels(
  context: PanelContext,
  shown: Shown,
  pair: readonly [string, string] | null,
): TemplateResult {
  const { view } = context.state;
  const page = frontierPage(shown.analysis.picture.agents, view.search, view.page);
  const views = page.shown.map((agent) => viewOf(agent.views, pair));
  return html`<div class="frontiers">
    ${PAGE_SIZE < page.all ? finder(context, page) : nothing}
    <div class="multiples">${page.shown.map((agent, i) => panel(context, shown, agent, views[i] ?? null, views))}</div>
  </div>`;
}

function panel(
  context: PanelContext,
  { analysis }: Shown,
  agent: AgentPicture,
  view: AgentView | null,
  views: readonly (AgentView | null)[],
): TemplateResult {
  const reveal = (): void => context.actions.reveal(agent.agent);
  const outcome = outcomeOf(analysis, agent);
  const name = members(agent.agent, agent.count);
  const heading = html`<button class="reveal" title="Show ${agent.agent} in the text" @click=${reveal}>${name}</button>
    ${chip(agent.verdict)}`;
  return card({
    name: `Frontier of ${name}`,
    heading,
    aside: aside(analysis, agent, outcome),
    class: `frontier-card ${context.state.highlight === agent.agent ? 'highlight' : ''}`,
    body:
      view === null
        ? html`<p class="caption">${single(analysis, agent)}</p>`
        : chart(context, analysis, agent, view, views, reveal),
    caption: view === null ? undefined : (caption(analysis, outcome, view) ?? undefined),
  });
}

function chart(
  { measure }: PanelContext,
  analysis: Analysis,
  agent: AgentPicture,
  view: AgentView,
  views: readonly (AgentView | null)[],
  reveal: () => void,
): TemplateResult {
  // Only agents that make the same two goods can be compared: each pair has a ratio of its own.
  const group = views.filter((other) => other !== null && other.goods.join() === view.goods.join()) as AgentView[];
  const extents = group.map(extentOf);
  const ratio = sharedRatio(extents);
  const [x, y] = view.goods.map((good) => nounOf(analysis, good)) as [Noun, Noun];
  const words = {
    title: `Frontier of ${members(agent.agent, agent.count)}, ${agent.verdict}`,
    description: describe(analysis, agent, view),
    x: axisName(x),
    y: axisName(y),
  };
  const draw = (width: number) => {
    const tallest = Math.min(300, Math.max(170, width * 0.72));
    const frame = planarFrames(extents, { width, tallest, room: ARROW + 4, ratio }, measure)[group.indexOf(view)];
    if (frame === undefined) throw new Error('a view belongs to its own group');
    return frontierScene(view, words, frame, measure);
  };
  return html`<econ-chart class="clickable" .draw=${draw} @click=${reveal}></econ-chart>`;
}

export function axisName(good: Noun): string {
  return good.unit === null ? good.name : `${good.name} (${good.unit})`;
}

export function nounOf(analysis: Analysis, good: string): Noun {
  return analysis.goods.find(({ name }) => name === good) ?? { name: good, unit: null };
}

export function outcomeOf({ solution }: Analysis, { agent, kind }: AgentPicture): KindOutcome | null {
  const kinds = solution.agents.find((other) => other.agent === agent)?.kinds ?? [];
  return kinds.find(({ label }) => label === kind) ?? (kind === null ? (kinds[0] ?? null) : null);
}

/** A verdict as a chip, with a small drawing of its own so that no colour is needed to tell. */
export function chip(verdict: Verdict): TemplateResult {
  return html`<span class="chip ${verdict}"><svg class="chip-curve" width="16" height="12" viewBox="0 0 16 12" aria-hidden="true"><path d=${CURVES[verdict]}></path></svg>${verdict}</span>`;
}

const CURVES: Readonly<Record<Verdict, string>> = {
  concave: 'M2,2C9,2 14,5 14,10',
  convex: 'M2,2C2,7 7,10 14,10',
  linear: 'M2,2L14,10',
  mixed: 'M2,2C8,2 7,6 8,6S8,10 14,10',
  unknown: 'M5,4C5,1 11,1 11,4C11,6 8,6 8,8M8,10L8,10.5',
};

function aside(analysis: Analysis, agent: AgentPicture, outcome: KindOutcome | null): string {
  if (outcome === null) return '';
  const made = outputs(outcome.outputs, analysis.goods);
  return agent.count === 1 ? made : `${made} each`;
}

function caption(analysis: Analysis, outcome: KindOutcome | null, view: AgentView): string | null {
  if (outcome === null) return null;
  const [x, y] = view.goods.map((good) => nounOf(analysis, good)) as [Noun, Noun];
  const trade = tradeOff(outcome.virtualPrices, x, y);
  const place = PLACES[outcome.at];
  return [place, trade].filter((part) => part !== null && part !== '').join(': ') || null;
}

const PLACES: Readonly<Record<KindOutcome['at'], string>> = {
  interior: '',
  bound: 'at a zero bound',
  kink: 'at a kink',
  dent: 'in a dent, where no price leads',
};

function single(analysis: Analysis, agent: AgentPicture): string {
  const goods = analysis.curvature.find((other) => other.agent === agent.agent)?.goods ?? [];
  const [only] = goods;
  if (goods.length === 1 && only !== undefined)
    return `It makes ${many(nounOf(analysis, only))} only: a capacity, with nothing to trade off.`;
  return 'There is no frontier to draw yet.';
}

function describe(analysis: Analysis, agent: AgentPicture, view: AgentView): string {
  const outcome = outcomeOf(analysis, agent);
  const [x, y] = view.goods.map((good) => nounOf(analysis, good)) as [Noun, Noun];
  const point =
    view.point === null
      ? 'No point is chosen.'
      : `Chosen: ${amount(view.point[0])} ${many(x)} and ${amount(view.point[1])} ${many(y)}.`;
  const trade = outcome === null ? null : tradeOff(outcome.virtualPrices, x, y);
  return [
    point,
    trade === null ? '' : `${trade[0]?.toUpperCase()}${trade.slice(1)}.`,
    'All values stand in the Numbers tab.',
  ].join(' ');
}

function finder({ state, actions }: PanelContext, page: FrontierPage): TemplateResult {
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
