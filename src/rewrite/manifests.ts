import type { Decision } from '../cache/types.ts';
import type { ImageReference } from '../image/index.ts';
import { err, ok, type Result } from '../result.ts';
import type { ConfiguredFields } from '../sources/configured/index.ts';
import { laidOver } from '../sources/configured/laid-over.ts';
import { extractImages, type FileImages } from '../sources/extract.ts';
import { kubernetes } from '../sources/kubernetes/index.ts';
import { withNamedRepositories } from '../sources/open-tag.ts';
import { applyEdits, positionAt, type SourceText } from '../text/index.ts';
import { knownEdits, type ProvenEdits, remember } from './manifests/proven-edits.ts';
import type { ManifestRewrite, ManifestRewriteError } from './manifests/types.ts';
import { rewriteOneText } from './one-text.ts';
import { cachedInstead, selectorRefusal } from './wanted.ts';

export type { LeftUse } from './in-place.ts';
export type { ProvenEdits } from './manifests/proven-edits.ts';
export type { ManifestRewrite, ManifestRewriteError, RewrittenUse } from './manifests/types.ts';

/** What holds for many texts, one after the other, with the same `decide`. */
export interface RewriteContext {
  /** Empty at first: an edit that one text has proven is not proven again in the next, where that is certain to give the same. */
  readonly proven?: ProvenEdits;
  /** The user's own fields, over what the source finds. */
  readonly fields?: ConfiguredFields | undefined;
}

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
  { proven, fields }: RewriteContext = {},
): Result<ManifestRewrite, ManifestRewriteError> {
  const read = (text: SourceText): FileImages => imagesOf(text, fields);
  const before = read(source);
  const [problem] = before.problems;
  if (problem !== undefined) {
    const place = positionAt(source, problem.span.start);
    return err({ code: 'unreadable', reason: problem.message, ...place });
  }
  const { uses, unresolved } = before;
  const known = proven && knownEdits(source, before, decide, proven);
  const spliced = known && applyEdits(source, known.edits);
  if (known !== undefined && spliced?.ok === true)
    return ok({ text: spliced.value, rewritten: known.rewritten, uses, left: [], unresolved });
  const { text, changed, left } = rewriteOneText(source, before, read, {
    wanted: (use) => {
      const cached = cachedInstead(use, decide);
      return cached && (selectorRefusal(use, source) ?? cached);
    },
  });
  if (proven !== undefined) remember(changed, source, proven);
  const rewritten = changed.map(({ use, now }) => ({ use, cached: now }));
  return ok({ text, rewritten, uses, left, unresolved });
}

/** The stream is read as manifests alone: nothing in it is a chart's or kustomize's own. */
function imagesOf(source: SourceText, fields: ConfiguredFields | undefined): FileImages {
  return withNamedRepositories(
    laidOver(extractImages(source, [kubernetes], { buildArgs: {} }), source, fields),
  );
}
