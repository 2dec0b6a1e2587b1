import { type Html, html } from '../html.ts';

export interface Table {
  /** Of the rows, which are renewed while the page is open. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  /** The columns that hold figures. */
  readonly numeric?: readonly string[];
  /** The cells of each row, the first of which names it; or a sentence in place of a row. */
  readonly rows: readonly (readonly (Html | string)[] | string)[];
  /** Below the table. */
  readonly after?: Html;
}

/**
 * A table under its heading. Where the window is narrow each row becomes a list of its cells (style.ts), which then have
 * their columns' names before them; the roles say that it still is a table.
 */
export function table({ id, title, columns, numeric = [], rows, after }: Table): Html {
  const heads = columns.map(
    (column) => html`<th scope="col" role="columnheader"${classOf(column, numeric)}>${column}</th>`,
  );
  const body = rows.map((row) =>
    typeof row === 'string'
      ? html`<tr role="row"><td role="cell" colspan="${columns.length}" class="empty">${row}</td></tr>`
      : html`<tr role="row">${row.map((cell, at) => cellOf(cell, columns[at] ?? '', at, numeric))}</tr>`,
  );
  return html`<section aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<div class="scroll" role="region" aria-labelledby="${id}-title" tabindex="0">
<table role="table" aria-labelledby="${id}-title"><thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup" id="${id}" data-live>${body}</tbody></table>
</div>${after}
</section>`;
}

function cellOf(cell: Html | string, column: string, at: number, numeric: readonly string[]): Html {
  if (at === 0) return html`<th scope="row" role="rowheader">${cell}</th>`;
  return html`<td role="cell" data-label="${column}"${classOf(column, numeric)}>${cell}</td>`;
}

function classOf(column: string, numeric: readonly string[]): Html | undefined {
  return numeric.includes(column) ? html` class="number"` : undefined;
}

/** The first digits of a digest, with the whole of it to look up. */
export function shortDigest(digest: string): Html {
  const [algorithm = '', hex = ''] = digest.split(':');
  return html`<code title="${digest}">${algorithm}:${hex.slice(0, 12)}</code>`;
}
