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
  if (uri?.kind !== 'string' || !isBuildpackImage(uri.value)) return [];
  return [imageAt(uri, uri.value.startsWith(SCHEME) ? SCHEME.length : 0, path)];
}

/** Whether what says where a buildpack is names an image. */
export function isBuildpackImage(locator: string): boolean {
  if (locator.startsWith(SCHEME)) return true;
  if (ELSEWHERE.test(locator) || ID.test(locator) || !locator.includes('/')) return false;
  const parsed = parseReference(locator);
  if (!parsed.ok) return false;
  const { tag, digest, registry } = parsed.value.parts;
  return (tag ?? digest ?? registry) !== undefined;
}
