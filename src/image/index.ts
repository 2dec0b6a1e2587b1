/**
 * What an image reference is. The grammar and the normalisation are those of github.com/distribution/reference,
 * which Docker, containerd and Kubernetes parse with; on top of it stands what a tool that compares references
 * needs and the library lacks: one name per registry, and the registries that have moved. Pure: no file, no network.
 */
export { DOCKER_HUB } from './docker-hub.ts';
export { familiarReference, formatReference, repositoryName } from './format-reference.ts';
export { normalizeReference, normalizeRegistry } from './normalize-reference.ts';
export { isReference, parseReference } from './parse-reference.ts';
export { equalReferences, withDefaultTag } from './reference.ts';
export { type RetiredRegistry, retiredRegistry } from './retired-registries.ts';
export type {
  ImageReference,
  ImageReferenceError,
  ParsedReference,
  PartSpan,
  ReferenceErrorCode,
  ReferenceParts,
} from './types.ts';
