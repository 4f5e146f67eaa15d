import { html, nothing, type TemplateResult } from 'lit';

/** The frame of a panel: a heading, an aside that may wrap, the chart, and sentences beneath. */
export function card(parts: {
  readonly name: string;
  readonly heading: TemplateResult | string;
  readonly aside?: TemplateResult | string;
  readonly body: unknown;
  readonly caption?: TemplateResult | string;
  readonly class?: string;
}): TemplateResult {
  return html`<section class="card ${parts.class ?? ''}" aria-label=${parts.name}>
    <header>
      <h2>${parts.heading}</h2>
      ${parts.aside === undefined ? nothing : html`<p class="aside">${parts.aside}</p>`}
    </header>
    ${parts.body}
    ${parts.caption === undefined || parts.caption === '' ? nothing : html`<p class="caption">${parts.caption}</p>`}
  </section>`;
}
