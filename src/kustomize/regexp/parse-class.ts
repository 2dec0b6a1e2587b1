import { complement, perlClasses, posixClasses } from './classes.ts';
import { type Cursor, codePoint, peek, RegexpFailure, take } from './cursor.ts';
import { parseEscapedCharacter } from './escape.ts';
import type { CharacterClass, Range } from './types.ts';

/** `[...]`, the cursor behind the opening bracket. A `]` that stands first is a character. */
export function parseClass(cursor: Cursor): CharacterClass {
  const negated = take(cursor, '^');
  const ranges: Range[] = [];
  for (let first = true; first || peek(cursor) !== ']'; first = false) {
    const named = parsePosixClass(cursor) ?? parsePerlClass(cursor);
    if (named === undefined) ranges.push(parseRange(cursor));
    else ranges.push(...named);
  }
  cursor.at++;
  return { ranges, negated };
}

/** `\d` and its kin at the cursor, which is moved behind it; undefined when none stands here. */
export function parsePerlClass(cursor: Cursor): readonly Range[] | undefined {
  const letter = peek(cursor, 1);
  if (peek(cursor) !== '\\' || letter === undefined) return undefined;
  if (letter === 'p' || letter === 'P') throw new RegexpFailure('unsupported', 'a Unicode class');
  const ranges = perlClasses[letter.toLowerCase()];
  if (ranges === undefined) return undefined;
  cursor.at += 2;
  return letter === letter.toLowerCase() ? ranges : complement(ranges);
}

function parsePosixClass(cursor: Cursor): readonly Range[] | undefined {
  if (peek(cursor) !== '[' || peek(cursor, 1) !== ':') return undefined;
  const end = closingPosix(cursor);
  if (end === undefined) return undefined;
  const text = cursor.points.slice(cursor.at + 2, end).join('');
  const negated = text.startsWith('^');
  const ranges = posixClasses.get(negated ? text.slice(1) : text);
  if (ranges === undefined) throw new RegexpFailure('invalid', `invalid character class [:${text}:]`);
  cursor.at = end + 2;
  return negated ? complement(ranges) : ranges;
}

/** Where the next `:]` begins. */
function closingPosix(cursor: Cursor): number | undefined {
  for (let i = cursor.at + 2; i + 1 < cursor.points.length; i++) {
    if (cursor.points[i] === ':' && cursor.points[i + 1] === ']') return i;
  }
  return undefined;
}

function parseRange(cursor: Cursor): Range {
  const from = parseClassCharacter(cursor);
  const last = peek(cursor, 1);
  if (peek(cursor) !== '-' || last === undefined || last === ']') return [from, from];
  cursor.at++;
  const to = parseClassCharacter(cursor);
  if (to < from) throw new RegexpFailure('invalid', 'invalid character class range');
  return [from, to];
}

function parseClassCharacter(cursor: Cursor): number {
  const character = peek(cursor);
  if (character === undefined) throw new RegexpFailure('invalid', 'missing closing ]');
  cursor.at++;
  return character === '\\' ? parseEscapedCharacter(cursor) : codePoint(character);
}
