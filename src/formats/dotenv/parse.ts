import type { Span } from '../../text/span.ts';

/** `NAME=value`, in the order of the file. */
export interface DotenvEntry {
  readonly name: string;
  /** Without quotes, escapes and comments; undefined where the name alone stands, which takes what the environment has. */
  readonly value: string | undefined;
  /** Where the value stands, character by character; undefined where escapes stand in it. */
  readonly span: Span | undefined;
  /** Whether variables in it are replaced: not between single quotes. */
  readonly expands: boolean;
}

const STATEMENT = /[^\s#]|#/g;
const EXPORT = /export[ \t\v\f\r]+/y;
const KEY = /([\p{L}\p{N}_.\-[\]]+)[ \t\v\f\r\u0085\u00a0]*(?:([=:])|(?=\n|$))/uy;

/**
 * The variables of an env file, as compose-go reads it (`dotenv/parser.go`): `export`, `NAME: value`, quotes over several lines,
 * ` #` comments. A line that it refuses is left out, and the rest is read.
 */
export function parseDotenv(text: string): readonly DotenvEntry[] {
  const entries: DotenvEntry[] = [];
  let at = 0;
  for (;;) {
    STATEMENT.lastIndex = at;
    const start = STATEMENT.exec(text)?.index;
    if (start === undefined) return entries;
    EXPORT.lastIndex = start;
    KEY.lastIndex = EXPORT.test(text) ? EXPORT.lastIndex : start;
    const key = text[start] === '#' ? null : KEY.exec(text);
    if (key === null) {
      at = endOfLine(text, start);
      continue;
    }
    const name = key[1] ?? '';
    at = KEY.lastIndex;
    if (key[2] === undefined) {
      entries.push({ name, value: undefined, span: undefined, expands: false });
      continue;
    }
    while (at < text.length && /[ \t\v\f\r\u0085\u00a0]/.test(text[at] ?? '')) at++;
    const quote = text[at];
    const read = quote === '"' || quote === "'" ? quoted(text, at, quote) : bare(text, at);
    if (read.entry !== undefined) entries.push({ name, ...read.entry });
    at = read.next;
  }
}

interface Read {
  readonly entry: Omit<DotenvEntry, 'name'> | undefined;
  readonly next: number;
}

function bare(text: string, start: number): Read {
  const next = endOfLine(text, start);
  const line = text.slice(start, next);
  const comment = line.indexOf(' #');
  const value = (comment === -1 ? line : line.slice(0, comment)).trimEnd();
  return { entry: { value, span: { start, end: start + value.length }, expands: true }, next };
}

/** A value whose quote is not closed is refused. */
function quoted(text: string, start: number, quote: string): Read {
  let escaped = false;
  let verbatim = true;
  for (let at = start + 1; at < text.length; at++) {
    if (escaped) escaped = false;
    else if (text[at] === '\\') {
      escaped = true;
      verbatim = false;
    } else if (text[at] === quote) {
      const span = { start: start + 1, end: at };
      const written = text.slice(span.start, span.end);
      const inner = verbatim ? written : written.replaceAll(`\\${quote}`, quote);
      const expands = quote === '"';
      const value = verbatim || !expands ? inner : unescaped(inner);
      return { entry: { value, span: verbatim ? span : undefined, expands }, next: at + 1 };
    }
  }
  return { entry: undefined, next: endOfLine(text, start) };
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
  // What replaces variables reads it as one dollar sign.
  $: '$$',
};

function unescaped(text: string): string {
  return text.replace(/\\(?:([abfnrtv$"\\])|0([0-7]{3}))/g, (_, letter?: string, octal?: string) =>
    octal === undefined ? (escapes[letter ?? ''] ?? '') : String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

function endOfLine(text: string, from: number): number {
  const lineFeed = text.indexOf('\n', from);
  return lineFeed === -1 ? text.length : lineFeed;
}
