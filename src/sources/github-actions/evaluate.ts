import { parseYamlText, resolve } from '../../formats/yaml/index.ts';
import { madeFragment } from '../../text/index.ts';
import { type JoinedText, joinText, piecesAt, placeAt } from '../joined-text.ts';
import { isKnown, joined, knownOf, type TextValue, unknownValue, usedBy } from '../text-values.ts';
import { type Expression, parseExpression } from './expression-syntax.ts';
import { below, type DataNode } from './node.ts';

/** What an expression looks up: a node for what the file says of it, else why it is not known. */
export interface Lookup {
  readonly file: string;
  readonly find: (segments: readonly string[]) => DataNode | { readonly unknown: string };
}

/** Expressions that values of expressions hold. */
const DEEPEST = 6;

/** The texts that a text with `${{ … }}` in it can be. */
export function textValues(
  fragments: TextValue['fragments'],
  lookup: Lookup,
  depth = 0,
): readonly TextValue[] {
  const whole: readonly TextValue[] = [{ fragments, origin: [] }];
  const source = joinText(fragments);
  const { text } = source;
  if (!text.includes('${{') || depth > DEEPEST) return whole;
  const parts: (readonly TextValue[])[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('${{', at);
    const end = start === -1 ? -1 : closing(text, start + 3);
    const literal = piecesAt(source, { start: at, end: end === -1 ? text.length : start });
    if (literal.length > 0) parts.push([{ fragments: literal, origin: [] }]);
    if (end === -1) break;
    parts.push(expressionValues({ source, lookup, depth }, start, end));
    at = end + 2;
  }
  return joined(parts);
}

/** Where the `}}` of an expression stands, strings passed over. */
function closing(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if (text.startsWith('}}', at)) return at;
    if (text[at] === '\n' && text[at + 1] === '\n') return -1;
    if (text[at] === "'") {
      const quote = text.indexOf("'", at + 1);
      if (quote === -1) return text.indexOf('}}', at);
      at = quote;
    }
    at++;
  }
  return -1;
}

interface Context {
  readonly source: JoinedText;
  readonly lookup: Lookup;
  readonly depth: number;
}

function expressionValues(context: Context, start: number, end: number): readonly TextValue[] {
  const { source, lookup } = context;
  const span = placeAt(source, { start, end: end + 2 }, lookup.file);
  const use = span === undefined ? undefined : { file: lookup.file, span };
  const expression = parseExpression(source.text, start + 3, end);
  const written = source.text.slice(start, end + 2).replace(/\s+/g, ' ');
  if (expression === undefined) return [unknownValue(`the expression ${written} is not understood`, use)];
  const values = valuesOf(context, expression);
  return use === undefined ? values : usedBy(values, use, undefined);
}

function valuesOf(context: Context, expression: Expression): readonly TextValue[] {
  switch (expression.kind) {
    case 'literal': {
      const { value, start, end } = expression;
      const fragments = piecesAt(context.source, { start, end });
      if (value.length === end - start) return [{ fragments, origin: [] }];
      return [{ fragments: [madeFragment(value)], origin: [] }];
    }
    case 'binary':
      return binaryValues(context, expression.operator, expression.left, expression.right);
    case 'not':
      return [unknownValue('a condition stands for the text')];
    case 'call':
      if (expression.name === 'format') return formatted(context, expression.args);
      if (expression.name === 'fromjson' || expression.name === 'tojson') {
        const [arg] = expression.args;
        return nodeValues(context, nodeOf(context, expression), arg === undefined ? [] : [nameOf(arg)]);
      }
      return [unknownValue(`${expression.name}() is not evaluated`)];
    case 'path':
    case 'member':
      return nodeValues(context, nodeOf(context, expression), [nameOf(expression)]);
  }
}

function nameOf(expression: Expression): string {
  if (expression.kind === 'path') return expression.segments.join('.');
  return expression.kind === 'member'
    ? nameOf(expression.base)
    : expression.kind === 'call'
      ? `${expression.name}()`
      : '';
}

type Found = DataNode | { readonly unknown: string };

/** The node that an expression leads to. */
export function nodeOf(context: Context, expression: Expression): Found {
  if (expression.kind === 'path') return context.lookup.find(expression.segments);
  if (expression.kind === 'member') {
    const base = nodeOf(context, expression.base);
    if ('unknown' in base) return base;
    return below(base, expression.segments) ?? { unknown: `there is no ${expression.segments.join('.')}` };
  }
  const [arg] = expression.kind === 'call' && expression.name === 'fromjson' ? expression.args : [];
  if (arg === undefined) return { unknown: 'the expression is not evaluated' };
  const [value] = valuesOf(context, arg);
  if (value === undefined || !isKnown(value)) return { unknown: unknownReason(value) };
  const source = joinText(value.fragments);
  const root = parseYamlText(source.text).documents[0]?.root;
  if (root === undefined) return { unknown: 'fromJSON() is given no JSON' };
  return {
    made: true,
    value: resolve(root),
    fragments: (node) => (node.kind === 'scalar' ? piecesAt(source, node.content) : []),
  };
}

