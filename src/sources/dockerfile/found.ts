import { type Value, type Word, wordValue } from '../../formats/dockerfile/index.ts';
import type { Span } from '../../text/span.ts';
import type { FoundImage, UnresolvedReason } from '../image-use.ts';
import { piecesOf } from './pieces.ts';

/** An image that a build pulls. Every stage counts: which ones a build needs is said on its command line. */
function use(path: string, span: Span, value: string): FoundImage {
  return { span, value, path, purpose: 'build', confidence: 'certain', reach: 'default' };
}

/** `value` is where the characters of `text`, the whole reference, come from. */
export function found(path: string, span: Span, text: string, value: Value): FoundImage {
  const pieces = piecesOf(value, text, span);
  return { ...use(path, span, text), ...(pieces === undefined ? {} : { pieces }) };
}

/** An image named by a word in which no variable is expanded. */
export function foundWord(path: string, word: Word): FoundImage {
  return found(path, word.span, word.text, wordValue(word));
}

export function foundUnresolved(
  path: string,
  span: Span,
  value: string,
  unresolved: UnresolvedReason,
): FoundImage {
  return { ...use(path, span, value), unresolved };
}
