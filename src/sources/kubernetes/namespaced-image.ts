import { field, type YamlAlias, type YamlMap } from '../../formats/yaml/index.ts';
import { composeImage, textOf } from '../image-map.ts';
import type { FoundImage } from '../image-use.ts';

/**
 * K8ssandra's `{ registry, repository, name, tag }`: `repository` is what stands before the name (k8ssandra-operator,
 * `pkg/images`). Where the name or the tag is left out, the operator has its own.
 */
export function namespacedImage(
  map: YamlMap,
  via: YamlAlias | undefined,
): Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved'> | undefined {
  const [registry, namespace, name, tag] = ['registry', 'repository', 'name', 'tag'].map((key) =>
    textOf(field(map, key), via),
  );
  const repository = name ?? namespace;
  if (repository === undefined) return undefined;
  const image = composeImage({
    ...(registry === undefined ? {} : { registry }),
    ...(namespace === undefined || name === undefined ? {} : { namespace }),
    repository,
    ...(tag === undefined || name === undefined ? {} : { tag }),
  });
  const missing = name === undefined ? 'name' : tag === undefined ? 'tag' : undefined;
  if (missing === undefined || image.unresolved !== undefined) return image;
  return { ...image, unresolved: { code: 'not-visible', reason: `the operator chooses the ${missing}` } };
}