function unknownReason(value: TextValue | undefined): string {
  const hole = value?.fragments.find(({ kind }) => kind === 'hole');
  return hole?.kind === 'hole' ? hole.unknown.reason : 'it has no value';
}

function nodeValues(context: Context, node: Found, names: readonly string[]): readonly TextValue[] {
  const [name = ''] = names;
  const origin = name === '' ? [] : [name];
  if ('unknown' in node) return [unknownValue(node.unknown, undefined, origin)];
  if (node.value.kind !== 'scalar') return [unknownValue(`${name} is no text`, undefined, origin)];
  const values = textValues(node.fragments(node.value), context.lookup, context.depth + 1);
  return values.map((value) => ({ ...value, origin: [...origin, ...value.origin] }));
}

function binaryValues(
  context: Context,
  operator: string,
  left: Expression,
  right: Expression,
): readonly TextValue[] {
  if (operator === '&&') return truth(context, left) === false ? [] : valuesOf(context, right);
  if (operator !== '||') return [unknownValue('a condition stands for the text')];
  const isTrue = truth(context, left);
  const first = valuesOf(context, left).filter((value) => !isKnown(value) || knownOf(value) !== '');
  if (isTrue === true) return first;
  const second = valuesOf(context, right);
  // A choice: `condition && 'a' || 'b'`. Else the second is what stands when nothing else is given.
  if (isChoice(left)) return isTrue === false ? second : [...first, ...second];
  const known = first.filter(isKnown);
  return known.length > 0 ? known : second;
}

function isChoice(expression: Expression): boolean {
  return (
    expression.kind === 'binary' &&
    (expression.operator === '&&' || (expression.operator === '||' && isChoice(expression.left)))
  );
}

/** Whether an expression is true, as far as the file says. */
function truth(context: Context, expression: Expression): boolean | undefined {
  switch (expression.kind) {
    case 'not': {
      const operand = truth(context, expression.operand);
      return operand === undefined ? undefined : !operand;
    }
    case 'binary': {
      const { operator, left, right } = expression;
      if (operator === '&&' || operator === '||') {
        const sides = [truth(context, left), truth(context, right)];
        const decides = operator === '||';
        if (sides.includes(decides)) return decides;
        return sides.includes(undefined) ? undefined : !decides;
      }
      if (operator !== '==' && operator !== '!=') return undefined;
      const a = decidedText(context, left);
      const b = decidedText(context, right);
      if (a === undefined || b === undefined) return undefined;
      return (a.toLowerCase() === b.toLowerCase()) === (operator === '==');
    }
    case 'call':
      return undefined;
    default: {
      const value = decidedText(context, expression);
      return value === undefined ? undefined : !/^(?:|false|0)$/.test(value);
    }
  }
}

/** The text of an operand. What a caller may give is not decided by its default. */
function decidedText(context: Context, expression: Expression): string | undefined {
  const [first = ''] = expression.kind === 'path' ? expression.segments : [];
  if (/^(?:inputs|github|vars|secrets|needs|steps)$/i.test(first)) return undefined;
  const values = valuesOf(context, expression);
  const [only] = values;
  return values.length === 1 && only !== undefined && isKnown(only) ? knownOf(only) : undefined;
}

/** `format('{0}/web:{1}', a, b)`. */
function formatted(context: Context, [pattern, ...args]: readonly Expression[]): readonly TextValue[] {
  if (pattern?.kind !== 'literal' || pattern.value.length !== pattern.end - pattern.start)
    return [unknownValue('format() is not evaluated')];
  const parts: (readonly TextValue[])[] = [];
  let at = 0;
  for (const match of pattern.value.matchAll(/\{(\d+)\}/g)) {
    const span = { start: pattern.start + at, end: pattern.start + match.index };
    if (span.start < span.end) parts.push([{ fragments: piecesAt(context.source, span), origin: [] }]);
    const arg = args[Number(match[1])];
    parts.push(arg === undefined ? [unknownValue('format() lacks an argument')] : valuesOf(context, arg));
    at = match.index + match[0].length;
  }
  const rest = { start: pattern.start + at, end: pattern.end };
  if (rest.start < rest.end) parts.push([{ fragments: piecesAt(context.source, rest), origin: [] }]);
  return joined(parts);
}

/** The node that a text leads to which is one expression and nothing else; undefined for any other text. */
export function nodeOfText(fragments: TextValue['fragments'], lookup: Lookup): DataNode | undefined {
  const source = joinText(fragments);
  const trimmed = source.text.trim();
  if (!trimmed.startsWith('${{') || !trimmed.endsWith('}}')) return undefined;
  const start = source.text.indexOf('${{') + 3;
  if (closing(source.text, start) !== source.text.lastIndexOf('}}')) return undefined;
  const expression = parseExpression(source.text, start, source.text.lastIndexOf('}}'));
  if (expression === undefined) return undefined;
  const node = nodeOf({ source, lookup, depth: 0 }, expression);
  return 'unknown' in node ? undefined : node;
}
