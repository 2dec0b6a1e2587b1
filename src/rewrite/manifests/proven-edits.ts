import type { Decision } from '../../cache/types.ts';
import type { ImageReference } from '../../image/index.ts';
import type { FileImages } from '../../sources/extract.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import { groupOf } from '../../sources/kubernetes/api-version.ts';
import { podSpecPath } from '../../sources/kubernetes/pod-spec-carriers.ts';
import type { Edit, SourceText } from '../../text/index.ts';
import { mayHaveAliases } from '../in-place/read-elsewhere.ts';
import type { ChangedUse } from '../in-place.ts';
import { cachedInstead } from '../wanted.ts';
import type { RewrittenUse } from './types.ts';

/**
 * Edits of containers' images that a second reading has proven, by the text that stood there. A thousand objects share some
 * hundred images: what one of them has proven need not be read again in the others.
 *
 * That holds for the `image` of a container of a built-in kind, where it is a plain scalar on the line of its key. The
 * source reads that field by itself: neither does another image depend on it, nor does it depend on anything else.
 */
export type ProvenEdits = Map<string, { readonly cached: ImageReference; readonly text: string }>;

/** What to edit where proven edits are all that is to be done; undefined where something has to be read again. */
export function knownEdits(
  source: SourceText,
  { uses }: FileImages,
  decide: (reference: ImageReference) => Decision,
  proven: ProvenEdits,
): { readonly edits: readonly Edit[]; readonly rewritten: readonly RewrittenUse[] } | undefined {
  if (proven.size === 0 || mayHaveAliases(source.text)) return undefined;
  const edits: Edit[] = [];
  const rewritten: RewrittenUse[] = [];
  let end = 0;
  for (const use of uses) {
    // Parts of an image may lie anywhere, and two images may be made of one text.
    if (use.pieces !== undefined || use.span.start < end) return undefined;
    end = use.span.end;
    const known = proven.get(use.value);
    if (known !== undefined && isPlainImage(use, source)) {
      edits.push({ span: use.span, replacement: known.text });
      rewritten.push({ use, cached: known.cached });
    } else if (cachedInstead(use, decide) !== undefined) return undefined;
  }
  return { edits, rewritten };
}

/** Keeps what was proven of a text for the texts to come. */
export function remember(changed: readonly ChangedUse[], source: SourceText, proven: ProvenEdits): void {
  for (const { use, now, pieces } of changed) {
    const [piece] = pieces;
    if (pieces.length !== 1 || piece?.was !== use.value || !PLAIN.test(piece.value)) continue;
    if (isPlainImage(use, source)) proven.set(use.value, { cached: now, text: piece.value });
  }
}

const KEY = 'image: ';
const PLAIN = /^\w[\w./:@-]*\w$/;
const CONTAINER = /^((?:\w+\.)+)(?:initContainers|containers|ephemeralContainers)\[\d+\]\.image$/;

function isPlainImage(use: ImageUse, { text }: SourceText): boolean {
  const { value, raw, span, path, object, pieces } = use;
  if (
    pieces !== undefined ||
    use.confidence !== 'certain' ||
    use.purpose !== 'pull' ||
    raw !== value ||
    !PLAIN.test(value)
  )
    return false;
  if (!text.startsWith(KEY, span.start - KEY.length)) return false;
  if (span.end < text.length && text[span.end] !== '\n') return false;
  const [, parents] = CONTAINER.exec(path) ?? [];
  if (parents === undefined || object?.apiVersion === undefined || object.kind === undefined) return false;
  return `${podSpecPath(groupOf(object.apiVersion), object.kind)?.join('.')}.` === parents;
}
