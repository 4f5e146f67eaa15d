import { html, nothing, type TemplateResult } from 'lit';
import type { Analysis } from '../../../analysis/analysis.ts';
import type { AgentPicture, AgentView } from '../../../analysis/picture.ts';
import type { Verdict } from '../../../curvature/verdict.ts';
import type { KindOutcome } from '../../../solver/solution.ts';
import type { PanelContext } from '../actions.ts';
import { PAGE_SIZE, type PagePlan, type Panel } from '../page-plan.ts';
import type { Shown } from '../page-state.ts';
import { ARROW, frontierScene } from '../scene/frontier.ts';
import { planarFrames } from '../scene/planar.ts';
import type { Drawing } from '../scene/scene.ts';
import { amount } from '../words/format.ts';
import { many, members, type Noun } from '../words/nouns.ts';
import { outputs, tradeOff } from '../words/price-words.ts';
import { card } from './card.ts';

/** A small multiple for each agent and kind; all of one ratio, so that equal prices are parallel arrows. */
export function frontierPanels(context: PanelContext, shown: Shown, plan: PagePlan): TemplateResult {
  return html`<div class="frontiers">
    ${PAGE_SIZE < plan.all ? finder(context, plan) : nothing}
    <div class="multiples">${plan.panels.map((panel) => frontierPanel(context, shown, panel))}</div>
  </div>`;
}

function frontierPanel(context: PanelContext, { analysis }: Shown, { agent, drawing }: Panel): TemplateResult {
  const reveal = (): void => context.actions.reveal(agent.agent);
  const outcome = outcomeOf(analysis, agent);
  const name = agent.kind === null ? agent.agent : `${agent.agent} · ${agent.kind}`;
  const heading = html`<button class="reveal" title="Show ${agent.agent} in the text" @click=${reveal}>${name}</button>
    ${chip(agent.verdict)}`;
  return card({
    name: `Frontier of ${name}`,
    heading,
    aside: aside(analysis, agent, outcome),
    class: `frontier-card ${context.state.highlight === agent.agent ? 'highlight' : ''}`,
    body:
      drawing === null
        ? html`<p class="caption">${single(analysis, agent)}</p>`
        : html`<econ-chart class="clickable" .draw=${frontierDrawing(analysis, agent, drawing)} .measure=${context.measure} @click=${reveal}></econ-chart>`,
    caption: drawing === null ? '' : caption(analysis, outcome, drawing),
  });
}

export function frontierDrawing(
  analysis: Analysis,
  agent: AgentPicture,
  { view, extents, ratio, at }: NonNullable<Panel['drawing']>,
): Drawing {
  const [x, y] = nounsOf(analysis, view);
  const words = {
    title: `Frontier of ${members(agent.agent, agent.count)}, ${agent.verdict}`,
    description: describe(analysis, agent, view),
    x: axisName(x),
    y: axisName(y),
  };
  return (width, measure) => {
    const tallest = Math.min(300, Math.max(170, width * 0.72));
    const frame = planarFrames(extents, { width, tallest, room: ARROW + 4, ratio }, measure)[at];
    if (frame === undefined) throw new Error('a view is one of its own group');
    return frontierScene(view, words, frame, measure);
  };
}

function nounsOf(analysis: Analysis, { goods: [x, y] }: AgentView): readonly [Noun, Noun] {
  return [nounOf(analysis, x), nounOf(analysis, y)];
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
  if (outcome === null) return agent.count === 1 ? '' : `${amount(agent.count)} members`;
  const made = outputs(outcome.outputs, analysis.goods);
  return agent.count === 1 ? made : `${amount(agent.count)} members, each ${made}`;
}

function caption(
  analysis: Analysis,
  outcome: KindOutcome | null,
  { view, shared }: NonNullable<Panel['drawing']>,
): string {
  const trade = outcome === null ? null : tradeOff(outcome.virtualPrices, ...nounsOf(analysis, view));
  const place = outcome === null ? '' : PLACES[outcome.at];
  const apart = shared ? '' : 'Its scales are its own: compare numbers here, not the slant of arrows.';
  const said = [place, trade ?? ''].filter((part) => part !== '').join(': ');
  return [said === '' ? '' : `${said}.`, apart].filter((part) => part !== '').join(' ');
}

const PLACES: Readonly<Record<KindOutcome['at'], string>> = {
  interior: '',
  bound: 'At a zero bound',
  kink: 'At a kink',
  dent: 'In a dent, where no price leads',
};

/** Why there is nothing to draw: one good is a capacity, no good a frontier still to be written. */
function single(analysis: Analysis, agent: AgentPicture): string {
  const named = analysis.curvature.find((other) => other.agent === agent.agent)?.goods ?? [];
  const goods = named.length === 1 ? named : Object.keys(outcomeOf(analysis, agent)?.outputs ?? {});
  const [only] = goods;
  if (goods.length !== 1 || only === undefined) return 'There is no frontier to draw yet.';
  return `It makes only ${nounOf(analysis, only).name}: a capacity, with nothing to trade off.`;
}

function describe(analysis: Analysis, agent: AgentPicture, view: AgentView): string {
  const outcome = outcomeOf(analysis, agent);
  const [x, y] = nounsOf(analysis, view);
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
