import {
  fieldsOf,
  formatPath,
  type PathSegment,
  type YamlAlias,
  type YamlField,
  type YamlMap,
} from '../formats/yaml/index.ts';
import { evidenceOf } from './image-evidence.ts';
import { type FoundByName, fieldsByKey } from './image-fields.ts';
import { composeImage, textOf } from './image-map.ts';
import { isSentinel, spellings } from './image-shapes.ts';
import type { FoundImage } from './image-use.ts';
import { placeOf, type YamlText } from './yaml-text.ts';

/** `imageRepository`, `sidecarImageRepo`, `init_image_repository`: the first group is what the other parts begin with. */
const REPOSITORY_KEY = /^(image|.*(?:[a-z0-9]Image|[a-zA-Z0-9][_-]image))([_-]?)(?:[Rr]epository|[Rr]epo)$/;

export function isRepositoryKey(key: string): boolean {
  return REPOSITORY_KEY.test(key);
}

/** The image whose parts are fields with a common beginning: `sidecarImageRepository`, `sidecarImageTag`. */
export function repositoryField(
  repository: YamlField,
  siblings: YamlMap,
  via: YamlAlias | undefined,
): FoundByName | undefined {
  const [, base = '', joint = ''] = REPOSITORY_KEY.exec(repository.key) ?? [];
  const text = textOf(repository, via);
  if (text === undefined) return undefined;
  const fields = fieldsByKey(siblings);
  const beside = (names: readonly string[]): YamlText | undefined => {
    for (const name of names) {
      const capital = name[0]?.toUpperCase() + name.slice(1);
      const found = textOf(fields.get(base + joint + (joint === '' ? capital : name)), via);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const registry = beside(['registry']);
  const tag = beside(['tag', 'version']);
  const digest = beside(['digest', 'sha', 'sha256']);
  const found = composeImage({
    repository: text,
    ...(registry === undefined ? {} : { registry }),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  });
  if (found.unresolved !== undefined) return { ...found, confidence: 'possible' };
  const evidence = evidenceOf(found.value);
  if (evidence === 'none') return undefined;
  return { ...found, confidence: evidence === 'strong' || found.value.includes('/') ? 'likely' : 'possible' };
}

/** `imageTag`, `initImageTag`, `image_tag`; not `tag` alone, which a map may say of anything. */
const TAG_KEY = /^(image|.*(?:[a-z0-9]Image|[a-zA-Z0-9][_-]image))[_-]?[Tt]ag$/;

/** Images of which a map gives the tag or the digest only: `image: { tag: "1.2" }`, `imageTag: "1.2"`. */
export function unnamedImages(
  map: YamlMap,
  path: readonly PathSegment[],
  underImageKey: boolean,
  via: YamlAlias | undefined,
  absentChart: string,
): readonly FoundImage[] {
  const fields = fieldsByKey(map);
  const says = (key: string): boolean => textOf(fields.get(key), via) !== undefined;
  const found: FoundImage[] = [];
  const add = (key: string, mark: string, at: readonly PathSegment[]): void => {
    const image = unnamed(textOf(fields.get(key), via), mark, absentChart);
    if (image !== undefined)
      found.push({ ...image, path: formatPath(at), origin: [formatPath([...path, key])] });
  };
  const named = spellings.repository.some(says);
  if (underImageKey && !named) {
    const tag = spellings.tag.find(says);
    const version = tag ?? spellings.digest.find(says);
    if (version !== undefined) add(version, tag === undefined ? '@' : ':', path);
    return found;
  }
  for (const { key } of fieldsOf(map)) {
    const [, base] = TAG_KEY.exec(key) ?? [];
    if (base === undefined || (base === 'image' && named)) continue;
    if (!NAME_ENDINGS.some((ending) => says(base + ending))) add(key, ':', [...path, key]);
  }
  return found;
}

/** What may stand behind `initImage` where that names the image. */
const NAME_ENDINGS = [
  '',
  'Name',
  'Ref',
  'Repository',
  'Repo',
  '_name',
  '_repository',
  '_repo',
  '-name',
  '-repository',
];

function unnamed(
  text: YamlText | undefined,
  mark: string,
  absentChart: string,
): Omit<FoundImage, 'path'> | undefined {
  if (text === undefined) return undefined;
  const { value } = text.scalar;
  if (value !== 'latest' && isSentinel(value)) return undefined;
  const reason = `the repository is a default of ${absentChart}, which is not here`;
  return {
    span: placeOf(text),
    value: mark + value,
    unresolved: { code: 'not-visible', reason },
    purpose: 'pull',
    confidence: 'possible',
    reach: 'default',
  };
}
