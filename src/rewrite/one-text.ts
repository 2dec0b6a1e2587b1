import type { FileImages } from '../sources/extract.ts';
import { applyEdits, type SourceText } from '../text/index.ts';
import {
  type FileEdits,
  type Images,
  type InPlaceRequest,
  type InPlaceResult,
  rewriteInPlace,
} from './in-place.ts';

/** What is asked of a text that stands alone: its images are read from it, and nothing else is edited. */
export type OneTextRequest = Omit<InPlaceRequest, 'before' | 'textOf'>;

/** Rewrites a text that nothing is read together with; `text` is without the byte order mark. */
export function rewriteOneText(
  source: SourceText,
  before: FileImages,
  read: (source: SourceText) => FileImages,
  request: OneTextRequest,
): Pick<InPlaceResult, 'changed' | 'left'> & { readonly text: string } {
  const edited = (edits: FileEdits): string => {
    const text = applyEdits(source, edits.get(source.path) ?? []);
    if (!text.ok) throw new Error('the edits overlap');
    return text.value;
  };
  const images = ({ uses, unresolved, problems }: FileImages): Images => ({
    uses,
    unresolved,
    problems: problems.map(({ message }) => ({ file: source.path, reason: message })),
  });
  const { edits, changed, left } = rewriteInPlace(
    { ...request, before: images(before), textOf: (file) => (file === source.path ? source : undefined) },
    (made) => images(read({ ...source, text: edited(made) })),
  );
  return { text: edited(edits), changed, left };
}
