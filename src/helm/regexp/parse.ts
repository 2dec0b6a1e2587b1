import { foldingCase, perlClass, posixClass, unicodeClass } from './characters.ts';
import { type Assertion, type CharacterTest, type Flags, type Node, RegexpFailure } from './types.ts';

export interface Parsed {
  readonly node: Node;
  /** Of the groups that capture, by their index; the first is the whole. */
  readonly names: readonly (string | undefined)[];
}

interface Parser {
  readonly points: readonly string[];
  at: number;
  flags: Flags;
  depth: number;
  readonly names: (string | undefined)[];
}

/** Go's limits (regexp/syntax): nesting, and a counted repetition. */
const deepest = 1000;
const mostRepeats = 1000;

/** Reads an expression as Go's `regexp.Compile` does. Throws `RegexpFailure`. */
export function parseRegexp(expression: string): Parsed {
  const flags = { i: false, m: false, s: false, U: false };
  const parser: Parser = { points: [...expression], at: 0, flags, depth: 0, names: [undefined] };
  const node = parseAlternatives(parser);
  if (parser.at < parser.points.length) throw new RegexpFailure('unexpected )');
  return { node, names: parser.names };
}

function peek(parser: Parser, ahead = 0): string | undefined {
  return parser.points[parser.at + ahead];
}

function take(parser: Parser, text: string): boolean {
  if ([...text].some((character, i) => peek(parser, i) !== character)) return false;
  parser.at += text.length;
  return true;
}

function parseAlternatives(parser: Parser): Node {
  if (++parser.depth > deepest) throw new RegexpFailure('expression nests too deeply');
  const before = parser.flags;
  const items = [parseSequence(parser)];
  while (take(parser, '|')) items.push(parseSequence(parser));
  parser.flags = before;
  parser.depth--;
  return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'alternatives', items };
}

function parseSequence(parser: Parser): Node {
  const items: Node[] = [];
  for (let next = peek(parser); next !== undefined && next !== '|' && next !== ')'; next = peek(parser)) {
    if (take(parser, '\\Q')) {
      while (parser.at < parser.points.length && !take(parser, '\\E'))
        items.push(character(parser, parser.points[parser.at++] ?? ''));
      const last = items.pop();
      if (last !== undefined) items.push(parseRepeats(parser, last));
      continue;
    }
    const atom = parseAtom(parser);
    if (atom !== undefined) items.push(parseRepeats(parser, atom));
  }
  return { kind: 'sequence', items };
}

function parseRepeats(parser: Parser, atom: Node): Node {
  const range = parseRange(parser);
  if (range === undefined) return atom;
  const lazy = take(parser, '?');
  if (parseRange(parser) !== undefined) throw new RegexpFailure('invalid nested repetition operator');
  return { kind: 'repeat', item: atom, ...range, greedy: lazy === parser.flags.U };
}

function parseRange(parser: Parser): { min: number; max: number } | undefined {
  if (take(parser, '*')) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (take(parser, '+')) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (take(parser, '?')) return { min: 0, max: 1 };
  const rest = parser.points.slice(parser.at, parser.at + 12).join('');
  const [whole, from, comma, to] = /^\{(\d+)(,?)(\d*)\}/.exec(rest) ?? [];
  if (whole === undefined) return undefined;
  const min = Number(from);
  const max = comma === '' ? min : to === '' ? Number.POSITIVE_INFINITY : Number(to);
  if (min > mostRepeats || min > max || (max > mostRepeats && Number.isFinite(max)))
    throw new RegexpFailure('invalid repeat count', whole);
  parser.at += whole.length;
  return { min, max };
}

/** Undefined for a group of flags alone. */
function parseAtom(parser: Parser): Node | undefined {
  const next = parser.points[parser.at++] ?? '';
  switch (next) {
    case '(':
      return parseGroup(parser);
    case '[':
      return folded(parser, parseClass(parser));
    case '.':
      return { kind: 'character', test: parser.flags.s ? () => true : (point) => point !== 0x0a };
    case '^':
      return assertion(parser.flags.m ? 'line-start' : 'text-start');
    case '$':
      return assertion(parser.flags.m ? 'line-end' : 'text-end');
    case '*':
    case '+':
    case '?':
      throw new RegexpFailure('missing argument to repetition operator', next);
    case '\\':
      return parseEscape(parser);
    default:
      return character(parser, next);
  }
}

function assertion(which: Assertion): Node {
  return { kind: 'assertion', assertion: which };
}

function character(parser: Parser, text: string): Node {
  const wanted = text.codePointAt(0);
  return folded(parser, (point) => point === wanted);
}

