import type { HclExpression, HclObjectItem } from '../types.ts';
import { parseFor } from './for.ts';
import {
  accept,
  acceptKind,
  acceptWord,
  type Parser,
  peek,
  read,
  spanFrom,
  unexpected,
  withNewlines,
} from './state.ts';

/** `[ … ]`, from its bracket on; line breaks mean nothing. */
export function parseTuple(parser: Parser): HclExpression | undefined {
  const { start } = read(parser);
  if (acceptWord(parser, 'for') !== undefined) return parseFor(parser, start, 'tuple');
  const items: HclExpression[] = [];
  while (accept(parser, ']') === undefined) {
    const item = parser.expression(parser);
    if (item === undefined) return undefined;
    items.push(item);
    if (accept(parser, ']') !== undefined) break;
    if (accept(parser, ',') === undefined)
      return unexpected(parser, peek(parser), 'missing-separator', 'items of a list are separated by commas');
  }
  return { kind: 'tuple', span: spanFrom(parser, start), items };
}

/** `{ … }`, from its brace on; line breaks separate items. */
export function parseObject(parser: Parser): HclExpression | undefined {
  const { start } = read(parser);
  // `for` is looked for beyond line breaks.
  const isFor = withNewlines(parser, false, () => acceptWord(parser, 'for')) !== undefined;
  if (isFor) return withNewlines(parser, false, () => parseFor(parser, start, 'object'));
  const items = withNewlines(parser, true, () => parseItems(parser));
  return items === undefined ? undefined : { kind: 'object', span: spanFrom(parser, start), items };
}

function parseItems(parser: Parser): readonly HclObjectItem[] | undefined {
  const items: HclObjectItem[] = [];
  for (;;) {
    if (acceptKind(parser, 'newline') !== undefined) continue;
    if (accept(parser, '}') !== undefined) return items;
    const key = parser.expression(parser);
    if (key === undefined) return undefined;
    if (accept(parser, '=') === undefined && accept(parser, ':') === undefined)
      return unexpected(
        parser,
        peek(parser),
        'missing-separator',
        'an equals sign and the value are expected here',
      );
    const value = parser.expression(parser);
    if (value === undefined) return undefined;
    items.push({ key, value });
    if (accept(parser, '}') !== undefined) return items;
    if (accept(parser, ',') === undefined && acceptKind(parser, 'newline') === undefined) {
      const message = 'items of an object are separated by commas or line breaks';
      return unexpected(parser, peek(parser), 'missing-separator', message);
    }
  }
}
