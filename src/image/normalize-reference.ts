import { ok, type Result } from '../result.ts';
import { DOCKER_HUB, isDockerHubHost, onDockerHub } from './docker-hub.ts';
import { MAX_REPOSITORY_LENGTH } from './limits.ts';
import { parseReference } from './parse-reference.ts';
import { refuseLength } from './reference-errors.ts';
import { namesRegistry } from './scan-registry.ts';
import type { ImageReferenceError, ParsedReference } from './types.ts';

/**
 * `parseReference`, and then one name for one registry: hosts in lower case, since they are compared without case
 * (RFC 3986, section 3.2.2), and every host that serves Docker Hub as `docker.io`. The library compares exactly, so that
 * `Docker.IO/nginx` is no Docker Hub name to it; here it is `docker.io/library/nginx`.
 *
 * A registry that is one only by its capitals (`Team/app`) keeps them: in lower case it would be a path on Docker Hub.
 */
export function normalizeReference(text: string): Result<ParsedReference, ImageReferenceError> {
  const parsed = parseReference(text);
  if (!parsed.ok) return parsed;
  const { reference, parts } = parsed.value;
  const registry = normalizeRegistry(reference.registry);
  if (registry === reference.registry) return parsed;
  const repository = registry === DOCKER_HUB ? onDockerHub(reference.repository) : reference.repository;
  if (repository.length > MAX_REPOSITORY_LENGTH) {
    const implied = repository.length - reference.repository.length;
    return refuseLength(parts.repository.start + MAX_REPOSITORY_LENGTH - implied);
  }
  return ok({ reference: { ...reference, registry, repository }, parts });
}

/** The one name of a registry, from any spelling of its host: `registry-1.docker.io` is `docker.io`, `GHCR.io` is `ghcr.io`. */
export function normalizeRegistry(registry: string): string {
  const lower = registry.toLowerCase();
  if (isDockerHubHost(lower)) return DOCKER_HUB;
  return namesRegistry(lower) ? lower : registry;
}
