import { DOCKER_HUB, OFFICIAL_NAMESPACE } from './docker-hub.ts';
import type { ImageReference } from './types.ts';

/** `registry/repository[:tag][@digest]`: the full name, which parses to the same reference again. */
export function formatReference(reference: ImageReference): string {
  return repositoryName(reference) + suffix(reference);
}

/** `registry/repository`, without tag and digest. */
export function repositoryName(reference: ImageReference): string {
  return `${reference.registry}/${reference.repository}`;
}

/**
 * The form in which Docker shows a reference (`FamiliarString`): without `docker.io/`, and without `library/` where one
 * component follows. For people alone: `docker.io/a.b/c` is shown as `a.b/c`, which parses as a registry.
 */
export function familiarReference(reference: ImageReference): string {
  if (reference.registry !== DOCKER_HUB) return formatReference(reference);
  const { repository } = reference;
  const official = repository.startsWith(OFFICIAL_NAMESPACE)
    ? repository.slice(OFFICIAL_NAMESPACE.length)
    : undefined;
  const shown = official === undefined || official.includes('/') ? repository : official;
  return shown + suffix(reference);
}

function suffix({ tag, digest }: ImageReference): string {
  return (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}
