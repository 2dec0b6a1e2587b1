import { fieldsOf, resolve, type YamlNode, type YamlScalar } from '../../formats/yaml/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { formatFloat } from '../go/fmt/float.ts';
import type { ValuesError } from './errors.ts';
import { resolveScalar } from './scalar.ts';
import type { KeyPath, Place, Value } from './value.ts';

/** Values of one file; real ones have some thousand. Aliases within aliases would make any number of them. */
const maxValues = 300_000;

/** What helm makes of a YAML node: go-yaml v2's reading of it, carried through JSON (sigs.k8s.io/yaml). */
export function valueOfYaml(file: string, root: YamlNode): Result<Value, ValuesError> {
  let count = 0;
  const fail = (code: ValuesError['code'], message: string, node: YamlNode): Result<never, ValuesError> =>
    err({ code, message, file, span: node.span });

  const read = (given: YamlNode, keys: KeyPath | undefined): Result<Value, ValuesError> => {
    const node = resolve(given);
    const place: Place = { file, keys, span: node.span };
    if (++count > maxValues) return fail('too-large', 'aliases make too many values of the file', given);
    if (node.kind === 'scalar') {
      const scalar = scalarValue(node, place);
      return scalar.ok ? scalar : fail('scalar', scalar.error, node);
    }
    if (node.kind === 'seq') {
      const items: Value[] = [];
      for (const [index, item] of node.items.entries()) {
        const value = read(item, { parent: keys, key: index });
        if (!value.ok) return value;
        items.push(value.value);
      }
      return ok({ kind: 'list', items, place });
    }
    const entries = new Map<string, Value>();
    for (const { keyNode, value: child } of fieldsOf(node)) {
      const key = keyText(keyNode);
      if (!key.ok) return fail('key', key.error, keyNode);
      const value = read(child, { parent: keys, key: key.value });
      if (!value.ok) return value;
      entries.set(key.value, value.value);
    }
    return ok({ kind: 'table', entries, place });
  };
  return read(root, undefined);
}

function scalarValue(scalar: YamlScalar, place: Place): Result<Value, string> {
  const resolved = resolveScalar(scalar);
  if (!resolved.ok) return resolved;
  const { value } = resolved;
  switch (value.kind) {
    case 'int':
      return ok({ kind: 'float', value: Number(value.value), place });
    case 'float':
      return Number.isFinite(value.value)
        ? ok({ ...value, place })
        : err(`JSON, by way of which values are read, has no ${scalar.value}`);
    default:
      return ok({ ...value, place });
  }
}

/** The key as JSON gets it: `y:` is `true`, `0x1F:` is `31`, and a float has the precision of 32 bits. */
function keyText(node: YamlNode): Result<string, string> {
  const key = resolve(node);
  if (key.kind !== 'scalar') return err('a key is a list or a map');
  const resolved = resolveScalar(key);
  if (!resolved.ok) return resolved;
  const { value } = resolved;
  switch (value.kind) {
    case 'nil':
      return err('a key is null');
    case 'float':
      return ok(Number.isFinite(value.value) ? formatFloat(value.value, 32) : infinityKey(value.value));
    default:
      return ok(String(value.value));
  }
}

function infinityKey(value: number): string {
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}
