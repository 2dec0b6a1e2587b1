import { readString, type StringForm } from './read-string.ts';
import type { GroovyToken } from './types.ts';

const WORD = /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*/y;
const BLANK = /[ \t\f\r]+|\\\r?\n/y;

/** The tokens between two offsets of a text. */
export function lexGroovy(text: string, from: number = 0, to: number = text.length): readonly GroovyToken[] {
  const tokens: GroovyToken[] = [];
  let at = from;
  while (at < to) {
    const character = text[at] ?? '';
    const comment = endOfComment(text, at, to);
    if (comment !== undefined) {
      at = comment;
      continue;
    }
    if (character === '\n') {
      tokens.push({ kind: 'line', span: { start: at, end: at + 1 } });
      at++;
      continue;
    }
    const blank = matchAt(BLANK, text, at);
    if (blank > 0) {
      at += blank;
      continue;
    }
    const form = stringForm(text, at, tokens.at(-1));
    if (form !== undefined) {
      const string = readString(text, at, to, form);
      tokens.push(string);
      at = string.span.end;
      continue;
    }
    const word = matchAt(WORD, text, at);
    const end = Math.min(to, at + Math.max(word, 1));
    const span = { start: at, end };
    tokens.push({ kind: word > 0 ? 'word' : 'mark', text: text.slice(at, end), span });
    at = end;
  }
  return tokens;
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function endOfComment(text: string, at: number, to: number): number | undefined {
  if (text[at] === '#' && text[at + 1] === '!' && at === 0) return endOfLine(text, at, to);
  if (text[at] !== '/') return undefined;
  if (text[at + 1] === '/') return endOfLine(text, at, to);
  if (text[at + 1] !== '*') return undefined;
  const close = text.indexOf('*/', at + 2);
  return close === -1 || close + 2 > to ? to : close + 2;
}

function endOfLine(text: string, at: number, to: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 || end > to ? to : end;
}

/** The form of the string that begins at an offset; undefined where none does. */
function stringForm(text: string, at: number, before: GroovyToken | undefined): StringForm | undefined {
  switch (text[at]) {
    case "'":
      return text.startsWith("'''", at) ? "'''" : "'";
    case '"':
      return text.startsWith('"""', at) ? '"""' : '"';
    case '$':
      return text[at + 1] === '/' ? '$/' : undefined;
    case '/':
      return isOperand(before) || !closesOnLine(text, at) ? undefined : '/';
    default:
      return undefined;
  }
}

/** Behind a value a slash divides. */
function isOperand(token: GroovyToken | undefined): boolean {
  if (token === undefined || token.kind === 'line') return false;
  if (token.kind === 'mark') return token.text === ')' || token.text === ']' || token.text === '}';
  return token.kind === 'string' || !/^(?:return|in|case|assert)$/.test(token.text);
}

/** Longer than any expression between slashes. */
const LONGEST = 1_000;

/** Whether a slash stands behind on the same line: any other is no string, whatever it is. */
function closesOnLine(text: string, at: number): boolean {
  const stop = Math.min(text.length, at + LONGEST);
  for (let next = at + 1; next < stop && text[next] !== '\n'; next++) {
    if (text[next] === '\\') next++;
    else if (text[next] === '/') return true;
  }
  return false;
}
