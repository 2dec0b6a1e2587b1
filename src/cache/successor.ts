import { type ImageReference, retiredRegistry } from '../image/index.ts';

/** The reference at the registry that serves its images now, where a retired registry kept its paths: `k8s.gcr.io/pause` is `registry.k8s.io/pause`. */
export function effectiveReference(reference: ImageReference): ImageReference {
  const retired = retiredRegistry(reference.registry);
  return retired?.samePaths ? { ...reference, registry: retired.successor } : reference;
}
