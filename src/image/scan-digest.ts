import { ALPHANUMERIC, isAt, LETTER, LOWER_HEX, skip } from './characters.ts';
import type { ImageReferenceError } from './types.ts';

/** Length of the lower-case hexadecimal part per algorithm: the ones that `opencontainers/go-digest` defines. */
const hexLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/**
 * Checks that the text from `start` to its end is a digest: a known algorithm, `:`, and exactly as many lower-case
 * hexadecimal digits as the algorithm yields. Undefined when it is one.
 *
 * The grammar of references admits any algorithm, upper-case digits and other lengths; go-digest then refuses them.
 */
export function digestError(text: string, start: number): ImageReferenceError | undefined {
  const colon = scanAlgorithm(text, start);
  if (text[colon] !== ':' || !isAt(text, colon - 1, ALPHANUMERIC) || colon === start) {
    return {
      code: 'invalid-digest',
      position: colon,
      reason: 'A digest is an algorithm, a colon and hexadecimal digits.',
    };
  }
  const length = hexLengths.get(text.slice(start, colon));
  if (length === undefined) {
    return {
      code: 'unsupported-digest',
      position: start,
      reason: 'The digest algorithms are sha256, sha384 and sha512.',
    };
  }
  return hexError(text, colon + 1, length);
}

/** Words of letters and digits that begin with a letter, joined by one of `-_+.` each (digestPat in regexp.go). */
function scanAlgorithm(text: string, start: number): number {
  let offset = start;
  while (isAt(text, offset, LETTER)) {
    offset = skip(text, offset, text.length, ALPHANUMERIC);
    if (!'-_+.'.includes(text[offset] ?? ':')) break;
    offset++;
  }
  return offset;
}

function hexError(text: string, start: number, length: number): ImageReferenceError | undefined {
  const end = start + length;
  const offset = skip(text, start, end, LOWER_HEX);
  if (offset === end && end === text.length) return undefined;
  if (offset === end || offset === text.length) {
    return {
      code: 'digest-length',
      position: offset,
      reason: `A digest of this algorithm has exactly ${length} hexadecimal digits.`,
    };
  }
  return {
    code: 'invalid-digest',
    position: offset,
    reason: 'A digest is written in lower-case hexadecimal digits.',
  };
}
