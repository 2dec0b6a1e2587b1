import type { Decision } from '../cache/types.ts';
import type { ImageReference } from '../image/index.ts';
import { err, ok, type Result } from '../result.ts';
import type { ConfiguredFields } from '../sources/configured/index.ts';
import { laidOver } from '../sources/configured/laid-over.ts';
import { extractImages, type FileImages } from '../sources/extract.ts';
import { kubernetes } from '../sources/kubernetes/index.ts';
import { positionAt, type SourceText } from '../text/index.ts';
import type { ManifestRewrite, ManifestRewriteError } from './manifests/types.ts';
import { rewriteOneText } from './one-text.ts';
import { cachedInstead, selectorRefusal } from './wanted.ts';

export type { LeftUse } from './in-place.ts';
export type { ManifestRewrite, ManifestRewriteError, RewrittenUse } from './manifests/types.ts';

/**
 * Makes every image of a manifest, or of a stream of them, that a cache rule covers name the cache, wherever the
 * Kubernetes source finds it: in pod specs, custom resources, image volumes. Only the name changes, tag and digest stay,
 * and every other character of the text stays what it is. The edited text is read again before it is given out: each
 * image is then what it was to become, and all others are what they were.
 *
 * An image that is covered but cannot be rewritten is left, with the reason. `fields` are the user's own, over what the source finds.
 */
export function rewriteManifests(
  source: SourceText,
  decide: (reference: ImageReference) => Decision,
  fields?: ConfiguredFields,
): Result<ManifestRewrite, ManifestRewriteError> {
  const read = (text: SourceText): FileImages => imagesOf(text, fields);
  const before = read(source);
  const [problem] = before.problems;
  if (problem !== undefined) {
    const place = positionAt(source, problem.span.start);
    return err({ code: 'unreadable', reason: problem.message, ...place });
  }
  const { text, changed, left } = rewriteOneText(source, before, read, {
    wanted: (use) => {
      const cached = cachedInstead(use, decide);
      return cached && (selectorRefusal(use, source) ?? cached);
    },
  });
  return ok({
    text,
    rewritten: changed.map(({ use, now }) => ({ use, cached: now })),
    uses: before.uses,
    left,
    unresolved: before.unresolved,
  });
}

/** The stream is read as manifests alone: nothing in it is a chart's or kustomize's own. */
function imagesOf(source: SourceText, fields: ConfiguredFields | undefined): FileImages {
  return laidOver(extractImages(source, [kubernetes], { buildArgs: {} }), source, fields);
}
