import { at, field, resolve, scalarText, type YamlAlias, type YamlNode } from '../../formats/yaml/index.ts';
import { isImageKey } from '../image-key.ts';
import type { FoundImage } from '../image-use.ts';
import { placeOf } from '../yaml-text.ts';

/** A replacement, or a list of them, as a file of its own holds it. */
export function isReplacements(root: YamlNode | undefined): root is YamlNode {
  if (root === undefined) return false;
  const items = root.kind === 'seq' ? root.items : [root];
  const holds = (item: YamlNode, key: string, kind: 'map' | 'seq'): boolean =>
    field(item, key)?.value.kind === kind;
  return (
    items.length > 0 && items.every((item) => holds(item, 'source', 'map') && holds(item, 'targets', 'seq'))
  );
}

/**
 * The image fields that replacements write. They do so behind the `images:` of their kustomization
 * (api/internal/target, configureBuiltinTransformers), with what another object holds.
 */
export function replacedImages(replacements: YamlNode, path: string = ''): readonly FoundImage[] {
  const list = resolve(replacements);
  if (list.kind !== 'seq') return inReplacement(replacements, path);
  return list.items.flatMap((item, index) => inReplacement(item, `${path}[${index}]`));
}

function inReplacement(replacement: YamlNode, path: string): readonly FoundImage[] {
  const targets = at(replacement, ['targets']);
  if (targets?.kind !== 'seq') return [];
  const dot = path === '' ? '' : '.';
  return targets.items.flatMap((target, index) => {
    const paths = at(target, ['fieldPaths']);
    if (paths?.kind !== 'seq' || leavesName(target)) return [];
    const via = replacement.kind === 'alias' ? replacement : target.kind === 'alias' ? target : undefined;
    return paths.items.flatMap(
      (item, place) =>
        writtenImage(item, via, target, `${path}${dot}targets[${index}].fieldPaths[${place}]`) ?? [],
    );
  });
}

/** Of a reference cut at its colons, parts behind the first are the tag or the digest. */
function leavesName(target: YamlNode): boolean {
  const options = at(target, ['options']);
  const delimiter = scalarText(field(options, 'delimiter')?.value) ?? '';
  return /^[:@]$/.test(delimiter) && Number(scalarText(field(options, 'index')?.value) ?? 0) > 0;
}

function writtenImage(
  item: YamlNode,
  outer: YamlAlias | undefined,
  target: YamlNode,
  path: string,
): FoundImage | undefined {
  const scalar = resolve(item);
  if (scalar.kind !== 'scalar' || !isImageField(scalar.value)) return undefined;
  const kind = scalarText(at(target, ['select', 'kind']));
  const name = scalarText(at(target, ['select', 'name']));
  return {
    span: placeOf({ scalar, via: outer ?? (item.kind === 'alias' ? item : undefined) }),
    value: scalar.value,
    unresolved: {
      code: 'not-visible',
      reason: 'a replacement writes this image when kustomize builds, behind the images entries',
    },
    path,
    object: { ...(kind === undefined ? {} : { kind }), ...(name === undefined ? {} : { name }) },
    purpose: 'pull',
    confidence: 'possible',
    reach: 'default',
  };
}

/** `spec.template.spec.containers.[name=web].image`; a dot that belongs to a key has a backslash before it. */
function isImageField(fieldPath: string): boolean {
  const keys = fieldPath.split(/(?<!\\)\./);
  if (keys.includes('annotations') || keys.includes('labels')) return false;
  const last = keys.at(-1) ?? '';
  const parent = keys.at(-2) ?? '';
  return isImageKey(last) || (isImageKey(parent) && /^(?:reference|registry|repository|name)$/.test(last));
}
