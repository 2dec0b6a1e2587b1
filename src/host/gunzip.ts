import { gunzipSync } from 'node:zlib';

/** Unpacks gzip up to a number of bytes; undefined for what is no gzip, is damaged, or holds more. */
export function gunzip(bytes: Uint8Array, maxBytes: number): Uint8Array | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
