import type { Reader } from './reader.ts';
import type { TomlString } from './types.ts';

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
};

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[ \t]*\r?\n[ \t\r\n]*|([^\r\n]))/g;

/** A string in any of the four kinds of quotes; undefined where none begins, or where it is not closed. */
export function readString({ text, at: start }: Reader): TomlString | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return undefined;
  const isLong = text.startsWith(quote.repeat(3), start);
  const end = isLong ? longEnd(text, start + 3, quote) : shortEnd(text, start + 1, quote);
  if (end === undefined) return undefined;
  const width = isLong ? 3 : 1;
  let from = start + width;
  // A line end right behind the opening quotes is none of the text's.
  if (isLong) from += text.startsWith('\r\n', from) ? 2 : text[from] === '\n' ? 1 : 0;
  const written = text.slice(from, end);
  const value = quote === '"' ? unescaped(written) : written;
  return { kind: 'string', value, span: { start, end: end + width }, content: { start: from, end } };
}

function shortEnd(text: string, from: number, quote: string): number | undefined {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === quote) return at;
    if (character === '\n') return undefined;
    if (character === '\\' && quote === '"') at++;
  }
  return undefined;
}

/** One or two quotes may stand before the three that close. */
function longEnd(text: string, from: number, quote: string): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text.startsWith(quote.repeat(3), at)) {
      let end = at;
      while (end - at < 2 && text[end + 3] === quote) end++;
      return end;
    }
  }
  return undefined;
}

function unescaped(written: string): string {
  if (!written.includes('\\')) return written;
  return written.replace(ESCAPE, (whole, short?: string, long?: string, single?: string) => {
    const code = short ?? long;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      return point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
    }
    return single === undefined ? '' : (escapes[single] ?? (/["\\]/.test(single) ? single : whole));
  });
}
