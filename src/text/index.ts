/**
 * The text of a file and what is done to it without knowing its language: places in it by offset and by line, edits
 * that splice spans and leave every other character alone, and the difference in the form that git and patch read.
 * Pure: texts in, texts out.
 */
export { decodeText } from './decode.ts';
export { type DiffOptions, unifiedDiff } from './diff.ts';
export { applyEdits, type Edit, type EditConflict } from './edit.ts';
export {
  cutFragment,
  type Fragment,
  literalFragment,
  madeFragment,
  type Place,
  type Unknown,
  type UnknownCode,
} from './fragments.ts';
export { diffLines, type LineChange } from './line-diff.ts';
export {
  contentOf,
  lineSpan,
  locationOf,
  positionAt,
  type SourceText,
  slice,
  sourceText,
} from './source-text.ts';
export type { Location, Position, Span } from './span.ts';
