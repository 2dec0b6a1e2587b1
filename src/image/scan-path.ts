import { isAt, LOWER_ALPHANUMERIC } from './characters.ts';

/**
 * The offset at which the text from `start` on stops being a repository path (remoteName in regexp.go):
 *
 *     component  [a-z0-9]+ ( ( "." | "_" | "__" | "-"+ ) [a-z0-9]+ )*
 *     path       component ( "/" component )*
 *
 * What was read is complete when its last character is a letter or digit: see `isCompletePath`.
 */
export function scanPath(text: string, start: number): number {
  let offset = start;
  for (; offset < text.length; offset++) {
    if (isAt(text, offset, LOWER_ALPHANUMERIC)) continue;
    if (!separates(text, offset, start)) break;
  }
  return offset;
}

export function isCompletePath(text: string, start: number, stop: number): boolean {
  return stop > start && isAt(text, stop - 1, LOWER_ALPHANUMERIC);
}

/** Whether a separator may stand at the offset, given that everything before it was read as a path. */
function separates(text: string, offset: number, start: number): boolean {
  const afterAlphanumeric = offset > start && isAt(text, offset - 1, LOWER_ALPHANUMERIC);
  switch (text[offset]) {
    case '/':
    case '.':
      return afterAlphanumeric;
    case '-':
      return afterAlphanumeric || (offset > start && text[offset - 1] === '-');
    case '_':
      return (
        afterAlphanumeric || (offset > start + 1 && text[offset - 1] === '_' && text[offset - 2] !== '_')
      );
    default:
      return false;
  }
}
