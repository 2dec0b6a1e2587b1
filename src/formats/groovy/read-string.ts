import type { GroovyPart, GroovyToken } from './types.ts';

/** How a string begins. */
export type StringForm = "'" | '"' | "'''" | '"""' | '/' | '$/';

const closing: Readonly<Record<StringForm, string>> = {
  "'": "'",
  '"': '"',
  "'''": "'''",
  '"""': '"""',
  '/': '/',
  '$/': '/$',
};

const interpolated: ReadonlySet<StringForm> = new Set<StringForm>(['"', '"""', '/', '$/']);

const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ' };

/** The string that begins at an offset. One on a single line that is not closed there ends with the line. */
export function readString(
  text: string,
  at: number,
  to: number,
  form: StringForm,
): GroovyToken & { readonly kind: 'string' } {
  const close = closing[form];
  const single = form === "'" || form === '"';
  const parts: GroovyPart[] = [];
  const start = at + form.length;
  let literal = start;
  let next = start;
  const flush = (end: number): void => {
    if (literal < end)
      parts.push({ kind: 'text', value: text.slice(literal, end), span: { start: literal, end } });
  };
  while (next < to && !text.startsWith(close, next) && !(single && text[next] === '\n')) {
    const escaped = escapeAt(text, next, form);
    const expression =
      interpolated.has(form) && text[next] === '$' ? expressionAt(text, next, to) : undefined;
    if (escaped !== undefined) {
      flush(next);
      parts.push({ kind: 'text', value: escaped.value, span: { start: next, end: next + escaped.length } });
      next += escaped.length;
      literal = next;
    } else if (expression !== undefined) {
      flush(next);
      parts.push(expression);
      next = expression.span.end;
      literal = next;
    } else next++;
  }
  const end = Math.min(next, to);
  flush(end);
  const closed = text.startsWith(close, end) && end + close.length <= to;
  return {
    kind: 'string',
    parts,
    span: { start: at, end: closed ? end + close.length : end },
    content: { start, end },
  };
}

interface Escape {
  readonly value: string;
  readonly length: number;
}

function escapeAt(text: string, at: number, form: StringForm): Escape | undefined {
  const next = text[at + 1] ?? '';
  if (form === '$/')
    return text[at] === '$' && (next === '$' || next === '/') ? { value: next, length: 2 } : undefined;
  if (text[at] !== '\\' || next === '') return undefined;
  if (form === '/') return next === '/' ? { value: '/', length: 2 } : undefined;
  if (next === '\n') return { value: '', length: 2 };
  if (next === '\r' && text[at + 2] === '\n') return { value: '', length: 3 };
  if (next === 'u') {
    const code = /^u([0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 6))?.[1];
    if (code !== undefined) return { value: String.fromCharCode(Number.parseInt(code, 16)), length: 6 };
  }
  return { value: letters[next] ?? next, length: 2 };
}

const PATH = /\$([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/y;

function expressionAt(
  text: string,
  at: number,
  to: number,
): (GroovyPart & { kind: 'expression' }) | undefined {
  if (text[at + 1] === '{') {
    const end = endOfBraces(text, at + 2, to);
    if (end === undefined) return undefined;
    return { kind: 'expression', span: { start: at, end }, inside: { start: at + 2, end: end - 1 } };
  }
  PATH.lastIndex = at;
  const path = PATH.exec(text);
  if (path === null) return undefined;
  const end = at + path[0].length;
  return end > to
    ? undefined
    : { kind: 'expression', span: { start: at, end }, inside: { start: at + 1, end } };
}

/** Longer than any expression in a string. */
const LONGEST = 4_000;

/** The offset behind the brace that closes one that is open. */
function endOfBraces(text: string, from: number, to: number): number | undefined {
  const stop = Math.min(to, from + LONGEST);
  let open = 1;
  for (let at = from; at < stop; at++) {
    const character = text[at];
    if (character === '{') open++;
    else if (character === '}') {
      open--;
      if (open === 0) return at + 1;
    } else if (character === "'" || character === '"') {
      const close = closingQuote(text, at, stop);
      if (close === undefined) return undefined;
      at = close;
    }
  }
  return undefined;
}

function closingQuote(text: string, open: number, to: number): number | undefined {
  const quote = text[open];
  for (let at = open + 1; at < to; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
    else if (text[at] === '\n') return undefined;
  }
  return undefined;
}
