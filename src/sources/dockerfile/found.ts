import type { Span } from '../../text/span.ts';
import type { FoundImage, UnresolvedReason } from '../image-use.ts';

/** An image that a build pulls. Every stage counts: which ones a build needs is said on its command line. */
export function found(path: string, span: Span, value: string): FoundImage {
  return { span, value, path, purpose: 'build', confidence: 'certain', reach: 'default' };
}

export function foundUnresolved(
  path: string,
  span: Span,
  value: string,
  unresolved: UnresolvedReason,
): FoundImage {
  return { ...found(path, span, value), unresolved };
}
