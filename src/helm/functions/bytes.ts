import type { StringValue } from '../values/value.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Go's strings are bytes: lengths and cuts of Sprig's functions count those. */
export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/** What a string of Go holds. */
export function bytesIn({ value, bytes }: StringValue): Uint8Array {
  return bytes ?? bytesOf(value);
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A string of Go that holds these bytes, whatever they are. */
export function stringOf(bytes: Uint8Array): StringValue {
  try {
    return { kind: 'string', value: strict.decode(bytes) };
  } catch {
    return { kind: 'string', value: textOf(bytes), bytes };
  }
}

/** What is no UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

export function byteLength(text: string): number {
  return isAscii(text) ? text.length : bytesOf(text).length;
}

/** Bytes from `start` up to `end`. */
export function cut(text: string, start: number, end?: number): string {
  return isAscii(text) ? text.slice(start, end) : textOf(bytesOf(text).subarray(start, end));
}

const ascii = /^[\0-\x7f]*$/;

export function isAscii(text: string): boolean {
  return ascii.test(text);
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** The order of Go's strings: by bytes, which is by code points. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  if (same === a.length || same === b.length) return a.length - b.length;
  // Of two surrogates the first may be what both have; a code point beyond 0xffff is behind every other.
  if (isLowSurrogate(a.charCodeAt(same)) && isLowSurrogate(b.charCodeAt(same)))
    return a.charCodeAt(same) - b.charCodeAt(same);
  return (a.codePointAt(same) ?? 0) - (b.codePointAt(same) ?? 0);
}
