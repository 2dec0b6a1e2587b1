/** Bytes from `start` up to but not including `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** `whole`: there is no range, or none that has to be honoured. */
export type RangeRequest = ByteRange | 'whole' | 'unsatisfiable';

/**
 * Reads a `Range` header against a body of `size` bytes (RFC 9110, 14.1.2 and 14.2). Another unit, a malformed value and
 * several ranges are answered with the whole body, as a server may; a range that holds no byte of the body is
 * unsatisfiable, and so is one that ends before it starts, which distribution-spec's conformance suite asks for.
 */
export function parseRange(header: string | undefined, size: number): RangeRequest {
  const match = /^bytes=\s*(\d{0,19})-(\d{0,19})\s*$/i.exec(header ?? '');
  if (match === null) return 'whole';
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  return start >= size || start >= end ? 'unsatisfiable' : { start, end };
}
