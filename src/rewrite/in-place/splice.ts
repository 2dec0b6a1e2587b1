import { err, ok, type Result } from '../../result.ts';
import type { Piece } from '../../sources/image-use.ts';
import { type Edit, type SourceText, slice } from '../../text/index.ts';
import type { PieceChange } from './assign.ts';

/** An edit of a file. */
export interface PlacedEdit extends Edit {
  readonly file: string;
}

/** What a file holds at a piece, unit by unit: escapes and folded lines stand for one character or none. */
const unit = /\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\\r?\n[ \t]*|\\[\s\S]|[\s\S]/g;

/** The edit that makes the change; the smallest, so that what stays the same keeps its spelling. Undefined where the value stays. */
export function editFor(
  source: SourceText,
  file: string,
  { placed, start, end, replacement }: PieceChange,
): Result<PlacedEdit | undefined, string> {
  const { value, span } = placed.piece;
  const offsets = offsetsOf(slice(source, span), value);
  if (offsets === undefined) return err('it is written with escapes or over several lines');
  if (replacement.includes('\\')) {
    // Written as it stood before, escapes and all.
    const place = { start: span.start + offsets(start), end: span.start + offsets(end) };
    return ok({ file, span: place, replacement });
  }
  const old = value.slice(start, end);
  const after = commonEnd(old, replacement);
  const before = commonStart(
    old.slice(0, old.length - after),
    replacement.slice(0, replacement.length - after),
  );
  const from = start + before;
  const to = end - after;
  const middle = replacement.slice(before, replacement.length - after);
  if (from === to && middle === '') return ok(undefined);
  const place = { start: span.start + offsets(from), end: span.start + offsets(to) };
  return ok({ file, span: place, replacement: middle });
}

/** What a text holds for the first characters of a piece's value, where that is not the same. */
export function writtenAs(source: SourceText, { value, span }: Piece, length: number): string | undefined {
  const raw = slice(source, span);
  const offsets = raw === value ? undefined : offsetsOf(raw, value);
  const written = offsets && raw.slice(0, offsets(length));
  return written === value.slice(0, length) ? undefined : written;
}

/** What is written, decoded. */
export function decodeWritten(text: string): string {
  return [...text.matchAll(unit)].map(([each]) => decode(each)).join('');
}

/** Where the characters of a value stand in the text that is decoded to it. */
function offsetsOf(raw: string, value: string): ((offset: number) => number) | undefined {
  if (raw === value) return (offset) => offset;
  if (!raw.includes('\\')) return undefined;
  const starts: number[] = [];
  let decoded = '';
  let at = 0;
  for (const [text] of raw.matchAll(unit)) {
    const character = decode(text);
    if (character !== '') starts.push(at);
    decoded += character;
    at += text.length;
  }
  starts.push(at);
  return decoded === value ? (offset) => starts[offset] as number : undefined;
}

/** What all formats with these escapes agree on. */
function decode(text: string): string {
  if (text.length === 1) return text;
  const kind = text[1] as string;
  if ((kind === 'u' || kind === 'x') && text.length > 2)
    return String.fromCharCode(Number.parseInt(text.slice(2), 16));
  if (kind === '\n' || kind === '\r') return '';
  return kind;
}

function commonStart(left: string, right: string): number {
  let length = 0;
  while (length < Math.min(left.length, right.length) && left[length] === right[length]) length++;
  return length;
}

function commonEnd(left: string, right: string): number {
  let length = 0;
  while (length < Math.min(left.length, right.length) && left.at(-1 - length) === right.at(-1 - length))
    length++;
  return length;
}
