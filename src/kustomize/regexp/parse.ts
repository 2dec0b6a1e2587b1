import { err, ok, type Result } from '../../result.ts';
import { type Cursor, codePoint, peek, RegexpFailure, take } from './cursor.ts';
import { parseEscapedCharacter } from './escape.ts';
import { parseClass, parsePerlClass } from './parse-class.ts';
import { parseRepetition, repeated } from './repetition.ts';
import type { Assertion, RegexpError, RegexpNode } from './types.ts';

/** Deeper nesting is refused: the parser and the compiler recurse once per level. */
const MOST_NESTED = 200;

interface Parser extends Cursor {
  readonly names: Set<string>;
  depth: number;
}

/** Reads an expression as Go's `regexp.Compile` does. */
export function parseRegexp(expression: string): Result<RegexpNode, RegexpError> {
  const parser: Parser = { points: [...expression], at: 0, names: new Set(), depth: 0 };
  try {
    const node = parseAlternatives(parser);
    if (peek(parser) === ')') return err({ code: 'invalid', reason: 'unexpected )' });
    return ok(node);
  } catch (failure) {
    if (failure instanceof RegexpFailure) return err(failure.error);
    throw failure;
  }
}

function parseAlternatives(parser: Parser): RegexpNode {
  const items = [parseSequence(parser)];
  while (take(parser, '|')) items.push(parseSequence(parser));
  return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'alternatives', items };
}

function parseSequence(parser: Parser): RegexpNode {
  const items: RegexpNode[] = [];
  let afterRepetition = false;
  for (let next = peek(parser); next !== undefined && next !== '|' && next !== ')'; next = peek(parser)) {
    const repetition = parseRepetition(parser);
    if (repetition !== undefined) {
      if (afterRepetition) throw new RegexpFailure('invalid', 'invalid nested repetition operator');
      const item = items.pop();
      if (item === undefined) throw new RegexpFailure('invalid', 'missing argument to repetition operator');
      items.push(repeated(item, repetition));
    } else if (take(parser, '\\Q')) {
      items.push(...parseQuoted(parser));
    } else {
      items.push(parseAtom(parser, next));
    }
    afterRepetition = repetition !== undefined;
  }
  return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'sequence', items };
}

/** `\Q…\E`: everything for itself; without `\E` up to the end of the expression. */
function parseQuoted(parser: Parser): RegexpNode[] {
  const items: RegexpNode[] = [];
  for (let next = peek(parser); next !== undefined && !take(parser, '\\E'); next = peek(parser)) {
    items.push(literal(codePoint(next)));
    parser.at++;
  }
  return items;
}

function parseAtom(parser: Parser, next: string): RegexpNode {
  if (next === '(') return parseGroup(parser);
  const perl = parsePerlClass(parser);
  if (perl !== undefined) return { kind: 'class', class: { ranges: perl, negated: false } };
  parser.at++;
  if (next === '[') return { kind: 'class', class: parseClass(parser) };
  if (next === '.') return { kind: 'class', class: { ranges: [[10, 10]], negated: true } };
  if (next === '^') return { kind: 'assertion', assertion: 'begin' };
  if (next === '$') return { kind: 'assertion', assertion: 'end' };
  if (next !== '\\') return literal(codePoint(next));
  const assertion = assertions.get(peek(parser) ?? '');
  if (assertion === undefined) return literal(parseEscapedCharacter(parser));
  parser.at++;
  return { kind: 'assertion', assertion };
}

const assertions: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ['A', 'begin'],
  ['z', 'end'],
  ['b', 'boundary'],
  ['B', 'no-boundary'],
]);

function parseGroup(parser: Parser): RegexpNode {
  parser.at++;
  if (peek(parser) === '?') parseGroupKind(parser);
  if (++parser.depth > MOST_NESTED) throw new RegexpFailure('unsupported', 'groups nested too deeply');
  const node = parseAlternatives(parser);
  parser.depth--;
  if (!take(parser, ')')) throw new RegexpFailure('invalid', 'missing closing )');
  return node;
}

/** `?:` and `?P<name>`. Flags (`?i`) are valid in Go but not modelled; look-around is not valid. */
function parseGroupKind(parser: Parser): void {
  if (take(parser, '?:')) return;
  if (take(parser, '?P<')) {
    const end = parser.points.indexOf('>', parser.at);
    const name = end === -1 ? '' : parser.points.slice(parser.at, end).join('');
    if (!/^[A-Za-z0-9_]+$/.test(name) || parser.names.has(name)) {
      throw new RegexpFailure('invalid', 'invalid named capture');
    }
    parser.names.add(name);
    parser.at = end + 1;
    return;
  }
  const flag = /^\?(?:[imsU-]|<[A-Za-z0-9_])/.test(parser.points.slice(parser.at, parser.at + 3).join(''));
  if (flag) throw new RegexpFailure('unsupported', 'a group with flags');
  throw new RegexpFailure('invalid', 'invalid or unsupported Perl syntax (?');
}

function literal(code: number): RegexpNode {
  return { kind: 'class', class: { ranges: [[code, code]], negated: false } };
}
