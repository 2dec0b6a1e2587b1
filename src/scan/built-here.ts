import type { ImageUse, SourceId } from '../sources/image-use.ts';

/** What builds images for the manifests beside it, and puts them in the place of the names that it was given. */
const builders: ReadonlySet<SourceId> = new Set(['skaffold', 'tilt', 'garden']);

/**
 * A name without a host and a path is one of Docker Hub's official images, which nobody else can push. Where Skaffold and
 * its like build one of that name, manifests that say it mean what is built: as pulls they are possible at most.
 */
export function withBuiltHere(uses: readonly ImageUse[]): readonly ImageUse[] {
  const built = new Set(
    uses.filter(({ purpose, source }) => purpose === 'push' && builders.has(source)).flatMap(officialName),
  );
  if (built.size === 0) return uses;
  return uses.map((use) =>
    use.purpose === 'pull' && officialName(use).some((name) => built.has(name))
      ? { ...use, confidence: 'possible' }
      : use,
  );
}

/** `nginx` of `nginx:1.25`; nothing for what is written with a host or a path. */
function officialName({ reference, value }: ImageUse): readonly string[] {
  const { registry, repository } = reference;
  if (registry !== 'docker.io' || !repository.startsWith('library/') || value.includes('/')) return [];
  return [repository];
}
