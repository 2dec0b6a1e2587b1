import { at, resolve, scalarText, type YamlMap, type YamlNode } from '../formats/yaml/index.ts';
import { fieldOf, listedMaps } from './fields.ts';
import type { DataReference, ValueReference } from './types.ts';

/** The variables and replacements of a kustomization that take a text from data; those that take another field are left out. */
export function readValueReferences(root: YamlMap): readonly ValueReference[] {
  const vars = listedMaps(root, 'vars').flatMap(({ path, map }): readonly ValueReference[] => {
    const variable = textIn(map, 'name');
    const object = nodeIn(map, 'objref');
    const from = dataReference(object, textIn(nodeIn(map, 'fieldref'), 'fieldPath'));
    return variable === undefined || from === undefined ? [] : [{ path, variable, from }];
  });
  const replacements = listedMaps(root, 'replacements').flatMap(
    ({ path, map }): readonly ValueReference[] => {
      const source = nodeIn(map, 'source');
      const from = dataReference(source, textIn(source, 'fieldPath'));
      if (from === undefined) return [];
      const options = nodeIn(source, 'options');
      const delimiter = textIn(options, 'delimiter') ?? '';
      const part = { delimiter, index: Number(textIn(options, 'index') ?? 0) };
      return [{ path, from: delimiter === '' ? from : { ...from, part }, partial: partialTargets(map) }];
    },
  );
  return [...vars, ...replacements];
}

/** The targets that take the text for a part of their field. */
function partialTargets(replacement: YamlMap): ReadonlySet<number> {
  const targets = fieldOf(replacement, 'targets')?.value;
  const partial = new Set<number>();
  for (const [index, target] of (targets?.kind === 'seq' ? targets.items : []).entries()) {
    const delimiter = scalarText(at(target, ['options', 'delimiter']));
    if (delimiter !== undefined && delimiter !== '') partial.add(index);
  }
  return partial;
}

const DATA = /^(?:data|stringData)\.(?:\[([^[\]]+)\]|(.+))$/;

function dataReference(
  object: YamlMap | undefined,
  fieldPath: string | undefined,
): DataReference | undefined {
  const kind = textIn(object, 'kind');
  const name = textIn(object, 'name');
  const [, bracketed, plain] = DATA.exec(fieldPath ?? '') ?? [];
  const key = (bracketed ?? plain)?.replaceAll('\\.', '.');
  if ((kind !== 'ConfigMap' && kind !== 'Secret') || name === undefined || key === undefined)
    return undefined;
  return { kind, name, key };
}

function nodeIn(map: YamlMap | undefined, name: string): YamlMap | undefined {
  const value: YamlNode | undefined = map && fieldOf(map, name)?.value;
  const node = value && resolve(value);
  return node?.kind === 'map' ? node : undefined;
}

function textIn(map: YamlMap | undefined, name: string): string | undefined {
  return map && scalarText(fieldOf(map, name)?.value);
}
