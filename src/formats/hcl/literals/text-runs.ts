import type { Span } from '../../../text/span.ts';
import type { TextRun } from '../types.ts';

export interface DecodedText {
  readonly runs: readonly TextRun[];
  /** Escapes that are none. */
  readonly invalid: readonly Span[];
}

/** `$${` stands for `${` and `%%{` for `%{`, in quotes and in heredocs. */
const DOUBLED = /\$\$\{|%%\{/g;
const ESCAPE = /\$\$\{|%%\{|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[\s\S]/gu;

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Decodes the literal text of a span: quoted text has backslash escapes, that of a heredoc has not. */
export function decodeText(text: string, span: Span, quoted: boolean): DecodedText {
  const written = text.slice(span.start, span.end);
  const runs: TextRun[] = [];
  const invalid: Span[] = [];
  let at = 0;
  const verbatim = (end: number): void => {
    if (end <= at) return;
    runs.push({ value: written.slice(at, end), span: { start: span.start + at, end: span.start + end } });
  };
  for (const found of written.matchAll(quoted ? ESCAPE : DOUBLED)) {
    verbatim(found.index);
    at = found.index + found[0].length;
    const place = { start: span.start + found.index, end: span.start + at };
    const value = decodeEscape(found[0]);
    if (value === undefined) invalid.push(place);
    else runs.push({ value, span: place });
  }
  verbatim(written.length);
  return { runs, invalid };
}

function decodeEscape(written: string): string | undefined {
  if (written[0] !== '\\') return written.slice(1);
  const selector = written[1] ?? '';
  if (selector !== 'u' && selector !== 'U') return controls[selector];
  const code = Number.parseInt(written.slice(2), 16);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return written.length < 6 || surrogate || code > 0x10ffff ? undefined : String.fromCodePoint(code);
}
