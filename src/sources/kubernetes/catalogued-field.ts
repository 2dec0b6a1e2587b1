import {
  field,
  isNull,
  scalarText,
  type YamlAlias,
  type YamlField,
  type YamlMap,
} from '../../formats/yaml/index.ts';
import { parseReference } from '../../image/index.ts';
import { completed } from '../image-fields.ts';
import { composeImage, type ImageParts, imageParts, textOf } from '../image-map.ts';
import { pieceOf, referenceAt, textFrom, type YamlText } from '../yaml-text.ts';
import type { FieldRule } from './field-rule.ts';
import { namespacedImage } from './namespaced-image.ts';
import type { Sighting } from './object-reader.ts';

/** What is found at a catalogued field. */
export type CataloguedImage = Omit<Sighting, 'confidence' | 'purpose'> & {
  /** The field of the map at the place that holds the image. */
  readonly field?: string;
};

/** The image of a field that the catalogue names; undefined when the field is not set or holds something else. */
export function catalogued(
  image: YamlField,
  siblings: YamlMap | undefined,
  via: YamlAlias | undefined,
  rule: FieldRule,
): CataloguedImage | undefined {
  const { value } = image;
  const through = via ?? image.via;
  if (value.kind === 'seq') return undefined;
  if (value.kind === 'map') return inMap(value, through, rule);
  if (isNull(value) || value.value.trim() === '') return undefined;
  const text: YamlText = { scalar: value, via: through };
  switch (rule.form) {
    case 'reference':
      return whole(text, image.key, siblings, rule);
    case 'override':
      return referenceAt(textFrom(text, value.value.indexOf('=') + 1));
    case 'oci-url':
      return behindScheme(text, 'oci://', siblings, rule);
    case 'docker-url':
      return behindScheme(text, 'docker://', siblings, rule);
    case 'package':
      return crossplanePackage(text);
    case 'prefix':
      return prefixed(text, siblings, rule);
    default:
      return undefined;
  }
}

/** kubeadm's `imageRepository`: the names of the images are its own. */
function prefixed(
  text: YamlText,
  siblings: YamlMap | undefined,
  { name, tag: [key] = [] }: FieldRule,
): CataloguedImage {
  const image = referenceAt(text);
  const tag =
    siblings === undefined || key === undefined ? undefined : textOf(field(siblings, key), text.via);
  if (image.unresolved !== undefined) return image;
  if (name === undefined || tag === undefined) {
    const what = name === undefined ? 'which images stand below it' : `the version of ${name}`;
    return {
      ...image,
      unresolved: { code: 'not-visible', reason: `${what} follows from the version of Kubernetes` },
    };
  }
  return {
    ...image,
    value: `${image.value}/${name}:${tag.scalar.value}`,
    pieces: [pieceOf(text, 'registry'), pieceOf(tag, 'tag')],
  };
}

function inMap(map: YamlMap, via: YamlAlias | undefined, rule: FieldRule): CataloguedImage | undefined {
  if (rule.form === 'reference') {
    const parts = imageParts(map, via);
    return parts === undefined ? undefined : composeImage(parts);
  }
  if (rule.form === 'namespaced') return namespacedImage(map, via);
  if (rule.form === 'object') return chosen(map, 'kind', 'DockerImage', 'name', via);
  if (rule.form === 'parameter') return chosen(map, 'name', 'bundle', 'value', via);
  if (rule.form === 'replacement') return replacement(map, via);
  return undefined;
}

/** The field `wanted` of a map whose field `key` says that it holds an image. */
function chosen(
  map: YamlMap,
  key: string,
  value: string,
  wanted: string,
  via: YamlAlias | undefined,
): CataloguedImage | undefined {
  const text = textOf(field(map, wanted), via);
  if (text === undefined || scalarText(field(map, key)?.value) !== value) return undefined;
  return { ...referenceAt(text), field: wanted };
}

/**
 * What kustomize puts in the place of the image `name`: without a new name the same with another tag or digest. Where both are there,
 * it writes both (`api/image/image.go`).
 */
