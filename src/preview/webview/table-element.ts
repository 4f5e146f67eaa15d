import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Cell, type Column, type Sort, sorted } from './table.ts';

/** `<econ-table>`: a table that sorts by any column, by mouse or keyboard, and says so to a screen reader. */
export class EconTable extends LitElement {
  static override properties = {
    caption: { attribute: false },
    columns: { attribute: false },
    rows: { attribute: false },
    sort: { state: true },
    all: { state: true },
  };
  declare caption: string;
  declare columns: readonly Column[];
  declare rows: readonly (readonly Cell[])[];
  declare sort: Sort | null;
  declare all: boolean;

  constructor() {
    super();
    this.caption = '';
    this.columns = [];
    this.rows = [];
    this.sort = null;
    this.all = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const rows = sorted(this.rows, this.sort);
    const shown = this.all ? rows : rows.slice(0, FIRST_ROWS);
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${this.caption}>
      <table>
        <caption>${this.caption}</caption>
        <thead><tr>${this.columns.map((column, i) => this.#heading(column, i))}</tr></thead>
        <tbody>${shown.map((row) => html`<tr>${row.map((cell, i) => this.#cell(cell, i))}</tr>`)}</tbody>
      </table>
    </div>
    ${shown.length < rows.length ? html`<button class="link" @click=${() => (this.all = true)}>Show all ${rows.length} rows</button>` : nothing}`;
  }

  #heading({ title, numeric }: Column, i: number): TemplateResult {
    const active = this.sort?.column === i;
    const direction = !active ? 'none' : this.sort?.falling ? 'descending' : 'ascending';
    const mark = !active ? '' : this.sort?.falling ? ' ▾' : ' ▴';
    const turn = (): void => {
      this.sort = { column: i, falling: active ? !this.sort?.falling : false };
    };
    return html`<th scope="col" class=${numeric ? 'numeric' : ''} aria-sort=${direction}>
      <button @click=${turn}>${title}<span aria-hidden="true">${mark}</span></button>
    </th>`;
  }

  #cell(cell: Cell, i: number): TemplateResult {
    const name = `${this.columns[i]?.numeric ? 'numeric' : ''} ${cell.tone ?? ''}`;
    const body =
      cell.act === undefined ? cell.text : html`<button class="link" @click=${cell.act}>${cell.text}</button>`;
    return i === 0 ? html`<th scope="row" class=${name}>${body}</th>` : html`<td class=${name}>${body}</td>`;
  }
}

const FIRST_ROWS = 100;

customElements.define('econ-table', EconTable);
