import { type Html, html } from '../html.ts';

export interface Table {
  /** Of the rows, which are renewed while the page is open. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  /** The columns that hold figures. */
  readonly numeric?: readonly string[];
  readonly rows: readonly Html[];
  /** Below the table. */
  readonly after?: Html;
}

/** A table under its heading. Where the window is narrow the table is scrolled, and not the page. */
export function table({ id, title, columns, numeric = [], rows, after }: Table): Html {
  const heads = columns.map((column) =>
    numeric.includes(column)
      ? html`<th scope="col" class="number">${column}</th>`
      : html`<th scope="col">${column}</th>`,
  );
  return html`<section aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<div class="scroll" role="region" aria-labelledby="${id}-title" tabindex="0">
<table><thead><tr>${heads}</tr></thead>
<tbody id="${id}" data-live>
${rows}
</tbody></table>
</div>${after}
</section>`;
}

export function emptyRow(columns: number, text: string): Html {
  return html`<tr><td colspan="${columns}" class="empty">${text}</td></tr>`;
}

/** The first digits of a digest, with the whole of it to look up. */
export function shortDigest(digest: string): Html {
  const [algorithm = '', hex = ''] = digest.split(':');
  return html`<code title="${digest}">${algorithm}:${hex.slice(0, 12)}</code>`;
}
