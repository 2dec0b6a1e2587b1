import { append } from '../../append.ts';
import type { Span } from '../../text/span.ts';

/** A piece of a text in Starlark. */
export type Token =
  | { readonly kind: 'name' | 'mark'; readonly text: string; readonly span: Span }
  | {
      readonly kind: 'string';
      /** Escapes of one character are resolved; undefined places where that is not the text of the file. */
      readonly value: string;
      /** Within its quotes. */
      readonly content: Span;
      readonly verbatim: boolean;
      /** A format string, or bytes: what is in it is not what is meant. */
      readonly opaque: boolean;
      readonly span: Span;
    };

/** What opens with three quotes and is not closed goes to the end of the text: nothing is looked at twice. */
const TOKEN =
  /([rRbBfF]{0,2})("""(?:[^\\]|\\[\s\S]?)*?(?:"""|$)|'''(?:[^\\]|\\[\s\S]?)*?(?:'''|$)|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')|#[^\n]*|[A-Za-z_][\w.]*|[^\s\w]/g;

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/** Names, strings and marks of a text in Starlark; numbers and white space are left out. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [whole, prefix = '', quoted] = match;
    const span = { start: match.index, end: match.index + whole.length };
    if (quoted !== undefined) append(tokens, stringToken(prefix, quoted, span));
    else if (whole.startsWith('#')) continue;
    else tokens.push({ kind: /^[A-Za-z_]/.test(whole) ? 'name' : 'mark', text: whole, span });
  }
  return tokens;
}

function stringToken(prefix: string, quoted: string, span: Span): readonly Token[] {
  const width = /^(?:"""|''')/.test(quoted) ? 3 : 1;
  if (width === 3 && (quoted.length < 6 || !quoted.endsWith(quoted.slice(0, 3)))) return [];
  const written = quoted.slice(width, -width);
  const start = span.start + prefix.length + width;
  const value = /r/i.test(prefix)
    ? written
    : written.replace(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character);
  const token: Token = {
    kind: 'string',
    value,
    content: { start, end: start + written.length },
    verbatim: value === written,
    opaque: /[fb]/i.test(prefix),
    span,
  };
  return [token];
}
