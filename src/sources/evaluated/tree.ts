import { NULL, object, text, tuple, usedAt, type Value } from '../../formats/expressions/index.ts';
import {
  fieldsOf,
  isNull,
  isStringScalar,
  resolve,
  type YamlNode,
  type YamlScalar,
  type YamlValue,
} from '../../formats/yaml/index.ts';

/** Aliases can name more nodes than there are atoms. */
const MAX_DEPTH = 100;
const MAX_NODES = 200_000;

export type Convert = (node: YamlNode) => Value;

export interface TreeReading {
  /** Path of the file that the tree was read from. */
  readonly file: string;
  /** What a string is worth in the file's language; undefined where it is the text itself. */
  readonly text?: (scalar: YamlScalar) => Value | undefined;
  /** What a node is worth that is more than what it looks like: a function as a map with one key. */
  readonly node?: (node: YamlValue, convert: Convert) => Value | undefined;
}

/** A tree of YAML or JSON as a value whose texts know where they stand; what an alias names comes in at the alias. */
export function valueOfTree(root: YamlNode, { file, text: read, node: special }: TreeReading): Value {
  let left = MAX_NODES;
  let depth = 0;
  const convert: Convert = (node) => {
    left--;
    if (left < 0 || depth > MAX_DEPTH) return NULL;
    depth++;
    const value = converted(resolve(node));
    depth--;
    return node.kind === 'alias' ? usedAt(value, { file, span: node.span }) : value;
  };
  const converted = (node: YamlValue): Value => {
    const own = special?.(node, convert);
    if (own !== undefined) return own;
    if (node.kind === 'seq') return tuple(node.items.map(convert));
    if (node.kind === 'map')
      return object(
        new Map(
          fieldsOf(node).map((field) => [
            field.key,
            throughAlias(convert(field.value), field.via?.span, file),
          ]),
        ),
      );
    return scalarValue(node, file, read);
  };
  return convert(root);
}

function throughAlias(value: Value, span: YamlScalar['span'] | undefined, file: string): Value {
  return span === undefined ? value : usedAt(value, { file, span });
}

function scalarValue(scalar: YamlScalar, file: string, read: TreeReading['text']): Value {
  if (isNull(scalar)) return NULL;
  const place = { file, span: scalar.content };
  const type = isStringScalar(scalar);
  if (type) return read?.(scalar) ?? text(scalar.value, place);
  if (/^(?:true|false)$/i.test(scalar.value))
    return { kind: 'bool', value: scalar.value.toLowerCase() === 'true', place, use: place };
  return { kind: 'number', text: scalar.value, place, use: place };
}
