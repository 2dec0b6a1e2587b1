import { isWord, resolveScalar } from '../values/scalar.ts';
import { isAscii } from './bytes.ts';

/** A string as go-yaml v2 writes it in a block: at `indent` blanks where it takes lines of its own, from `column` on in the line. */
export function writeYamlString(text: string, { indent, key = false, column = 0 }: Place): string {
  if (simple.test(text) && !isWord(text)) return text;
  const shape = shapeOf(text);
  if (text.includes('\n') && shape.block && !key) return literal(text, indent);
  if (text.includes('\n') || !isPlainText(text)) return doubleQuoted(text, indent, column, key);
  if (shape.plain && !(key && text === '')) return folded(text, indent, column, key);
  return shape.single ? singleQuoted(text, indent, column, key) : doubleQuoted(text, indent, column, key);
}

export interface Place {
  readonly indent: number;
  /** Keys take one line. */
  readonly key?: boolean;
  /** Where the scalar begins in its line. */
  readonly column?: number;
}

/** Most keys and many values: nothing that could need quotes but for words such as `yes`, and no blank to break a line at. */
const simple = /^[A-Za-z][A-Za-z0-9_./-]*$/;

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]| )\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?(?:(?:Z|[-+]\d{2}:\d{2})$|$)|$)/;

/** Whether the text without quotes is read as a string again: `yes`, `1.20` and `12:30` are not. */
function isPlainText(text: string): boolean {
  if (text === '' || base60.test(text) || timestamp.test(text)) return false;
  const scalar = { kind: 'scalar', style: 'plain', value: text } as Parameters<typeof resolveScalar>[0];
  const resolved = resolveScalar(scalar);
  return resolved.ok && resolved.value.kind === 'string';
}

interface Shape {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

const printable = /^[\n\x20-\x7e\u0085\u00a0-\u{d7ff}\u{e000}-\u{fefe}\u{ff00}-\u{fffd}]*$/u;
const breaks = '[\\r\\n\\u0085\\u2028\\u2029]';
const indicatorFirst = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t\r\n\u0085\u2028\u2029]|$))/;
const indicatorInside = new RegExp(`:(?:[ \\t]|${breaks}|$)|(?:[ \\t]|${breaks})#`);

const spaceBreak = new RegExp(` ${breaks}`);
const breakSpace = new RegExp(`${breaks} `);
const edge = new RegExp(`^(?: |${breaks})|(?: |${breaks})$`);
const lineBreak = new RegExp(breaks);

/** What styles a text allows (go-yaml v2, yaml_emitter_analyze_scalar). */
function shapeOf(text: string): Shape {
  const block = printable.test(text) && !spaceBreak.test(text);
  const single = block && !breakSpace.test(text);
  const bare = single && !edge.test(text) && !lineBreak.test(text);
  return {
    plain: bare && !indicatorFirst.test(text) && !indicatorInside.test(text),
    single,
    block: block && !text.endsWith(' ') && text !== '',
  };
}

function literal(text: string, indent: number): string {
  const hint = /^[ \n\r\u0085\u2028\u2029]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const pad = ' '.repeat(indent);
  const lines = text.replace(/\n$/, '').split('\n');
  const body = lines.map((line) => (line === '' ? '' : pad + line)).join('\n');
  return `|${hint}${chomp}\n${body}`;
}

const widest = 80;

/** Lines are broken at the first blank beyond the eightieth column, but not in keys. */
function fold(
  pieces: readonly string[],
  first: number,
  { indent, key, escapes }: { indent: number; key: boolean; escapes: boolean },
): string {
  if (key) return pieces.join('');
  let written = '';
  let column = first;
  let blank = false;
  for (const [i, piece] of pieces.entries()) {
    const isBlank = piece === ' ';
    const follows = pieces[i + 1];
    if (
      isBlank &&
      !blank &&
      column > widest &&
      i > 0 &&
      i < pieces.length - 1 &&
      (escapes || follows !== ' ')
    ) {
      written += `\n${' '.repeat(indent)}`;
      column = indent;
      if (escapes && follows === ' ') {
        written += '\\';
        column++;
      }
    } else {
      written += piece;
      column += piece.length === 1 ? 1 : [...piece].length;
    }
    blank = isBlank;
  }
  return written;
}

/** Whether there is a blank, and beyond it enough, to fold a text at that begins in that column. */
function canBreak(text: string, column: number): boolean {
  return column + text.length > widest && text.includes(' ');
}

function folded(text: string, indent: number, column: number, key: boolean): string {
  if (key || !canBreak(text, column)) return text;
  if (isAscii(text)) return foldedByUnits(text, column, indent);
  return fold([...text], column, { indent, key, escapes: false });
}

/** What `fold` makes of a text in which every character is one unit and is written as it is. */
function foldedByUnits(text: string, first: number, indent: number): string {
  const lineBreak = `\n${' '.repeat(indent)}`;
  let written = '';
  let start = 0;
  let column = first;
  for (let at = 0; at < text.length; at++) {
    column++;
    if (text.charCodeAt(at) !== BLANK || column <= widest + 1 || at === 0 || at === text.length - 1) continue;
    if (text.charCodeAt(at - 1) === BLANK || text.charCodeAt(at + 1) === BLANK) continue;
    written += text.slice(start, at) + lineBreak;
    start = at + 1;
    column = indent;
  }
  return written + text.slice(start);
}

const BLANK = 0x20;

function singleQuoted(text: string, indent: number, column: number, key: boolean): string {
  const doubled = text.replaceAll("'", "''");
  if (key || !canBreak(doubled, column + 1)) return `'${doubled}'`;
  const pieces = Array.from(text, (character) => (character === "'" ? "''" : character));
  return `'${fold(pieces, column + 1, { indent, key, escapes: false })}'`;
}

const unescaped = /^[ !#-[\]-~]*$/;

function doubleQuoted(text: string, indent: number, column: number, key: boolean): string {
  if (unescaped.test(text) && (key || !canBreak(text, column + 1))) return `"${text}"`;
  return `"${fold(Array.from(text, escaped), column + 1, { indent, key, escapes: true })}"`;
}

const named: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escaped(character: string): string {
  const name = named[character];
  if (name !== undefined || (printable.test(character) && character !== '\ufeff')) return name ?? character;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}
