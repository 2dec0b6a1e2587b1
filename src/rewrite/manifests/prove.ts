import { equalReferences, formatReference, type ImageReference } from '../../image/index.ts';
import type { FileImages } from '../../sources/extract.ts';
import type { ImageUse } from '../../sources/image-use.ts';

/** How the images of an edited text differ from what they should be. */
export interface Deviation {
  /** Uses that did not become what they were to become. */
  readonly failed: readonly ImageUse[];
  /** What else is another than before: one sentence; undefined when nothing is. */
  readonly sideEffect: string | undefined;
}

/**
 * Compares the images of a text before and after the edits. Images keep their order, since edits keep theirs; each has to
 * be at the same place of the same object.
 */
export function deviation(
  before: FileImages,
  after: FileImages,
  intended: ReadonlyMap<ImageUse, ImageReference>,
): Deviation {
  const failed: ImageUse[] = [];
  let sideEffect = unlike(before, after);
  for (const [index, use] of before.uses.entries()) {
    const now = after.uses[index];
    const cached = intended.get(use);
    const right =
      now !== undefined && samePlace(use, now) && equalReferences(now.reference, cached ?? use.reference);
    if (right) continue;
    if (cached !== undefined) failed.push(use);
    else sideEffect ??= `${formatReference(use.reference)} (${use.path}) would not stay what it is`;
  }
  return { failed, sideEffect };
}

function unlike(before: FileImages, after: FileImages): string | undefined {
  if (before.uses.length !== after.uses.length)
    return `the text would name ${after.uses.length} images instead of ${before.uses.length}`;
  const same =
    before.unresolved.length === after.unresolved.length &&
    before.problems.length === after.problems.length &&
    before.unresolved.every((use, index) => {
      const now = after.unresolved[index];
      return now !== undefined && now.value === use.value && now.path === use.path;
    });
  return same ? undefined : 'an image that cannot be told from the text would change';
}

function samePlace(a: ImageUse, b: ImageUse): boolean {
  return (
    a.path === b.path &&
    a.purpose === b.purpose &&
    a.object?.kind === b.object?.kind &&
    a.object?.name === b.object?.name
  );
}
