import type { Decision } from '../cache/types.ts';
import type { ImageReference } from '../image/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import type { SourceText } from '../text/index.ts';
import type { Refusal } from './in-place.ts';

/** What a use is to name so that it is pulled through the cache: tag and digest stay. Undefined where nothing is to change. */
export function cachedInstead(
  use: ImageUse,
  decide: (reference: ImageReference) => Decision,
): ImageReference | undefined {
  if (use.purpose !== 'pull' && use.purpose !== 'build') return undefined;
  const decision = decide(use.reference);
  if (decision.status !== 'covered') return undefined;
  const { registry, repository } = decision.cached;
  return { ...use.reference, registry, repository };
}

/**
 * Names that say which image is replaced, and are pulled by no one: an entry of `images` in a kustomization, or in a Flux
 * one, has them under `name`; one in an Argo CD application is `name=new:tag`, or `name:tag` to change the tag alone.
 */
export function selectorRefusal(use: ImageUse, source: SourceText | undefined): Refusal | undefined {
  const { path, span, source: kind, object } = use;
  if (kind !== 'kubernetes' && kind !== 'kustomize') return undefined;
  const selects =
    (/(?:^|\.)(?:images|imageTags)\[\d+\]\.name$/.test(path) &&
      (kind === 'kustomize' || object?.kind === 'Kustomization' || object?.kind === 'HelmRelease')) ||
    (/(?:^|\.)kustomize\.images\[\d+\]$/.test(path) && source?.text[span.start - 1] !== '=');
  if (!selects) return undefined;
  return { code: 'selector', reason: 'it says which image kustomize replaces, and is pulled by no one' };
}
