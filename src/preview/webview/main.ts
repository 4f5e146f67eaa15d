/**
 * The preview page: one bundle (`webview.js`, with `webview.css` beside it) that runs in a VS Code webview and in a plain
 * browser page. Load it as `<script type="module" src="webview.js">` into a page with an empty body and a
 * `<link rel="stylesheet" href="webview.css">`; it mounts itself into `document.body` and says `ready`. It needs no
 * inline style or script, no eval and no font or image, so `default-src 'none'; script-src <bundle>; style-src <sheet>;
 * connect-src 'self'` suffices (`connect-src` in a browser only).
 *
 * Its host is the editor where `acquireVsCodeApi` exists. Elsewhere it listens to `EventSource('events')` (each data line
 * one ToPage as JSON) and posts FromPage as JSON to `message`, both beside the page. After `ready` the host sends the
 * current state. `set-params` always carries all overrides; after `write-params` the host forgets the written ones.
 *
 * For tests: `#headline`, `#status`, `#stale`, `.frontier-card`, `[aria-label="Kinds"]`, `[role="tab"]`.
 */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { FromPage, Overrides } from '../protocol.ts';
import type { PanelContext } from './actions.ts';
import './chart-element.ts';
import { connect } from './host.ts';
import { latestWins } from './latest-wins.ts';
import './main.css';
import { type PagePlan, planPage } from './page-plan.ts';
import { connection, FIRST, type PageState, recalledView, received, type Shown, type Tab } from './page-state.ts';
import { economyPanel } from './panels/economy.ts';
import { frontierPanels } from './panels/frontiers.ts';
import { hatches, kindsPanel } from './panels/kinds.ts';
import { marketPanel } from './panels/market.ts';
import { numbersPanel } from './panels/numbers.ts';
import { pricesPanel } from './panels/prices.ts';
import { headlinePanel, staleNote, topBar } from './panels/top.ts';
import { measurer } from './text-width.ts';
import './table-element.ts';
import { decodeMessage } from './wire.ts';

const host = connect();
const measure = measurer();
let state: PageState = { ...FIRST, view: recalledView(host.recall()) };
let painting = false;

function update(next: PageState): void {
  state = next;
  if (painting) return;
  painting = true;
  requestAnimationFrame(() => {
    painting = false;
    render(page({ state, actions, measure }), document.body);
  });
}

const params = latestWins<Overrides>((overrides) => say({ type: 'set-params', overrides }), 150, {
  set: (action, milliseconds) => setTimeout(action, milliseconds),
  clear: (handle) => clearTimeout(handle as number),
});

const say = (message: FromPage): void => host.send(message);

const actions: PanelContext['actions'] = {
  setParams: (overrides) => {
    update({ ...state, pending: overrides });
    params.push(overrides);
  },
  writeParams: (overrides) => say({ type: 'write-params', overrides }),
  reveal: (agent) => say({ type: 'reveal', agent }),
  revealLine: (line) => say({ type: 'reveal-line', line }),
  cancel: () => say({ type: 'cancel' }),
  view: (change) => {
    update({ ...state, view: { ...state.view, ...change } });
    host.remember(state.view);
  },
};

host.listen(
  (raw) => {
    const decoded = decodeMessage(raw);
    if (decoded.message === null) {
      console.info(`econ: a message was ignored: ${decoded.why}`);
      return;
    }
    if (decoded.message.type === 'analysis' || decoded.message.type === 'stale') params.answered();
    update(received(state, decoded.message));
  },
  (alive) => {
    const back = alive && !state.connected;
    update(connection(state, alive));
    if (back) say({ type: 'ready' });
  },
);
update(state);
say({ type: 'ready' });

function page(context: PanelContext): TemplateResult {
  const { shown } = context.state;
  if (shown === null) return waiting(context);
  const old = context.state.stale !== null || !context.state.connected;
  return html`${hatches()}${topBar(context, shown)}
    <main class=${old ? 'old' : ''}>
      ${headlinePanel(context, shown)} ${tabs(context)}
      <div role="tabpanel" id="panel-${context.state.view.tab}" aria-labelledby="tab-${context.state.view.tab}">
        ${context.state.view.tab === 'picture' ? picture(context, shown) : numbersPanel(context, shown)}
      </div>
    </main>`;
}

function waiting(context: PanelContext): TemplateResult {
  const { stale, solving } = context.state;
  const text = solving
    ? html`Solving… <button class="link" @click=${context.actions.cancel}>cancel</button>`
    : 'Waiting for the model…';
  return html`<main class="empty">${stale === null ? html`<p role="status">${text}</p>` : nothing}${staleNote(context)}</main>`;
}

function picture(context: PanelContext, shown: Shown): TemplateResult {
  const plan = planPage(shown.analysis, context.state.view);
  const { solution } = shown.analysis;
  const solved = 0 < solution.agents.length;
  const trading = solution.equilibria !== null && 0 < solution.equilibria.length;
  const flat = plan.aggregate === null && (solution.totals === null || trading);
  const layout = flat ? 'flat' : !solved ? 'unsolved' : plan.all === 1 ? 'single' : plan.all <= 2 ? 'few' : 'many';
  return html`${plan.pairs.length < 2 ? nothing : pairPicker(context, plan)}
    ${trading ? marketPanel(shown) : nothing}
    <div class="picture ${layout}">
      ${flat ? nothing : economyPanel(context, shown, plan)} ${frontierPanels(context, shown, plan)}
      ${solved ? html`<div class="beside">${trading && 0 === plan.all ? nothing : pricesPanel(context, shown, plan.pair)} ${kindsPanel(context, shown)}</div>` : nothing}
    </div>`;
}

function pairPicker({ actions: { view } }: PanelContext, { pairs, pair }: PagePlan): TemplateResult {
  const choose = (event: Event): void =>
    view({ pair: pairs[(event.target as HTMLSelectElement).selectedIndex] ?? null });
  return html`<p class="pair"><label>Goods shown
    <select @change=${choose}>${pairs.map((other) => html`<option ?selected=${other === pair}>${other[0]} and ${other[1]}</option>`)}</select></label></p>`;
}

function tabs({ state: { view: seen }, actions: { view } }: PanelContext): TemplateResult {
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const tab: Tab = seen.tab === 'picture' ? 'numbers' : 'picture';
    view({ tab });
    document.getElementById(`tab-${tab}`)?.focus();
  };
  const one = (tab: Tab, name: string): TemplateResult =>
    html`<button role="tab" id="tab-${tab}" aria-selected=${seen.tab === tab} aria-controls="panel-${tab}"
      tabindex=${seen.tab === tab ? 0 : -1} @click=${() => view({ tab })}>${name}</button>`;
  return html`<div role="tablist" aria-label="Views" @keydown=${move}>${one('picture', 'Picture')}${one('numbers', 'Numbers')}</div>`;
}
