import { createHash } from 'node:crypto';

/** Hexadecimal digits per algorithm: the ones that `opencontainers/go-digest` defines. */
const hexLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

const lowerHex = /^[0-9a-f]*$/;

/** `sha256:…`, `sha384:…` or `sha512:…` with as many lower-case hexadecimal digits as the algorithm yields. */
export function isDigest(text: string): boolean {
  const colon = text.indexOf(':');
  const length = hexLengths.get(text.slice(0, Math.max(colon, 0)));
  return length !== undefined && text.length === colon + 1 + length && lowerHex.test(text.slice(colon + 1));
}

/** The parts of a digest, which has to be one (`isDigest`). */
export function digestParts(digest: string): { readonly algorithm: string; readonly hex: string } {
  const colon = digest.indexOf(':');
  return { algorithm: digest.slice(0, colon), hex: digest.slice(colon + 1) };
}

/** The digest of the bytes; `algorithm` is one of those that `isDigest` admits. */
export function digestOf(bytes: Uint8Array, algorithm = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}
