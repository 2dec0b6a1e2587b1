import type { Token, TokenKind } from './token.ts';

/** What the lexer is in the middle of, innermost last. */
type Mode =
  /** Between the braces of `${` or `%{`: other braces open in it. */
  | { readonly kind: 'sequence'; braces: number }
  | { readonly kind: 'quoted' }
  | { readonly kind: 'heredoc'; readonly marker: string; atLineStart: boolean };

interface Lexer {
  readonly text: string;
  readonly tokens: Token[];
  readonly modes: Mode[];
  /** No block comment closes from here on: looking for the end of each again would be quadratic. */
  unclosed: boolean;
  pos: number;
}

const SPACES = /[ \t]+/y;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
// Points and exponents without end are one token, as in scan_tokens.rl; the parser refuses what is no number.
const NUMBER = /\d(?:(?:\d|\.|[eE][+-]?\d)*(?:\d|[eE][+-]?\d))?/y;
const LINE_COMMENT = /(?:#|\/\/)[^\n]*/y;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const SYMBOL = /\.\.\.|::|=>|==|!=|>=|<=|&&|\|\||[[\]().,*/%+\-=<>!?:{}]/y;
const QUOTED_TEXT = /(?:\\[^\r\n]|[^\\"$%\r\n])+/y;
const HEREDOC_TEXT = /[^$%\n]*\n?/y;
/** `$` or `%` that opens no sequence: alone, or doubled before a brace. */
const NO_SEQUENCE = /\$\$\{~?|%%\{~?|[$%](?!\{)/y;

/**
 * The tokens of a text; comments are left out, and one that ends with its line is a `newline`. Literal text in quotes ends
 * with its line whatever stands there: a quote that is missing costs no more than the line.
 */
export function tokensOf(text: string): readonly Token[] {
  const lexer: Lexer = { text, tokens: [], modes: [], unclosed: false, pos: 0 };
  while (lexer.pos < text.length) {
    const mode = lexer.modes.at(-1);
    if (mode?.kind === 'quoted') lexQuoted(lexer);
    else if (mode?.kind === 'heredoc') lexHeredoc(lexer, mode);
    else lexMain(lexer, mode);
  }
  emit(lexer, 'end-of-text', text.length);
  return lexer.tokens;
}

function emit(lexer: Lexer, kind: TokenKind, end: number): void {
  const { text, pos } = lexer;
  const literal = kind === 'quoted-text' || kind === 'heredoc-text';
  lexer.tokens.push({ kind, start: pos, end, text: literal ? '' : text.slice(pos, end) });
  lexer.pos = end;
}

/** The end of the pattern's match at the lexer's place; -1 where it does not match there. */
function match({ text, pos }: Lexer, pattern: RegExp): number {
  pattern.lastIndex = pos;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

function lexMain(lexer: Lexer, sequence: (Mode & { readonly kind: 'sequence' }) | undefined): void {
  const { text, pos } = lexer;
  const character = text[pos];
  if (character === ' ' || character === '\t') {
    lexer.pos = match(lexer, SPACES);
    return;
  }
  if (character === '\n') {
    emit(lexer, 'newline', pos + 1);
    return;
  }
  if (character === '\r' && text[pos + 1] === '\n') {
    emit(lexer, 'newline', pos + 2);
    return;
  }
  if (character === '#' || text.startsWith('//', pos)) {
    lexLineComment(lexer);
    return;
  }
  if (text.startsWith('/*', pos)) {
    const close = lexer.unclosed ? -1 : text.indexOf('*/', pos + 2);
    if (close === -1) {
      lexer.unclosed = true;
      emit(lexer, 'invalid', pos + 2);
      return;
    }
    lexer.pos = close + 2;
    return;
  }
  if (character === '"') {
    emit(lexer, 'open-quote', pos + 1);
    lexer.modes.push({ kind: 'quoted' });
    return;
  }
  if (text.startsWith('<<', pos)) {
    lexHeredocMarker(lexer);
    return;
  }
  if (character === '}' || text.startsWith('~}', pos)) {
    lexClosingBrace(lexer, sequence);
    return;
  }
  if (character === '{' && sequence !== undefined) sequence.braces++;
  const identifier = match(lexer, IDENTIFIER);
  if (identifier !== -1) {
    emit(lexer, 'identifier', identifier);
    return;
  }
  const number = match(lexer, NUMBER);
  if (number !== -1) {
    emit(lexer, 'number', number);
    return;
  }
  const symbol = match(lexer, SYMBOL);
  if (symbol !== -1) {
    emit(lexer, 'symbol', symbol);
    return;
  }
  const code = text.codePointAt(pos) ?? 0;
  emit(lexer, 'invalid', pos + (code > 0xffff ? 2 : 1));
}

function lexLineComment(lexer: Lexer): void {
  lexer.pos = match(lexer, LINE_COMMENT);
  if (lexer.pos < lexer.text.length) emit(lexer, 'newline', lexer.pos + 1);
}

function lexHeredocMarker(lexer: Lexer): void {
  const { text, pos } = lexer;
  HEREDOC.lastIndex = pos;
  const marker = HEREDOC.exec(text)?.[1];
  if (marker === undefined) {
    emit(lexer, 'symbol', pos + 1);
    return;
  }
  emit(lexer, 'open-heredoc', HEREDOC.lastIndex);
  lexer.modes.push({ kind: 'heredoc', marker, atLineStart: true });
}

function lexClosingBrace(lexer: Lexer, sequence: (Mode & { readonly kind: 'sequence' }) | undefined): void {
  const { text, pos } = lexer;
  const end = pos + (text[pos] === '~' ? 2 : 1);
  if (sequence !== undefined && sequence.braces === 0) {
    emit(lexer, 'close-sequence', end);
    lexer.modes.pop();
    return;
  }
  if (sequence !== undefined) sequence.braces--;
  emit(lexer, text[pos] === '~' ? 'invalid' : 'symbol', end);
}

/** The opening of a sequence at the lexer's place, if there is one. */
function opensSequence(lexer: Lexer): boolean {
  const { text, pos } = lexer;
  const kind = text.startsWith('${', pos)
    ? 'open-interpolation'
    : text.startsWith('%{', pos)
      ? 'open-directive'
      : undefined;
  if (kind === undefined) return false;
  emit(lexer, kind, pos + (text[pos + 2] === '~' ? 3 : 2));
  lexer.modes.push({ kind: 'sequence', braces: 0 });
  return true;
}

function lexQuoted(lexer: Lexer): void {
  const { text, pos } = lexer;
  if (text[pos] === '"') {
    emit(lexer, 'close-quote', pos + 1);
    lexer.modes.pop();
    return;
  }
  if (opensSequence(lexer)) return;
  const plain = match(lexer, QUOTED_TEXT);
  const end = plain === -1 ? match(lexer, NO_SEQUENCE) : plain;
  if (end !== -1) {
    emit(lexer, 'quoted-text', end);
    return;
  }
  // The line ends before the quote does: the string ends here too.
  lexer.tokens.push({ kind: 'invalid', start: pos, end: pos, text: '\n' });
  if (text[pos] === '\\') lexer.pos++;
  lexer.modes.pop();
}

function lexHeredoc(lexer: Lexer, mode: Mode & { readonly kind: 'heredoc' }): void {
  const { text, pos } = lexer;
  if (opensSequence(lexer)) {
    mode.atLineStart = false;
    return;
  }
  const plain = match(lexer, HEREDOC_TEXT);
  const end = plain > pos ? plain : match(lexer, NO_SEQUENCE);
  if (mode.atLineStart && text.slice(pos, end).trim() === mode.marker && endsLine(text, end)) {
    const markerEnd = pos + text.slice(pos, end).trimEnd().length;
    emit(lexer, 'close-heredoc', markerEnd);
    lexer.pos = markerEnd;
    lexer.modes.pop();
    return;
  }
  emit(lexer, 'heredoc-text', end);
  mode.atLineStart = text[end - 1] === '\n';
}

/** Whether a line, or the text, ends before `end`. Go wants a line break after the last marker too; the parser sees to it. */
function endsLine(text: string, end: number): boolean {
  return text[end - 1] === '\n' || end === text.length;
}
