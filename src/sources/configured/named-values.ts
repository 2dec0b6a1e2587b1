import { field, resolve, scalarText, type YamlNode, type YamlValue } from '../../formats/yaml/index.ts';
import { textOf } from '../image-map.ts';
import { textFrom, type YamlText } from '../yaml-text.ts';

/** A value that stands beside one of the names, by where it stands below the node. */
export interface NamedValue {
  readonly text: YamlText;
  readonly segment: string | number;
}

/**
 * The values that one node gives to the names: `- --name=value`, `- --name` and the value behind it, `{ name, value }` of a
 * container's variables, `name: value`.
 */
export function namedValues(node: YamlValue, names: ReadonlySet<string>): readonly NamedValue[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'seq')
    return node.items.flatMap((item, index) => argument(item, index, node.items, names));
  const name = scalarText(field(node, 'name')?.value);
  if (name !== undefined && names.has(name)) {
    const text = textOf(field(node, 'value'), undefined);
    if (text !== undefined) return [{ text, segment: 'value' }];
  }
  return [...names].flatMap((key) => {
    const text = textOf(field(node, key), undefined);
    return text === undefined ? [] : [{ text, segment: key }];
  });
}

function argument(
  item: YamlNode,
  index: number,
  items: readonly YamlNode[],
  names: ReadonlySet<string>,
): readonly NamedValue[] {
  const text = scalarOf(item);
  if (text === undefined) return [];
  const { value } = text.scalar;
  const equals = value.indexOf('=');
  if (equals !== -1 && names.has(value.slice(0, equals)) && equals + 1 < value.length)
    return [{ text: textFrom(text, equals + 1), segment: index }];
  const next = scalarOf(items[index + 1]);
  return names.has(value) && next !== undefined ? [{ text: next, segment: index + 1 }] : [];
}

function scalarOf(node: YamlNode | undefined): YamlText | undefined {
  if (node === undefined) return undefined;
  const scalar = resolve(node);
  return scalar.kind === 'scalar' && scalar.value !== ''
    ? { scalar, via: node.kind === 'alias' ? node : undefined }
    : undefined;
}
