import type { HclFor } from '../types.ts';
import { accept, acceptKind, acceptWord, fail, type Parser, peek, spanFrom, unexpected } from './state.ts';

interface Binding {
  readonly keyName: string | undefined;
  readonly valueName: string;
}

/** `key, value in`, or `value in` */
export function parseBinding(parser: Parser, code: 'invalid-for' | 'invalid-directive'): Binding | undefined {
  const first = acceptKind(parser, 'identifier');
  if (first === undefined)
    return unexpected(parser, peek(parser), code, 'the name of a variable is expected here');
  const second = accept(parser, ',') === undefined ? first : acceptKind(parser, 'identifier');
  if (second === undefined)
    return unexpected(parser, peek(parser), code, 'the name of a variable is expected here');
  if (acceptWord(parser, 'in') === undefined)
    return unexpected(parser, peek(parser), code, 'the word in is expected here');
  return { keyName: second === first ? undefined : first.text, valueName: second.text };
}

/** A `for` expression after the word; `start` is its bracket or brace. */
export function parseFor(parser: Parser, start: number, makes: 'tuple' | 'object'): HclFor | undefined {
  const binding = parseBinding(parser, 'invalid-for');
  if (binding === undefined) return undefined;
  const collection = parser.expression(parser);
  if (collection === undefined) return undefined;
  if (accept(parser, ':') === undefined)
    return unexpected(parser, peek(parser), 'invalid-for', 'a colon is expected after the collection');
  const first = parser.expression(parser);
  if (first === undefined) return undefined;
  const arrow = accept(parser, '=>');
  const value = arrow === undefined ? first : parser.expression(parser);
  if (value === undefined) return undefined;
  const ellipsis = accept(parser, '...');
  const filtered = acceptWord(parser, 'if') !== undefined;
  const condition = filtered ? parser.expression(parser) : undefined;
  if (filtered && condition === undefined) return undefined;
  if (accept(parser, makes === 'tuple' ? ']' : '}') === undefined)
    return unexpected(parser, peek(parser), 'invalid-for', 'the end of the for expression is expected here');
  const span = spanFrom(parser, start);
  if (makes === 'object' && arrow === undefined)
    return fail(parser, 'invalid-for', 'a for expression in braces needs a key: key => value', value.span);
  if (makes === 'tuple' && (arrow ?? ellipsis) !== undefined)
    return fail(
      parser,
      'invalid-for',
      'a for expression in brackets has neither a key nor ...',
      arrow ?? ellipsis ?? span,
    );
  const key = arrow === undefined ? undefined : first;
  return {
    kind: 'for',
    span,
    makes,
    ...binding,
    collection,
    key,
    value,
    condition,
    groups: ellipsis !== undefined,
  };
}
