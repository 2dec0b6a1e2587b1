import { formatReference, type ImageReference, normalizeReference, repositoryName } from '../image/index.ts';
import { effectiveImages, type KustomizeGraph, matchesEntry } from '../kustomize/index.ts';
import type { ImageUse } from '../sources/image-use.ts';

/**
 * What becomes of a digest that is written at a use:
 * - `images`: the images that are pulled by it, without the digest; more than one where kustomizations rename differently.
 * - `replaced`: none, since an entry puts its own tag or digest in its place; that entry is a use of its own.
 * - `suffix`: none, since a `tagSuffix` drops it.
 */
export type Pulled =
  | { readonly kind: 'images'; readonly images: readonly ImageReference[] }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'suffix' };

/** No image has it: what still holds it behind the kustomizations was kept by them. */
const marker = `sha256:${'0'.repeat(64)}`;

/** The images that a digest at the use would pin, behind all kustomizations that take in its file. */
export function pulledThrough(use: ImageUse, tag: string, graph: KustomizeGraph): Pulled {
  const own: Pulled = { kind: 'images', images: [{ ...use.reference, tag }].map(withoutDigest) };
  if (use.source !== 'kubernetes' && use.source !== 'kustomize') return own;
  const value = `${nameIn(use)}:${tag}@${marker}`;
  const { images, complete } = effectiveImages(graph, {
    file: use.file,
    value,
    path: use.path.replace(/^(image(?:s|Tags)\[\d+\])\.name$/, '$1.newName'),
    ...(use.object === undefined ? {} : { object: use.object }),
  });
  if (images.length === 0 || !complete) return own;
  const kept = new Map<string, ImageReference>();
  for (const { after } of images) {
    const parsed = normalizeReference(after);
    if (!parsed.ok || parsed.value.reference.digest !== marker) continue;
    const image = withoutDigest({ ...parsed.value.reference, tag: parsed.value.reference.tag ?? tag });
    kept.set(formatReference(image), image);
  }
  if (kept.size > 0) return { kind: 'images', images: [...kept.values()] };
  return { kind: meetsSuffix(value, graph) ? 'suffix' : 'replaced' };
}

/** The name as the use writes it, which is what entries are held against. */
function nameIn({ value, reference }: ImageUse): string {
  const parsed = normalizeReference(value);
  if (!parsed.ok) return repositoryName(reference);
  return value.slice(0, parsed.value.parts.repository.end);
}

function meetsSuffix(value: string, { byDirectory }: KustomizeGraph): boolean {
  return [...byDirectory.values()].some(({ images }) =>
    images.some(({ entry }) => (entry.tagSuffix ?? '') !== '' && matchesEntry(entry, value)),
  );
}

function withoutDigest({ registry, repository, tag }: ImageReference): ImageReference {
  return { registry, repository, ...(tag === undefined ? {} : { tag }) };
}
