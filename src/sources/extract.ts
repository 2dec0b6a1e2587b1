import { normalizeReference } from '../image/index.ts';
import { locationOf, type SourceText, slice } from '../text/index.ts';
import type { FoundImage, ImageUse, SourceId, UnresolvedUse } from './image-use.ts';
import type { ExtractContext, Problem, Source } from './source.ts';

/** What one file holds. */
export interface FileImages {
  readonly uses: readonly ImageUse[];
  readonly unresolved: readonly UnresolvedUse[];
  readonly problems: readonly Problem[];
  /** The source that recognised the file; undefined when none did. */
  readonly source: SourceId | undefined;
}

const nothing: FileImages = { uses: [], unresolved: [], problems: [], source: undefined };

/** Asks the sources in their order; the first that recognises the content reads the file, and each text it found is judged by the one grammar. */
export function extractImages(
  source: SourceText,
  candidates: readonly Source[],
  context: ExtractContext,
): FileImages {
  for (const candidate of candidates) {
    const extraction = candidate.extract(source, context);
    if (extraction === undefined) continue;
    const uses: ImageUse[] = [];
    const unresolved: UnresolvedUse[] = [];
    for (const found of extraction.found) {
      const judged = judge(found, source, candidate.id);
      if ('reference' in judged) uses.push(judged);
      else unresolved.push(judged);
    }
    return { uses, unresolved, problems: extraction.problems, source: candidate.id };
  }
  return nothing;
}

/** What policies write where an image could stand: `ghcr.io/shop/*`. None of it can stand in a reference. */
const PATTERN = /[*?|!]/;

/** A found text becomes a use when it parses as a reference, and an unresolved entry with the reason when not. */
function judge(found: FoundImage, text: SourceText, source: SourceId): ImageUse | UnresolvedUse {
  const { unresolved, reach, inheritsTag, when, origin, pieces, ...shared } = found;
  const place = {
    ...shared,
    ...locationOf(text, found.span),
    raw: slice(text, found.span),
    file: text.path,
    source,
  };
  if (unresolved !== undefined) return { ...place, code: unresolved.code, reason: unresolved.reason };
  if (found.purpose === 'mention' && PATTERN.test(found.value)) {
    return { ...place, code: 'not-visible', reason: 'a pattern that images are held against, no image' };
  }
  const parsed = normalizeReference(found.value);
  if (!parsed.ok) {
    return { ...place, code: 'invalid', reason: parsed.error.reason };
  }
  return {
    ...place,
    reference: parsed.value.reference,
    reach,
    ...(inheritsTag === undefined ? {} : { inheritsTag }),
    ...(pieces === undefined ? {} : { pieces }),
    ...(when === undefined ? {} : { when }),
    ...(origin === undefined ? {} : { origin }),
  };
}
