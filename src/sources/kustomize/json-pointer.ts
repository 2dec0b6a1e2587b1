import type { PathSegment } from '../../formats/yaml/index.ts';

/** No object is this deep; a pointer that is would only cost time. */
const MOST_SEGMENTS = 100;

/**
 * The keys and indices of a JSON pointer (RFC 6901). A number is taken for an index, and `-`, the place behind the last
 * item of a list, for the index -1: that of the item which then stands there. Undefined for other text.
 */
export function parsePointer(text: string): readonly PathSegment[] | undefined {
  if (text === '') return [];
  if (!text.startsWith('/')) return undefined;
  const tokens = text.slice(1).split('/', MOST_SEGMENTS + 1);
  return tokens.length > MOST_SEGMENTS ? undefined : tokens.map(segmentOf);
}

function segmentOf(token: string): PathSegment {
  if (token === '-') return -1;
  if (/^(?:0|[1-9][0-9]{0,8})$/.test(token)) return Number(token);
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
