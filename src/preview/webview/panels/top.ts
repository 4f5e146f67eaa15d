import { html, nothing, type TemplateResult } from 'lit';
import type { ParamState } from '../../../analysis/analysis.ts';
import type { PanelContext } from '../actions.ts';
import { overridesOf, type Shown } from '../page-state.ts';
import { amount } from '../words/format.ts';
import { headline, statusBadge } from '../words/headline.ts';

/** Name, status, sliders. */
export function topBar({ state, actions }: PanelContext, { analysis }: Shown): TemplateResult {
  const { solution, params } = analysis;
  const status = state.solving
    ? html`<span class="badge busy" role="status">solving… <button class="link" @click=${actions.cancel}>cancel</button></span>`
    : html`<span class="badge ${solution.status}" role="status" id="status">${statusBadge(analysis)}</span>`;
  return html`<header class="top">
    <div class="who"><h1>${analysis.name ?? 'Economy'}</h1>${status}</div>
    ${params.length === 0 ? nothing : html`<div class="params" role="group" aria-label="Params">${params.map((param) => slider({ state, actions }, param))}</div>`}
  </header>`;
}

/** One param: a slider where it has a range, a number in any case, reset and write once it differs from the text. */
function slider({ state, actions }: Pick<PanelContext, 'state' | 'actions'>, param: ParamState): TemplateResult {
  const overrides = overridesOf(state);
  const touched = Object.hasOwn(overrides, param.name);
  const value = touched ? (overrides[param.name] ?? param.value) : param.value;
  const set = (event: Event): void => {
    const next = (event.target as HTMLInputElement).valueAsNumber;
    if (Number.isFinite(next)) actions.setParams({ ...overrides, [param.name]: next });
  };
  const { [param.name]: _, ...others } = overrides;
  const step = param.step ?? (param.from === null || param.to === null ? 'any' : (param.to - param.from) / 200);
  const unit = param.unit === null ? '' : ` ${param.unit}`;
  const id = `param-${param.name}`;
  const ranged = param.from !== null && param.to !== null;
  return html`<div class="param">
    <label for=${id}>${param.name}</label>
    ${
      ranged
        ? html`<input id=${id} type="range" min=${param.from} max=${param.to} step=${step} .value=${String(value)}
            aria-valuetext="${amount(value)}${unit}" @input=${set} />`
        : html`<input id=${id} type="number" step=${step} .value=${String(value)} @change=${set} />`
    }
    <output for=${id}>${ranged ? amount(value) : ''}${unit}</output>
    <button class="link" ?disabled=${!touched} title="Back to the value in the file"
      aria-label="Reset ${param.name} to the file's value" @click=${() => actions.setParams(others)}>↺</button>
    <button class="link" ?disabled=${!touched} title="Put this value into the text, as one edit that can be undone"
      aria-label="Write ${param.name} into the file" @click=${() => actions.writeParams({ [param.name]: value })}>write into file</button>
  </div>`;
}

/** One price, or specialists: what people read first. */
export function headlinePanel({ state, actions }: PanelContext, { analysis }: Shown): TemplateResult {
  const { tone, title, sentence } = headline(analysis);
  return html`<section class="headline" aria-live="polite" id="headline"><strong class="title ${tone}">${title}</strong
      ><span class="hidden"> — </span><span class="sentence">${sentence}</span></section>
    ${staleNote({ state, actions })}`;
}

/** Why the picture is not of the text as it stands now. */
export function staleNote({ state, actions }: Pick<PanelContext, 'state' | 'actions'>): TemplateResult {
  const { stale, connected } = state;
  return html`<div role="status" class="notes">
    ${
      stale === null
        ? nothing
        : html`<p class="note stale" id="stale"><span class="note-mark" aria-hidden="true">!</span>
            <span>${state.shown === null ? 'No picture yet. ' : 'This is the last good picture. '}${stale.reason}
            ${stale.line === null ? nothing : html`<button class="link" @click=${() => actions.revealLine(stale.line ?? 0)}>go to line ${stale.line + 1}</button>`}</span></p>`
    }
    ${connected ? nothing : html`<p class="note stale"><span class="note-mark" aria-hidden="true">!</span><span>The connection is lost; trying again…</span></p>`}
  </div>`;
}
