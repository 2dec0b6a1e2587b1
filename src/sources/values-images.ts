import { append } from '../append.ts';
import {
  fieldsOf,
  formatPath,
  type PathSegment,
  resolve,
  walkTree,
  type YamlAlias,
  type YamlMap,
  type YamlNode,
  type YamlProblem,
  type YamlSeq,
} from '../formats/yaml/index.ts';
import { parseReference } from '../image/index.ts';
import { evidenceOf } from './image-evidence.ts';
import { type FoundByName, imageInMap, imageInString } from './image-fields.ts';
import { isImageKey, isImageListKey } from './image-key.ts';
import { textOf } from './image-map.ts';
import { isSentinel } from './image-shapes.ts';
import type { FoundImage } from './image-use.ts';
import { commonRegistry, registryAlone, withCommonRegistry } from './values-globals.ts';
import { isRepositoryKey, repositoryField, unnamedImages } from './values-parts.ts';
import { referenceAt } from './yaml-text.ts';

export interface ValuesImages {
  readonly found: readonly FoundImage[];
  readonly problem: YamlProblem | undefined;
}

export interface ValuesOptions {
  /** The chart in words, `chart podinfo 6.x`, where it is not there: what only its defaults say is then told as unknown. */
  readonly absentChart?: string;
  /** The alias through which all of the values are reached. */
  readonly via?: YamlAlias | undefined;
}

/**
 * The images that values name: split over fields, or whole under a key that says "image". `path` is the key from the
 * root of the values on, `origin` the keys that the parts of the reference stand at.
 */
export function valuesImages(root: YamlNode, options: ValuesOptions = {}): ValuesImages {
  const found: FoundImage[] = [];
  const common = commonRegistry(root, options.via);
  let applied = false;
  const problem = walkTree(root, ({ node, path, via: through }) => {
    const via = options.via ?? through;
    let starts: ReadonlyMap<number, string> | undefined;
    const keyed = (map: YamlMap): ReadonlyMap<number, string> => {
      starts ??= startsOf(map);
      return starts;
    };
    const add = (image: FoundByName, at: readonly PathSegment[], parts: YamlMap | undefined): void => {
      const own: FoundImage = {
        ...image,
        path: formatPath(at),
        purpose: 'pull',
        reach: 'default',
        origin: parts === undefined ? [formatPath(at)] : keysOf(image, keyed(parts), path),
      };
      const whole = common === undefined ? own : withCommonRegistry(own, common);
      applied ||= whole !== own;
      found.push(options.absentChart === undefined ? whole : withoutTag(whole));
    };
    const key = path.at(-1);
    if (node.kind === 'seq' && listsImages(path)) addListed(node, path, via, add);
    if (node.kind !== 'map') return undefined;
    const underImageKey = typeof key === 'string' && isImageKey(key);
    const image = path.length === 0 ? undefined : imageInMap(node, via, underImageKey);
    // What the fields of an image are called says nothing more.
    if (image !== undefined) {
      add(image, path, node);
      return undefined;
    }
    const list = listsImages(path);
    for (const field of fieldsOf(node)) {
      if (field.value.kind !== 'scalar') continue;
      const at = [...path, field.key];
      if (isImageKey(field.key)) {
        const named = imageInString(field, node, via);
        if (named !== undefined) add(named, at, node);
      } else if (isRepositoryKey(field.key)) {
        const named = repositoryField(field, node, via);
        if (named !== undefined) add(named, at, node);
      } else if (list) {
        const text = textOf(field, via);
        const listed = text === undefined ? undefined : referenceAt(text);
        if (listed !== undefined && isListed(listed)) add({ ...listed, confidence: 'likely' }, at, undefined);
      }
    }
    if (options.absentChart !== undefined)
      append(found, unnamedImages(node, path, underImageKey, via, options.absentChart));
    return undefined;
  });
  if (options.absentChart !== undefined && !applied)
    append(found, registryAlone(root, options.via, options.absentChart));
  found.sort((a, b) => a.span.start - b.span.start);
  return { found, problem };
}

/** Where the values leave the tag open it is a default of the chart. */
function withoutTag(image: FoundImage): FoundImage {
  const { pieces, unresolved } = image;
  if (pieces === undefined || unresolved !== undefined) return image;
  const parsed = parseReference(image.value);
  if (!parsed.ok || parsed.value.parts.tag !== undefined || parsed.value.parts.digest !== undefined)
    return image;
  return { ...image, inheritsTag: true };
}

/** `images`, and OpenStack's `images.tags`. */
function listsImages(path: readonly PathSegment[]): boolean {
  const key = path.at(-1);
  const list = key === 'tags' && path.length > 1 ? path.at(-2) : key;
  return typeof list === 'string' && isImageListKey(list);
}

/** Of a list called `images`, or a map of them, only what can be nothing else. */
function isListed({ value, unresolved }: Pick<FoundImage, 'value' | 'unresolved'>): boolean {
  return unresolved === undefined && value.includes('/') && evidenceOf(value) === 'strong';
}

function addListed(
  list: YamlSeq,
  path: readonly PathSegment[],
  via: YamlAlias | undefined,
  add: (image: FoundByName, at: readonly PathSegment[], parts: undefined) => void,
): void {
  for (const [index, item] of list.items.entries()) {
    const scalar = resolve(item);
    if (scalar.kind !== 'scalar' || isSentinel(scalar.value)) continue;
    const listed = referenceAt({ scalar, via: via ?? (item.kind === 'alias' ? item : undefined) });
    if (isListed(listed)) add({ ...listed, confidence: 'likely' }, [...path, index], undefined);
  }
}

/** The keys of the fields that the pieces of an image stand in, in the order of the reference. */
function keysOf(
  { pieces, span }: FoundByName,
  starts: ReadonlyMap<number, string>,
  path: readonly PathSegment[],
): readonly string[] {
  return (pieces ?? [{ span }]).flatMap((piece) => {
    const key = starts.get(piece.span.start);
    return key === undefined ? [] : [formatPath([...path, key])];
  });
}

/** Where the texts of a map begin, for as many images as the map may hold. */
function startsOf(map: YamlMap): ReadonlyMap<number, string> {
  const starts = new Map<number, string>();
  for (const { key, value } of fieldsOf(map)) {
    if (value.kind === 'scalar' && value.span.start < value.span.end) starts.set(value.content.start, key);
  }
  return starts;
}
