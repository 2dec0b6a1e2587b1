import type { TomlValue } from '../formats/toml/index.ts';
import { parseReference } from '../image/index.ts';
import type { FoundImage } from './image-use.ts';
import { type At, below, imageAt } from './toml-images.ts';

const SCHEME = 'docker://';

/** Schemes, names (`urn:cnb:registry:a/b`), parts of the builder (`from=builder:a`), files and folders. */
const ELSEWHERE = /^(?:[a-z]+:\/\/|urn:|from=|\.{0,2}\/|~)|\.(?:cnb|tgz|tar(?:\.gz)?|oci)$/;

/** A buildpack by its id: of the builder, or of the registry of buildpacks. */
const ID = /^[a-z0-9.-]+(?:\/[a-z0-9.-]+)?(?:@[\w.+-]+)?$/;

/**
 * The image that holds a buildpack (pack, `pkg/buildpack/locator_type.go`): one behind `docker://`, or a reference with a tag
 * or digest, which is neither an id nor a place of another kind.
 */
export function locatedImage(at: At, key = 'uri'): readonly FoundImage[] {
  return locatedBy(at.table.entries.get(key), below(at.path, key));
}

export function locatedBy(uri: TomlValue | undefined, path: string): readonly FoundImage[] {
  if (uri?.kind !== 'string') return [];
  if (uri.value.startsWith(SCHEME)) return [imageAt(uri, SCHEME.length, path)];
  if (ELSEWHERE.test(uri.value) || ID.test(uri.value)) return [];
  const parsed = parseReference(uri.value);
  if (!parsed.ok || !uri.value.includes('/')) return [];
  const { tag, digest, registry } = parsed.value.parts;
  return (tag ?? digest ?? registry) === undefined ? [] : [imageAt(uri, 0, path)];
}
