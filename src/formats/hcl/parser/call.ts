import type { Token } from '../lexer/token.ts';
import type { HclCall, HclExpression } from '../types.ts';
import { accept, acceptKind, type Parser, peek, spanFrom, unexpected, withNewlines } from './state.ts';

/** A call from its name on, which is read. */
export function parseCall(parser: Parser, first: Token): HclCall | undefined {
  let name = first.text;
  while (accept(parser, '::') !== undefined) {
    const next = acceptKind(parser, 'identifier');
    if (next === undefined)
      return unexpected(parser, peek(parser), 'invalid-call', 'the name of a function is expected after ::');
    name += `::${next.text}`;
  }
  const nameSpan = spanFrom(parser, first.start);
  if (accept(parser, '(') === undefined)
    return unexpected(parser, peek(parser), 'invalid-call', 'a function is called with parentheses');
  const list = withNewlines(parser, false, () => parseArguments(parser));
  if (list === undefined) return undefined;
  return { kind: 'call', span: spanFrom(parser, first.start), name, nameSpan, ...list };
}

function parseArguments(parser: Parser): Pick<HclCall, 'args' | 'expandsLast'> | undefined {
  const args: HclExpression[] = [];
  while (accept(parser, ')') === undefined) {
    const argument = parser.expression(parser);
    if (argument === undefined) return undefined;
    args.push(argument);
    if (accept(parser, '...') !== undefined) {
      if (accept(parser, ')') !== undefined) return { args, expandsLast: true };
      return unexpected(parser, peek(parser), 'invalid-call', 'nothing but ) may follow ...');
    }
    if (accept(parser, ')') !== undefined) break;
    if (accept(parser, ',') === undefined)
      return unexpected(parser, peek(parser), 'missing-separator', 'arguments are separated by commas');
  }
  return { args, expandsLast: false };
}
