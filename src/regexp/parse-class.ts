import { perlClass, posixClass, unicodeClass } from './characters.ts';
import { isWithin, type Range } from './classes.ts';
import { type Parser, peek, since, take } from './cursor.ts';
import { type CharacterTest, RegexpFailure } from './types.ts';

/** Behind the bracket. A `]` that stands first is a character. */
export function parseClass(parser: Parser): CharacterTest {
  const start = parser.at - 1;
  const negated = take(parser, '^');
  const tests: CharacterTest[] = [];
  const ranges: Range[] = [];
  for (let first = true; first || peek(parser) !== ']'; first = false) {
    const rest = peek(parser) === '[' ? parser.points.slice(parser.at, parser.at + 16).join('') : '';
    const [whole, not, name = ''] = rest === '' ? [] : (/^\[:(\^?)(\w+):\]/.exec(rest) ?? []);
    if (whole !== undefined) {
      const test = posixClass(name);
      if (test === undefined) throw new RegexpFailure('invalid character class range', whole);
      parser.at += whole.length;
      tests.push(not === '' ? test : (point) => !test(point));
      continue;
    }
    const named = take(parser, '\\') ? classEscape(parser) : undefined;
    if (named !== undefined) tests.push(named);
    else if (parser.at < parser.points.length) ranges.push(parseCharacterRange(parser));
    else throw new RegexpFailure('missing closing ]', since(parser, start));
  }
  parser.at++;
  if (tests.length === 0) return (point) => isWithin(ranges, point) !== negated;
  return (point) => (isWithin(ranges, point) || tests.some((test) => test(point))) !== negated;
}

function parseCharacterRange(parser: Parser): Range {
  const start = parser.at;
  const from = classCharacter(parser);
  const end = peek(parser, 1);
  if (peek(parser) !== '-' || end === ']' || end === undefined) return [from, from];
  parser.at++;
  const to = classCharacter(parser);
  if (to < from) throw new RegexpFailure('invalid character class range', since(parser, start));
  return [from, to];
}

function classCharacter(parser: Parser): number {
  const next = parser.points[parser.at++];
  if (next === undefined) throw new RegexpFailure('missing closing ]');
  if (next === '\\') return escapedPoint(parser);
  return next.codePointAt(0) ?? 0;
}

/** `\d`, `\pL` behind the backslash; the cursor is put back onto the backslash for what is one character. */
function classEscape(parser: Parser): CharacterTest | undefined {
  const test = namedClass(parser);
  if (test === undefined) parser.at--;
  return test;
}

export function namedClass(parser: Parser): CharacterTest | undefined {
  const letter = peek(parser) ?? '';
  const simple = perlClass(letter);
  if (simple !== undefined) parser.at++;
  if (simple !== undefined || !/^p$/i.test(letter)) return simple;
  const rest = parser.points.slice(parser.at + 1, parser.at + 60).join('');
  const [whole = '', not = '', braced, single] = /^(?:\{(\^?)(\w+)\}|(\w))/.exec(rest) ?? [];
  const test = unicodeClass(braced ?? single ?? '');
  if (test === undefined) throw new RegexpFailure('invalid character class range', `\\${letter}${whole}`);
  parser.at += 1 + whole.length;
  return (letter === 'P') === (not === '^') ? test : (point) => !test(point);
}

const control: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

export function escapedPoint(parser: Parser): number {
  const rest = parser.points.slice(parser.at, parser.at + 12).join('');
  if (rest === '') throw new RegexpFailure('trailing backslash at end of expression', '');
  const [whole, braced, two, octal] =
    /^(?:x\{([0-9A-Fa-f]+)\}|x([0-9A-Fa-f]{2})|(0[0-7]{0,2}|[1-7][0-7]{1,2}))/.exec(rest) ?? [];
  const first = peek(parser) ?? '';
  if (whole !== undefined) {
    parser.at += whole.length;
    const point = octal === undefined ? Number.parseInt(braced ?? two ?? '', 16) : Number.parseInt(octal, 8);
    if (point <= 0x10ffff) return point;
  } else if (control[first] !== undefined || /^[!-/:-@[-`{-~ ]$/.test(first)) {
    parser.at++;
    return control[first] ?? first.codePointAt(0) ?? 0;
  }
  throw new RegexpFailure('invalid escape sequence', `\\${first}`);
}