function folded(parser: Parser, test: CharacterTest): Node {
  return { kind: 'character', test: parser.flags.i ? foldingCase(test) : test };
}

function parseGroup(parser: Parser): Node | undefined {
  const before = parser.flags;
  const rest = parser.points.slice(parser.at, parser.at + 200).join('');
  const [named, name] = /^\?P?<(\w+)>/.exec(rest) ?? [];
  const [flagged, marks, end] = /^\?([imsU]*(?:-[imsU]+)?)([:)])/.exec(rest) ?? [];
  if (named === undefined && flagged === undefined && rest.startsWith('?'))
    throw new RegexpFailure('invalid or unsupported Perl syntax', `(${rest.slice(0, 2)}`);
  parser.at += (named ?? flagged ?? '').length;
  if (marks !== undefined) parser.flags = changed(parser.flags, marks);
  if (end === ')') return undefined;
  if (name !== undefined && parser.names.includes(name))
    throw new RegexpFailure('duplicate capture group name');
  const index = flagged === undefined ? parser.names.push(name) - 1 : undefined;
  const item = parseAlternatives(parser);
  if (!take(parser, ')')) throw new RegexpFailure('missing closing )');
  parser.flags = before;
  return index === undefined ? item : { kind: 'group', index, item };
}

function changed(flags: Flags, marks: string): Flags {
  const [set = '', unset = ''] = marks.split('-');
  const flag = (name: string, before: boolean): boolean =>
    (before || set.includes(name)) && !unset.includes(name);
  return { i: flag('i', flags.i), m: flag('m', flags.m), s: flag('s', flags.s), U: flag('U', flags.U) };
}

/** Behind the bracket. A `]` that stands first is a character. */
function parseClass(parser: Parser): CharacterTest {
  const negated = take(parser, '^');
  const tests: CharacterTest[] = [];
  for (let first = true; first || peek(parser) !== ']'; first = false) {
    const rest = parser.points.slice(parser.at, parser.at + 16).join('');
    const [whole, not, name = ''] = /^\[:(\^?)(\w+):\]/.exec(rest) ?? [];
    if (whole !== undefined) {
      const test = posixClass(name);
      if (test === undefined) throw new RegexpFailure('invalid character class range');
      parser.at += whole.length;
      tests.push(not === '' ? test : (point) => !test(point));
      continue;
    }
    const named = take(parser, '\\') ? classEscape(parser) : undefined;
    if (named !== undefined) tests.push(named);
    else tests.push(parseCharacterRange(parser));
  }
  parser.at++;
  return (point) => tests.some((test) => test(point)) !== negated;
}

function parseCharacterRange(parser: Parser): CharacterTest {
  const from = classCharacter(parser);
  const end = peek(parser, 1);
  if (peek(parser) !== '-' || end === ']' || end === undefined) return (point) => point === from;
  parser.at++;
  const to = classCharacter(parser);
  if (to < from) throw new RegexpFailure('invalid character class range');
  return (point) => point >= from && point <= to;
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

function namedClass(parser: Parser): CharacterTest | undefined {
  const letter = peek(parser) ?? '';
  const simple = perlClass(letter);
  if (simple !== undefined) parser.at++;
  if (simple !== undefined || !/^p$/i.test(letter)) return simple;
  const rest = parser.points.slice(parser.at + 1, parser.at + 60).join('');
  const [whole = '', not = '', braced, single] = /^(?:\{(\^?)(\w+)\}|(\w))/.exec(rest) ?? [];
  const test = unicodeClass(braced ?? single ?? '');
  if (test === undefined) throw new RegexpFailure('invalid character class range');
  parser.at += 1 + whole.length;
  return (letter === 'P') === (not === '^') ? test : (point) => !test(point);
}

const anchors: Readonly<Record<string, Assertion>> = {
  A: 'text-start',
  z: 'text-end',
  b: 'boundary',
  B: 'no-boundary',
};

function parseEscape(parser: Parser): Node {
  const anchor = anchors[peek(parser) ?? ''];
  if (anchor !== undefined) {
    parser.at++;
    return assertion(anchor);
  }
  const test = namedClass(parser);
  if (test !== undefined) return folded(parser, test);
  return character(parser, String.fromCodePoint(escapedPoint(parser)));
}

const control: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

function escapedPoint(parser: Parser): number {
  const rest = parser.points.slice(parser.at, parser.at + 12).join('');
  if (rest === '') throw new RegexpFailure('trailing backslash at end of expression');
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
  throw new RegexpFailure('invalid escape sequence');
}
