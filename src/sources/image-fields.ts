import {
  fieldsOf,
  isStringScalar,
  REMEMBERED_SIZE,
  type YamlAlias,
  type YamlField,
  type YamlMap,
} from '../formats/yaml/index.ts';
import { parseReference } from '../image/index.ts';
import { evidenceOf } from './image-evidence.ts';
import { composeImage, type ImageParts, imageParts, textOf } from './image-map.ts';
import { isSentinel, spellings } from './image-shapes.ts';
import type { Confidence, FoundImage } from './image-use.ts';
import { referenceAt, type YamlText } from './yaml-text.ts';

/** An image found by the names of fields, without anything that declares them to be images. */
export type FoundByName = Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved'> & {
  readonly confidence: Confidence;
};

/** Fields that make a map the description of something else: an object reference, a place in a Git repository. */
const otherThings: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'branch',
  'ref',
  'revision',
  'commit',
  'url',
  'chart',
]);

/** Spellings of a repository that are one wherever they stand; `name` and `image` need a key above that says "image". */
const plainRepository: ReadonlySet<string> = new Set(['repository', 'repo', 'imageRepository']);
const anyRepository: ReadonlySet<string> = new Set<string>(spellings.repository);

/**
 * The image that a map describes with split fields. A map under a key that says "image" needs a repository; any other
 * map needs a repository and a tag or digest beside it, since a repository alone is as often one of Git, of Maven or
 * of a database.
 */
export function imageInMap(
  map: YamlMap,
  via: YamlAlias | undefined,
  underImageKey: boolean,
): FoundByName | undefined {
  const fields = fieldsOf(map);
  const whole = underImageKey ? wholeIn(map, via) : undefined;
  if (whole !== undefined) return whole;
  const wanted = underImageKey ? anyRepository : plainRepository;
  if (!fields.some(({ key }) => wanted.has(key)) || fields.some(({ key }) => otherThings.has(key)))
    return undefined;
  const parts = imageParts(map, via);
  if (parts === undefined) return undefined;
  const named = fields.some(
    (candidate) => plainRepository.has(candidate.key) && textOf(candidate, via) !== undefined,
  );
  const pinned = parts.tag !== undefined || parts.digest !== undefined;
  if (!underImageKey && !(named && pinned)) return undefined;
  const found = composeImage(parts);
  if (found.unresolved !== undefined) return { ...found, confidence: 'possible' };
  const evidence = evidenceOf(found.value);
  if (evidence === 'none') return undefined;
  const telling = evidence === 'strong' || (named && found.value.includes('/'));
  return { ...found, confidence: telling ? 'likely' : 'possible' };
}

/** `image: { ref: quay.io/a/b@sha256:… }`: a `ref` of Git has no such text. */
function wholeIn(map: YamlMap, via: YamlAlias | undefined): FoundByName | undefined {
  const text = textOf(fieldsByKey(map).get('ref'), via);
  if (text === undefined) return undefined;
  const image = referenceAt(text);
  const parsed = parseReference(text.scalar.value);
  if (image.unresolved !== undefined || !parsed.ok || !text.scalar.value.includes('/')) return undefined;
  const { tag, digest } = parsed.value.parts;
  return (tag ?? digest) === undefined ? undefined : { ...image, confidence: 'likely' };
}

/** The image that a string under a key that says "image" names, together with the fields beside it that complete it. */
export function imageInString(
  image: YamlField,
  siblings: YamlMap,
  via: YamlAlias | undefined,
): FoundByName | undefined {
  const text = textOf(image, via);
  if (text === undefined || !isStringScalar(text.scalar) || isSentinel(text.scalar.value)) return undefined;
  const whole = referenceAt(text);
  if (whole.unresolved !== undefined) return { ...whole, confidence: 'possible' };
  const evidence = evidenceOf(whole.value);
  if (evidence === 'none') return undefined;
  const parts = completed(text, image.key, siblings, via);
  if (parts === undefined) return { ...whole, confidence: evidence === 'strong' ? 'likely' : 'possible' };
  const found = composeImage(parts);
  if (found.unresolved !== undefined) return { ...found, confidence: 'possible' };
  return evidenceOf(found.value) === 'strong' ? { ...found, confidence: 'likely' } : undefined;
}

/** The parts of a reference whose registry, tag or digest stand in fields of their own; undefined when it is whole. */
export function completed(
  repository: YamlText,
  key: string,
  siblings: YamlMap,
  via: YamlAlias | undefined,
): ImageParts | undefined {
  const parsed = parseReference(repository.scalar.value);
  if (!parsed.ok) return undefined;
  const { parts } = parsed.value;
  const fields = fieldsByKey(siblings);
  const first = (names: readonly string[]): YamlText | undefined => {
    for (const name of names) {
      const text = textOf(fields.get(name), via);
      if (text !== undefined) return text;
    }
    return undefined;
  };
  const plain = key === 'image';
  const base = key.replace(/[_-]?[Nn]ame$/, '');
  const registryNames = repository.scalar.value.includes('/')
    ? ['registry']
    : ['registry', 'hub', 'repository'];
  // `web_image` with `web_registry`, `web_tag` and `web_digest`, or with `web_image_tag`.
  const stem = base.replace(/[_-]?[Ii]mage$/, '');
  const kin = (word: string): readonly string[] =>
    plain || stem === '' ? [] : [`${stem}_${word.toLowerCase()}`, `${stem}${word}`];
  const registry = parts.registry === undefined ? first(plain ? registryNames : kin('Registry')) : undefined;
  const tagNames = [`${base}Tag`, `${base}_tag`, `${base}Version`, `${base}_version`, ...kin('Tag')];
  // A `version` beside an image is as often the version of the whole thing.
  const plainTagNames = ['tag', ...tagNames, ...(registry === undefined ? [] : ['version'])];
  const tagged = parts.tag !== undefined || parts.digest !== undefined;
  const tag = tagged ? undefined : first(plain ? plainTagNames : tagNames);
  const digestNames = plain ? ['digest', 'imageDigest', 'sha256', 'sha'] : kin('Digest');
  const digest = parts.digest === undefined ? first(digestNames) : undefined;
  if (registry === undefined && tag === undefined && digest === undefined) return undefined;
  return {
    repository,
    ...(registry === undefined ? {} : { registry }),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Where `fieldsOf` remembers a map's fields, so is this: each of many image keys may ask for all the others. */
const byKeyOfMany = new WeakMap<readonly YamlField[], ReadonlyMap<string, YamlField>>();

export function fieldsByKey(map: YamlMap): ReadonlyMap<string, YamlField> {
  const fields = fieldsOf(map);
  const known = byKeyOfMany.get(fields);
  if (known !== undefined) return known;
  const byKey = new Map(fields.map((field) => [field.key, field]));
  if (fields.length > REMEMBERED_SIZE) byKeyOfMany.set(fields, byKey);
  return byKey;
}
