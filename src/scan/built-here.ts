import type { ImageUse, SourceId } from '../sources/image-use.ts';

/** What builds images for the manifests beside it, and puts them in the place of the names that it was given. */
const builders: ReadonlySet<SourceId> = new Set(['skaffold', 'tilt', 'garden']);

/**
 * A name without a host and a path is one of Docker Hub's official images, which nobody else can push. Where Skaffold and
 * its like build one of that name, manifests that say it mean what is built: as pulls they are possible at most, and they
 * keep their name, by which the builder finds them.
 */
export function withBuiltHere(uses: readonly ImageUse[]): readonly ImageUse[] {
  const built = new Map<string, string>();
  for (const use of uses) {
    const name = officialName(use);
    if (use.purpose !== 'push' || !builders.has(use.source) || name === undefined || built.has(name))
      continue;
    built.set(name, `${use.file}:${use.line}`);
  }
  if (built.size === 0) return uses;
  return uses.map((use) => {
    const builtBy = use.purpose === 'pull' ? built.get(officialName(use) ?? '') : undefined;
    return builtBy === undefined ? use : { ...use, confidence: 'possible', builtBy };
  });
}

/** `nginx` of `nginx:1.25`; undefined for what is written with a host or a path. */
function officialName({ reference, value }: ImageUse): string | undefined {
  const { registry, repository } = reference;
  const isOfficial = registry === 'docker.io' && repository.startsWith('library/') && !value.includes('/');
  return isOfficial ? repository : undefined;
}
