import {
  field,
  isNull,
  type PathSegment,
  type YamlAlias,
  type YamlMap,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import { composeImage, imageParts, textOf } from '../image-map.ts';
import type { FoundImage } from '../image-use.ts';
import { referenceAt, textFrom, type YamlText } from '../yaml-text.ts';
import type { Reached } from './follow.ts';
import type { ImageField } from './image-field.ts';

export type FoundReference = Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved'>;

interface ImageAt {
  readonly image: FoundReference;
  readonly path: readonly PathSegment[];
}

/** The image at a place that a path leads to: a reference, or a map with its parts. */
export function imagesAt({ value, path, parent, via }: Reached, rule: ImageField): readonly ImageAt[] {
  if (value.kind === 'map') {
    const inner = rule.value === undefined ? undefined : field(value, rule.value);
    if (inner === undefined || rule.value === undefined) {
      const parts = imageParts(value, via);
      return parts === undefined ? [] : [{ image: composeImage(parts), path }];
    }
    return imageOf(inner.value, value, via ?? inner.via, rule, [...path, rule.value]);
  }
  return imageOf(value, parent, via, rule, path);
}

function imageOf(
  value: YamlValue | undefined,
  siblings: YamlMap | undefined,
  via: YamlAlias | undefined,
  rule: ImageField,
  path: readonly PathSegment[],
): readonly ImageAt[] {
  if (value?.kind !== 'scalar' || isNull(value) || value.value.trim() === '') return [];
  const { prefix = '' } = rule;
  if (!value.value.startsWith(prefix)) return [];
  const whole: YamlText = { scalar: value, via };
  const repository = prefix === '' ? whole : textFrom(whole, prefix.length);
  const beside = (key: string | undefined): YamlText | undefined =>
    key === undefined ? undefined : textOf(field(siblings, key), via);
  const [registry, tag, digest] = [beside(rule.registry), beside(rule.tag), beside(rule.digest)];
  if ((registry ?? tag ?? digest) === undefined) return [{ image: referenceAt(repository), path }];
  const image = composeImage({
    repository,
    ...(registry === undefined ? {} : { registry }),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  });
  return [{ image, path }];
}
