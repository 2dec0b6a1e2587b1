import type { Span } from '../../text/span.ts';
import type { Expression } from '../expressions/index.ts';
import { accept, follows, type Parser, skipBlank, take } from './state.ts';

/** An argument: a value, or a function of one or two. */
export interface Argument {
  readonly expression: Expression | undefined;
  readonly names: readonly string[];
  readonly body: Expression | undefined;
}

const LAMBDA = /(?:[A-Za-z_]\w*|\(\s*(?:[A-Za-z_]\w*\s*(?:,\s*[A-Za-z_]\w*\s*)*)?\))\s*=>/y;

/** Behind a name: what stands in the parentheses. */
export function parseArguments(parser: Parser): readonly Argument[] | undefined {
  accept(parser, '(');
  parser.open++;
  const args: Argument[] = [];
  while (!accept(parser, ')')) {
    const argument: Argument | undefined =
      args.length > 0 && !accept(parser, ',') ? undefined : parseArgument(parser);
    if (argument === undefined) {
      parser.open--;
      return undefined;
    }
    args.push(argument);
  }
  parser.open--;
  return args;
}

function parseArgument(parser: Parser): Argument | undefined {
  if (!follows(parser, LAMBDA)) {
    const expression = parser.expression(parser);
    return expression === undefined ? undefined : { expression, names: [], body: undefined };
  }
  const names = (take(parser, LAMBDA) ?? '').match(/[A-Za-z_]\w*/g) ?? [];
  skipBlank(parser, true);
  const body = parser.expression(parser);
  return body === undefined ? undefined : { expression: undefined, names, body };
}

/** `map` and `filter` are loops; what other functions make of functions is left open. */
export function lambdaCall(name: string, args: readonly Argument[], span: Span): Expression | undefined {
  const [first, second] = args;
  const collection = first?.expression;
  const body = second?.body;
  if (collection === undefined || body === undefined || second === undefined) return undefined;
  const [valueName = '_', keyName] = second.names;
  const loop = {
    kind: 'for',
    makes: 'tuple',
    keyName,
    valueName,
    collection,
    key: undefined,
    groups: false,
  } as const;
  if (name === 'map') return { ...loop, value: body, condition: undefined, span };
  if (name !== 'filter') return undefined;
  return { ...loop, value: { kind: 'variable', name: valueName, span: body.span }, condition: body, span };
}
