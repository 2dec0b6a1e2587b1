import type { Value } from '../values/value.ts';
import { intAt, textAt } from './args.ts';
import { bytesOf, textOf } from './bytes.ts';
import { boundText } from './limits.ts';
import { text } from './make.ts';
import { isSpace } from './trim.ts';
import type { Functions } from './types.ts';

/** Strings made to fit a width in bytes (sprig 3.3.0, strings.go; goutils 1.1.1), and what else counts bytes as characters. */
export const width: Functions = {
  abbrev: {
    params: ['int', 'string'],
    run: (args) =>
      text(intAt(args, 0) < 4 ? textAt(args, 1) : abbreviate(textAt(args, 1), 0, intAt(args, 0))),
  },
  abbrevboth: { params: ['int', 'int', 'string'], run: abbreviateBoth },
  wrap: {
    params: ['int', 'string'],
    run: (args) => text(wrap(textAt(args, 1), intAt(args, 0), '\n', false)),
  },
  wrapWith: {
    params: ['int', 'string', 'string'],
    run: (args) => text(wrap(textAt(args, 2), intAt(args, 0), textAt(args, 1), true)),
  },
  initials: { params: ['string'], run: (args) => text(initials(textAt(args, 0))) },
  nospace: {
    params: ['string'],
    run: (args) => text(withoutSpace(textAt(args, 0))),
  },
};

function abbreviateBoth(args: readonly Value[]): Value {
  const [left, right, subject] = [intAt(args, 0), intAt(args, 1), textAt(args, 2)];
  return text(right < 4 || (left > 0 && right < 7) ? subject : abbreviate(subject, left, right));
}

function abbreviate(subject: string, left: number, most: number): string {
  const bytes = bytesOf(subject);
  if (bytes.length <= most) return subject;
  const part = (start: number, end?: number) => textOf(bytes.subarray(start, end));
  const offset = Math.min(left, bytes.length, bytes.length - Math.min(bytes.length, most - 3));
  if (offset <= 4) return `${part(0, most - 3)}...`;
  if (most < 7) return '';
  if (offset + most - 3 < bytes.length) return `...${abbreviate(part(offset), 0, most - 3)}`;
  return `...${part(bytes.length - (most - 3))}`;
}

const blank = 0x20;

function wrap(subject: string, given: number, separator: string, breakWords: boolean): string {
  const bytes = bytesOf(subject);
  const length = Math.max(given, 1);
  const lineEnd = separator === '' ? '\n' : separator;
  boundText(bytes.length + (bytes.length / length + 1) * lineEnd.length);
  const lines: string[] = [];
  let offset = 0;
  while (bytes.length - offset > length) {
    if (bytes[offset] === blank) {
      offset++;
      continue;
    }
    let end = bytes.lastIndexOf(blank, offset + length);
    if (end < offset && breakWords) {
      lines.push(textOf(bytes.subarray(offset, offset + length)));
      offset += length;
      continue;
    }
    if (end < offset) end = bytes.indexOf(blank, offset + length);
    if (end < 0) break;
    lines.push(textOf(bytes.subarray(offset, end)));
    offset = end + 1;
  }
  return [...lines, textOf(bytes.subarray(offset))].join(lineEnd);
}

function initials(subject: string): string {
  const characters = latin(subject);
  return characters
    .filter((character, i) => !isSpace(character) && (i === 0 || isSpace(characters[i - 1] ?? '')))
    .join('');
}

/** What holds no byte that could be white space is left alone. */
function withoutSpace(subject: string): string {
  const characters = latin(subject);
  const kept = characters.filter((character) => !isSpace(character));
  return kept.length === characters.length ? subject : kept.join('');
}

/** Every byte as a character, which is what goutils takes them for; of ASCII these are the characters. */
function latin(subject: string): readonly string[] {
  return Array.from(bytesOf(subject), (byte) => String.fromCharCode(byte));
}
