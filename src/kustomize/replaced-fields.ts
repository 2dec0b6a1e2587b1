import { at, resolve, scalarText, type YamlNode } from '../formats/yaml/index.ts';
import { fieldOf, listedMaps } from './fields.ts';
import type { Kustomization } from './types.ts';

/** A field of an object that a replacement writes, as far as the kustomization itself says it. */
interface ReplacedField {
  readonly kind: string | undefined;
  readonly name: string | undefined;
  /** Its keys; what picks items of a list is left out: `spec`, `containers`, `image`. */
  readonly keys: readonly string[];
}

const known = new WeakMap<Kustomization, readonly ReplacedField[]>();

/** The fields that replacements write as a whole, or at least their first part: of an image the name. */
export function replacedFields(kustomization: Kustomization): readonly ReplacedField[] {
  const before = known.get(kustomization);
  if (before !== undefined) return before;
  const fields = listedMaps(kustomization.root, 'replacements').flatMap(({ map }) => {
    const targets = fieldOf(map, 'targets')?.value;
    return targets?.kind === 'seq' ? targets.items.flatMap(fieldsOfTarget) : [];
  });
  known.set(kustomization, fields);
  return fields;
}

function fieldsOfTarget(target: YamlNode): readonly ReplacedField[] {
  // Who is left out by labels or names of others is not followed.
  if (at(target, ['reject']) !== undefined || at(target, ['select', 'labelSelector']) !== undefined)
    return [];
  const delimiter = scalarText(at(target, ['options', 'delimiter'])) ?? '';
  if (delimiter !== '' && Number(scalarText(at(target, ['options', 'index'])) ?? 0) > 0) return [];
  const kind = scalarText(at(target, ['select', 'kind']));
  const name = scalarText(at(target, ['select', 'name']));
  const paths = at(target, ['fieldPaths']);
  return (paths?.kind === 'seq' ? paths.items : []).flatMap((item) => {
    const path = scalarText(resolve(item));
    return path === undefined ? [] : [{ kind, name, keys: keysOf(path) }];
  });
}

/** A dot that belongs to a key has a backslash before it; `[name=web]`, `0` and `*` pick items. */
function keysOf(path: string): readonly string[] {
  return path
    .split(/(?<!\\)\./)
    .filter((key) => !/^(?:\[.*\]|\d+|\*|-)$/.test(key))
    .map((key) => key.replaceAll('\\.', '.'));
}
