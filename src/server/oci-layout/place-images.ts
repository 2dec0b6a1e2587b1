import { type CacheRegistry, cachedReference, coveringRule, upstreamReference } from '../../cache/index.ts';
import {
  formatReference,
  type ImageReference,
  normalizeReference,
  withDefaultTag,
} from '../../image/index.ts';
import { err, ok, type Result } from '../../result.ts';
import type { ImportedImage } from './import-layout.ts';
import type { LayoutError } from './layout-error.ts';
import type { ListedImage } from './read-index.ts';

/**
 * The upstream repository of a reference, by the cache rules: of one that is written for the cache, what its rule fetches; else what
 * the rule that covers it fetches. Undefined when no rule serves it.
 */
export function upstreamOf(reference: ImageReference, registry: CacheRegistry): ImageReference | undefined {
  const direct = upstreamReference(reference, registry.rules);
  const { loginServer = '' } = registry;
  if (direct !== undefined && reference.registry === loginServer) return direct.upstream;
  const rule = coveringRule(reference, registry.rules);
  const cached = rule === undefined ? undefined : cachedReference(reference, rule, loginServer);
  return cached === undefined ? undefined : upstreamReference(cached, registry.rules)?.upstream;
}

/** Which repository and tag each image of a layout is for. `as` names the repository of those whose name is only a tag, or who have none. */
export function placeImages(
  images: readonly ListedImage[],
  registry: CacheRegistry,
  as: ImageReference | undefined,
): Result<readonly ImportedImage[], LayoutError> {
  const placed: ImportedImage[] = [];
  for (const listed of images) {
    const named = referenceOf(listed, as, images.length);
    if (!named.ok) return named;
    const upstream = upstreamOf(named.value, registry);
    if (upstream === undefined) {
      const message = `${listed.place}: no cache rule serves ${formatReference(named.value)}`;
      return err({ code: 'no-rule', message });
    }
    const { tag, digest } = named.value;
    if (digest !== undefined && digest !== listed.descriptor.digest) {
      const message = `${listed.place}: it is named ${formatReference(named.value)}, and its digest is ${listed.descriptor.digest}`;
      return err({ code: 'wrong-content', message });
    }
    const repository = `${upstream.registry}/${upstream.repository}`;
    placed.push({ listed, repository, ...(tag === undefined ? {} : { tag }) });
  }
  return ok(placed);
}

/** A tag as a name of its own (image-spec, annotations.md: `org.opencontainers.image.ref.name`), as skopeo writes it. */
const bareTag = /^\w[\w.-]{0,127}$/;

function referenceOf(
  { name, place }: ListedImage,
  as: ImageReference | undefined,
  images: number,
): Result<ImageReference, LayoutError> {
  if (name === undefined || bareTag.test(name)) {
    if (as !== undefined && name !== undefined)
      return ok({ ...repositoryOf(as), tag: (images === 1 ? as.tag : undefined) ?? name });
    if (as !== undefined && images === 1) return ok(withDefaultTag(as));
    const what = name === undefined ? 'it has no name' : `its name is only the tag ${JSON.stringify(name)}`;
    const message = `${place}: ${what}: name its repository with --as docker.io/library/nginx${name === undefined ? ':1.27' : ''}`;
    return err({ code: 'unnamed', message });
  }
  const parsed = normalizeReference(name);
  if (parsed.ok) return ok(withDefaultTag(parsed.value.reference));
  const message = `${place}: its name ${JSON.stringify(name.slice(0, 200))} is no reference: ${parsed.error.reason}`;
  return err({ code: 'unnamed', message });
}

function repositoryOf({ registry, repository }: ImageReference): ImageReference {
  return { registry, repository };
}
