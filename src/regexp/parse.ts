import { foldingCase } from './characters.ts';
import { type Parser, peek, since, take } from './cursor.ts';
import { escapedPoint, namedClass, parseClass } from './parse-class.ts';
import { type Assertion, type CharacterTest, type Flags, type Node, RegexpFailure } from './types.ts';

export interface Parsed {
  readonly node: Node;
  /** Of the groups that capture, by their index; the first is the whole. */
  readonly names: readonly (string | undefined)[];
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
  let repeated: number | undefined;
  for (let next = peek(parser); next !== undefined && next !== '|' && next !== ')'; next = peek(parser)) {
    const start = parser.at;
    const range = parseRange(parser);
    if (range !== undefined) {
      const greedy = take(parser, '?') === parser.flags.U;
      if (repeated !== undefined)
        throw new RegexpFailure('invalid nested repetition operator', since(parser, repeated));
      const item = items.pop();
      if (item === undefined)
        throw new RegexpFailure('missing argument to repetition operator', since(parser, start));
      items.push(repeat(parser, item, { ...range, greedy }, start));
      repeated = start;
      continue;
    }
    repeated = undefined;
    if (next === '\\' && take(parser, '\\Q')) {
      while (parser.at < parser.points.length && !take(parser, '\\E'))
        items.push(character(parser, parser.points[parser.at++] ?? ''));
      continue;
    }
    const atom = parseAtom(parser);
    if (atom !== undefined) items.push(atom);
  }
  return { kind: 'sequence', items };
}

interface Repetition {
  readonly min: number;
  readonly max: number;
  readonly greedy: boolean;
}

function repeat(parser: Parser, item: Node, repetition: Repetition, start: number): Node {
  const node: Node = { kind: 'repeat', item, ...repetition };
  if (isCounted(repetition) && !isWithinLimit(node, mostRepeats))
    throw new RegexpFailure('invalid repeat count', since(parser, start));
  return node;
}

function parseRange(parser: Parser): { min: number; max: number } | undefined {
  if (take(parser, '*')) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (take(parser, '+')) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (take(parser, '?')) return { min: 0, max: 1 };
  if (peek(parser) !== '{') return undefined;
  const rest = parser.points.slice(parser.at, parser.at + 24).join('');
  const [whole, from, comma, to] = /^\{(0|[1-9]\d*)(,?)(0|[1-9]\d*|)\}/.exec(rest) ?? [];
  if (whole === undefined) return undefined;
  const min = Number(from);
  const max = comma === '' ? min : to === '' ? Number.POSITIVE_INFINITY : Number(to);
  if (min > mostRepeats || min > max || (max > mostRepeats && Number.isFinite(max)))
    throw new RegexpFailure('invalid repeat count', whole);
  parser.at += whole.length;
  return { min, max };
}

/** Neither `*`, `+` nor `?`, which do not count towards the limit. */
function isCounted({ min, max }: { readonly min: number; readonly max: number }): boolean {
  return max === Number.POSITIVE_INFINITY ? min > 1 : max !== 1 || min > 0;
}

/** Nested counts multiply: `(a{100}){100}` is refused like `a{10000}`. */
function isWithinLimit(node: Node, limit: number): boolean {
  if (node.kind === 'sequence' || node.kind === 'alternatives')
    return node.items.every((item) => isWithinLimit(item, limit));
  if (node.kind === 'group') return isWithinLimit(node.item, limit);
  if (node.kind !== 'repeat') return true;
  if (!isCounted(node)) return isWithinLimit(node.item, limit);
  if (node.max === 0) return true;
  const count = node.max === Number.POSITIVE_INFINITY ? node.min : node.max;
  if (count > limit) return false;
  return isWithinLimit(node.item, count > 0 ? Math.floor(limit / count) : limit);
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
  const rest = peek(parser) === '?' ? parser.points.slice(parser.at, parser.at + 200).join('') : '';
  const [named, name] = /^\?P?<(\w+)>/.exec(rest) ?? [];
  const [flagged, marks, end] = /^\?([imsU]*(?:-[imsU]+)?)([:)])/.exec(rest) ?? [];
  if (named === undefined && rest.startsWith('?P<'))
    throw new RegexpFailure('invalid named capture', `(${/^\?P<[^>]*>?/.exec(rest)?.[0]}`);
  if (named === undefined && flagged === undefined && rest.startsWith('?'))
    throw new RegexpFailure('invalid or unsupported Perl syntax', `(${rest.slice(0, 2)}`);
  parser.at += (named ?? flagged ?? '').length;
  if (marks !== undefined) parser.flags = changed(parser.flags, marks);
  if (end === ')') return undefined;
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
