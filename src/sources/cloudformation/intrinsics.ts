import { append } from '../../append.ts';
import {
  elementsOf,
  type Fragment,
  failure,
  fragmentsOf,
  knownText,
  lookUp,
  NULL,
  text,
  tuple,
  unknown,
  unknownIn,
  usedAt,
  type Value,
} from '../../formats/expressions/index.ts';
import {
  fieldsOf,
  resolve,
  spanInSource,
  type YamlNode,
  type YamlScalar,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import { builtText, type Convert, valueOfTree } from '../evaluated/index.ts';
import type { TemplateContext } from './context.ts';

/** What a node is worth, its intrinsic functions evaluated (`!Sub` and `Fn::Sub`). */
export function valueIn(context: TemplateContext, node: YamlNode): Value {
  const { source } = context;
  return valueOfTree(node, {
    file: source.path,
    node: (value, convert) => {
      const call = callOf(value);
      if (call === undefined) return undefined;
      const own = evaluated(context, call.name, call.argument, convert);
      // A function is used where it stands as a whole; the sides of a condition are better found where they stand.
      if (call.name === 'If') return own;
      return usedAt(own, { file: source.path, span: value.kind === 'scalar' ? value.content : value.span });
    },
  });
}

/** A function: a tag, or a map whose only key is its name. */
function callOf(node: YamlValue): { readonly name: string; readonly argument: YamlValue } | undefined {
  if (node.tag?.startsWith('!') && !node.tag.startsWith('!!') && /^!\w+$/.test(node.tag)) {
    const { tag, ...plain } = node;
    return { name: tag.slice(1), argument: plain as YamlValue };
  }
  if (node.kind !== 'map' || node.entries.length !== 1) return undefined;
  const [only] = fieldsOf(node);
  if (only === undefined || !/^(?:Fn::\w+|Ref|Condition)$/.test(only.key)) return undefined;
  return { name: only.key.replace(/^Fn::/, ''), argument: only.value };
}

function evaluated(context: TemplateContext, name: string, argument: YamlValue, convert: Convert): Value {
  switch (name) {
    case 'Ref':
      return argument.kind === 'scalar' ? context.reference(argument.value) : failure('Ref takes a name');
    case 'Sub':
      return substituted(context, argument, convert);
    case 'If':
      return chosen(context, argument, convert);
    case 'Join':
      return joined(convert(argument));
    case 'Select':
      return selected(convert(argument));
    case 'Split':
      return split(convert(argument));
    case 'FindInMap':
      return found(context, convert(argument));
    case 'GetAtt':
      return unknown(`${named(argument)} is known only when AWS deploys`);
    case 'ImportValue':
      return unknown('it is imported from another stack');
    default:
      return unknown(`the function ${name} is not evaluated`);
  }
}

function named(node: YamlValue): string {
  if (node.kind === 'scalar') return node.value;
  if (node.kind !== 'seq') return 'an attribute';
  return node.items.map((item) => named(resolve(item))).join('.');
}

const NAME = /\$\{(!?)([\w.:]+)\}/g;

/** `${Name}` in a text, with values of its own in the second form. */
function substituted(context: TemplateContext, argument: YamlValue, convert: Convert): Value {
  const [first, second] = argument.kind === 'seq' ? argument.items.map(resolve) : [argument];
  if (first?.kind !== 'scalar') return failure('Sub takes a text');
  const own = second === undefined ? NULL : convert(second);
  const fragments: Fragment[] = [];
  let from = 0;
  for (const match of first.value.matchAll(NAME)) {
    append(fragments, literal(context, first, from, match.index));
    from = match.index + match[0].length;
    const [, escaped, name = ''] = match;
    if (escaped === '!') append(fragments, literal(context, first, match.index, from));
    else {
      const given = own.kind === 'object' ? own.entries.get(name) : undefined;
      const value = given ?? context.reference(name);
      append(
        fragments,
        fragmentsOf(value) ?? [{ kind: 'hole', unknown: { reason: `${name} is no text` }, use: undefined }],
      );
    }
  }
  append(fragments, literal(context, first, from, first.value.length));
  return builtText(fragments);
}

function literal(
  { source }: TemplateContext,
  scalar: YamlScalar,
  start: number,
  end: number,
): readonly Fragment[] {
  if (start >= end) return [];
  const place = { file: source.path, span: spanInSource(source, scalar, { start, end }) };
  return [{ kind: 'text', text: scalar.value.slice(start, end), place, use: place }];
}

/** Conditions are of parameters, which somebody else gives: both sides stay. */
function chosen({ source }: TemplateContext, argument: YamlValue, convert: Convert): Value {
  const [condition, whenTrue, whenFalse] = argument.kind === 'seq' ? argument.items.map(resolve) : [];
  if (condition?.kind !== 'scalar' || whenTrue === undefined || whenFalse === undefined)
    return failure('If takes a condition and two values');
  const place = { file: source.path, span: condition.content };
  return {
    kind: 'unknown',
    unknown: { reason: `the condition ${condition.value} is not known` },
    choices: [
      { value: convert(whenTrue), condition: place, holds: true },
      { value: convert(whenFalse), condition: place, holds: false },
    ],
  };
}

function joined(argument: Value): Value {
  const [separator, list] = argument.kind === 'tuple' ? argument.items : [];
  const between = separator === undefined ? undefined : fragmentsOf(separator);
  const items = list === undefined ? undefined : elementsOf(list);
  if (between === undefined || items?.ok !== true) return unknownOf(list ?? argument);
  return builtText(
    items.value.flatMap(([, item], index) => [...(index === 0 ? [] : between), ...(fragmentsOf(item) ?? [])]),
  );
}

function selected(argument: Value): Value {
  const [index, list] = argument.kind === 'tuple' ? argument.items : [];
  return index === undefined || list === undefined
    ? failure('Select takes an index and a list')
    : lookUp(list, index);
}

function split(argument: Value): Value {
  const [separator, value] = argument.kind === 'tuple' ? argument.items : [];
  const known = value === undefined ? undefined : knownText(value);
  const between = separator === undefined ? undefined : knownText(separator);
  if (known === undefined || between === undefined || between === '') return unknownOf(value ?? argument);
  return tuple(known.split(between).map((part) => text(part)));
}

function found({ mappings }: TemplateContext, argument: Value): Value {
  const [name, first, second] = argument.kind === 'tuple' ? argument.items : [];
  if (name === undefined || first === undefined || second === undefined)
    return failure('FindInMap takes three names');
  return lookUp(lookUp(lookUp(mappings(), name), first), second);
}

function unknownOf(value: Value): Value {
  return { kind: 'unknown', unknown: unknownIn(value) ?? { reason: 'its arguments are not known' } };
}