function replacement(map: YamlMap, via: YamlAlias | undefined): CataloguedImage | undefined {
  const text = (key: string): YamlText | undefined => textOf(field(map, key), via);
  const renamed = text('newName');
  const repository = renamed ?? text('name');
  const tag = text('newTag');
  const digest = text('digest');
  const hasVersion = (tag ?? digest) !== undefined;
  if (repository === undefined || (renamed === undefined && !hasVersion)) return undefined;
  if (renamed === undefined && !parseReference(repository.scalar.value).ok) return undefined;
  const image = composeImage(parts(repository, undefined, tag, digest));
  if (renamed !== undefined)
    return { ...image, ...(hasVersion ? {} : { inheritsTag: true }), field: 'newName' };
  // The name that is looked for is no place to write another image.
  return { ...image, pieces: image.pieces.slice(1), field: 'name' };
}

function whole(text: YamlText, key: string, siblings: YamlMap | undefined, rule: FieldRule): CataloguedImage {
  if (siblings === undefined) return referenceAt(text);
  const split = rule.registry ?? rule.tag ?? rule.digest;
  const composed =
    split === undefined ? completed(text, key, siblings, text.via) : besides(text, siblings, rule);
  return composed === undefined ? referenceAt(text) : composeImage(composed);
}

/** The parts of a reference as a rule says where they stand; undefined when the field holds all of it. */
function besides(repository: YamlText, siblings: YamlMap, rule: FieldRule): ImageParts | undefined {
  const parsed = parseReference(repository.scalar.value);
  if (!parsed.ok) return undefined;
  const own = parsed.value.parts;
  const first = (paths: readonly string[] = []): YamlText | undefined =>
    firstOf(siblings, paths, repository.via);
  const registry = own.registry === undefined ? first(rule.registry) : undefined;
  const digest = own.digest === undefined ? first(rule.digest) : undefined;
  const tag = own.tag === undefined && own.digest === undefined ? first(rule.tag) : undefined;
  return (registry ?? tag ?? digest) === undefined ? undefined : parts(repository, registry, tag, digest);
}

function parts(
  repository: YamlText,
  registry: YamlText | undefined,
  tag: YamlText | undefined,
  digest: YamlText | undefined,
): ImageParts {
  return {
    repository,
    ...(registry === undefined ? {} : { registry }),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function firstOf(map: YamlMap, paths: readonly string[], via: YamlAlias | undefined): YamlText | undefined {
  for (const path of paths) {
    const found = textOf(fieldAt(map, path), via);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldAt(map: YamlMap, path: string): YamlField | undefined {
  let found: YamlField | undefined;
  for (const key of path.split('.')) found = field(found === undefined ? map : found.value, key);
  return found;
}

function behindScheme(
  text: YamlText,
  scheme: string,
  siblings: YamlMap | undefined,
  rule: FieldRule,
): CataloguedImage | undefined {
  if (!text.scalar.value.startsWith(scheme)) return undefined;
  const bare = textFrom(text, scheme.length);
  if (siblings === undefined) return referenceAt(bare);
  const { range = [], digest = [] } = rule;
  const isPinned = firstOf(siblings, digest, text.via) !== undefined;
  if (!isPinned && firstOf(siblings, range, text.via) !== undefined)
    return { ...referenceAt(bare), inheritsTag: true };
  const composed = besides(bare, siblings, rule);
  return composed === undefined ? referenceAt(bare) : composeImage(composed);
}

/**
 * Crossplane puts its own registry (`--registry`, `xpkg.crossplane.io` and before it `xpkg.upbound.io`) where a package
 * names none, never Docker Hub.
 */
function crossplanePackage(text: YamlText): CataloguedImage {
  const reference = referenceAt(text);
  const parsed = parseReference(text.scalar.value);
  if (reference.unresolved !== undefined || !parsed.ok || parsed.value.parts.registry !== undefined)
    return reference;
  return { ...reference, unresolved: ownRegistry };
}

const ownRegistry = {
  code: 'not-visible',
  reason: 'the package names no registry: Crossplane puts its own in front',
} as const;
