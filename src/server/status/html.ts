/** Markup that is safe to send: every text in it has been escaped. */
export interface Html {
  readonly markup: string;
}

type Piece = Html | string | number | null | undefined | readonly Piece[];

/** Markup with values in it. A value that is no markup itself is escaped, in text and in quoted attributes alike. */
export function html(texts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return {
    markup: texts.map((text, at) => text + (at < values.length ? markupOf(values[at]) : '')).join(''),
  };
}

function markupOf(piece: Piece): string {
  if (piece === null || piece === undefined) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escapeHtml(String(piece));
  return 'markup' in piece ? piece.markup : piece.map(markupOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters and those that turn the direction of text are shown as what they are: they could make one name look like another. */
function escapeHtml(text: string): string {
  return text
    .replace(/[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `\\u${code.toString(16).padStart(4, '0')}`;
    })
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
