import { scalarText, type YamlMap } from '../formats/yaml/index.ts';
import { fieldOf, keyedText, listedMaps, listedTexts } from './fields.ts';
import { locationOf } from './location.ts';
import type { Patch, PatchField, PatchTarget } from './types.ts';

/** The patches of a kustomization, in the order of its fields. */
export function readPatches(root: YamlMap, directory: string): readonly Patch[] {
  return [
    ...patchObjects(root, 'patches', directory),
    ...strategicMergePatches(root, directory),
    ...patchObjects(root, 'patchesJson6902', directory),
  ];
}

/** Plugins and strategic merge patches may be written out in the list itself. */
export function isInline(value: string): boolean {
  return value.includes('\n') || /^\s*\{/.test(value) || /^[A-Za-z]+:\s/.test(value);
}

function strategicMergePatches(root: YamlMap, directory: string): readonly Patch[] {
  const field: PatchField = 'patchesStrategicMerge';
  return listedTexts(root, field).map((text) => ({
    ...text,
    field,
    location: isInline(text.value) ? undefined : locationOf(directory, text.value),
    target: undefined,
  }));
}

function patchObjects(root: YamlMap, field: PatchField, directory: string): readonly Patch[] {
  return listedMaps(root, field).flatMap((item): readonly Patch[] => {
    const target = targetOf(item.map);
    const file = keyedText(item, 'path');
    const inline = keyedText(item, 'patch');
    return [
      ...(file === undefined
        ? []
        : [{ ...file, field, location: locationOf(directory, file.value), target }]),
      ...(inline === undefined ? [] : [{ ...inline, field, location: undefined, target }]),
    ];
  });
}

/** What kustomize compares as it stands; anything else is an expression that can mean several objects. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9-]*$/;
const PLAIN_GROUP = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;

function targetOf(map: YamlMap): PatchTarget | undefined {
  const target = fieldOf(map, 'target')?.value;
  if (target?.kind !== 'map') return undefined;
  const text = (key: string, plain: RegExp): string | undefined => {
    const value = scalarText(fieldOf(target, key)?.value);
    return value !== undefined && plain.test(value) ? value : undefined;
  };
  const group = text('group', PLAIN_GROUP);
  const version = text('version', PLAIN);
  const kind = text('kind', PLAIN);
  const namespace = text('namespace', PLAIN);
  const name = text('name', PLAIN_GROUP);
  return {
    ...(group === undefined ? {} : { group }),
    ...(version === undefined ? {} : { version }),
    ...(kind === undefined ? {} : { kind }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}
