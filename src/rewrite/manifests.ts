import type { Decision } from '../cache/types.ts';
import type { ImageReference } from '../image/index.ts';
import { err, ok, type Result } from '../result.ts';
import { extractImages, type FileImages } from '../sources/extract.ts';
import type { ImageUse } from '../sources/image-use.ts';
import { kubernetes } from '../sources/kubernetes/index.ts';
import { applyEdits, positionAt, type SourceText } from '../text/index.ts';
import { type Deviation, deviation } from './manifests/prove.ts';
import { readElsewhereIn } from './manifests/read-elsewhere.ts';
import { settle, type Wish } from './manifests/settle.ts';
import type { ManifestRewrite, ManifestRewriteError } from './manifests/types.ts';
import { editsOf, leftOf, wishFor, withoutSuspects } from './manifests/wishes.ts';

export type {
  LeftUse,
  ManifestRewrite,
  ManifestRewriteError,
  RewrittenUse,
} from './manifests/types.ts';

/**
 * Makes every image of a manifest, or of a stream of them, that a cache rule covers name the cache, wherever the
 * Kubernetes source finds it: in pod specs, custom resources, image volumes. Only the name changes, tag and digest stay,
 * and every other character of the text stays what it is. The edited text is read again before it is given out: each
 * image is then what it was to become, and all others are what they were.
 *
 * An image that is covered but cannot be rewritten is left, with the reason.
 */
export function rewriteManifests(
  source: SourceText,
  decide: (reference: ImageReference) => Decision,
): Result<ManifestRewrite, ManifestRewriteError> {
  const before = imagesOf(source);
  const [problem] = before.problems;
  if (problem !== undefined) {
    const place = positionAt(source, problem.span.start);
    return err({ code: 'unreadable', reason: problem.message, ...place });
  }
  const wishes = before.uses.map((use) => wishFor(source, use, decide));
  const first = attempt(source, before, wishes);
  if (first.ok) return first;
  const second = attempt(source, before, withoutSuspects(wishes, first.error));
  if (second.ok) return second;
  const { failed, sideEffect } = second.error;
  const [use] = failed;
  const reason = sideEffect ?? `${use?.value} (${use?.path}) would not become what it should`;
  return err({ code: 'unproven', reason });
}

/** Grants what can be granted, and reads the outcome again. */
function attempt(
  source: SourceText,
  before: FileImages,
  wishes: readonly Wish[],
): Result<ManifestRewrite, Deviation> {
  const granted = settle(wishes, readElsewhereIn(source));
  const intended = new Map<ImageUse, ImageReference>();
  for (const { use, cached } of granted) if (cached !== undefined) intended.set(use, cached);
  const edited = applyEdits(source, editsOf(granted));
  if (!edited.ok) return err({ failed: [...intended.keys()], sideEffect: undefined });
  const text = edited.value;
  const found = deviation(before, imagesOf({ ...source, text }), intended);
  if (found.failed.length > 0 || found.sideEffect !== undefined) return err(found);
  return ok({
    text,
    rewritten: [...intended].map(([use, cached]) => ({ use, cached })),
    uses: before.uses,
    left: leftOf(wishes, granted),
    unresolved: before.unresolved,
  });
}

/** The stream is read as manifests alone: nothing in it is a chart's or kustomize's own. */
function imagesOf(source: SourceText): FileImages {
  return extractImages(source, [kubernetes], { buildArgs: {} });
}
