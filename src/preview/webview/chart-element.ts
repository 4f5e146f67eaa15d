import { LitElement, type TemplateResult } from 'lit';
import { renderScene } from './scene/render.ts';
import type { Drawing, Measure } from './scene/scene.ts';

/** `<econ-chart>`: draws a scene as wide as it is given room, again whenever that changes. */
export class EconChart extends LitElement {
  static override properties = { draw: { attribute: false }, measure: { attribute: false }, width: { state: true } };
  declare draw: Drawing | null;
  declare measure: Measure | null;
  declare width: number;
  readonly #id = `chart-${++charts}`;
  readonly #observer = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width !== this.width) this.width = width;
  });

  constructor() {
    super();
    this.draw = null;
    this.measure = null;
    this.width = 0;
  }

  /** No shadow: one style sheet for the page, as its content security policy wants. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.width = Math.floor(this.getBoundingClientRect().width);
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override render(): TemplateResult | null {
    if (this.draw === null || this.measure === null || this.width < 40) return null;
    return renderScene(this.draw(this.width, this.measure), this.#id);
  }
}

let charts = 0;

customElements.define('econ-chart', EconChart);
