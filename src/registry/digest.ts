import { createHash } from 'node:crypto';
import { parseReference } from '../image/index.ts';

/** Takes bytes as they come and tells at the end whether they are what the digest names. */
export interface DigestVerifier {
  update(bytes: Uint8Array): void;
  /** The digest of all bytes so far; ends the verifier. */
  finish(): { readonly digest: string; readonly matches: boolean };
}

/** `sha256:…`, `sha384:…` or `sha512:…` with as many lower-case hexadecimal digits as the algorithm yields. */
export function isDigest(text: string): boolean {
  return text.includes(':') && parseReference(`r/r@${text}`).ok;
}

export function digestAlgorithm(digest: string): string {
  return digest.slice(0, digest.indexOf(':'));
}

/** `digest` has to be one (`isDigest`). */
export function digestVerifier(digest: string): DigestVerifier {
  const algorithm = digestAlgorithm(digest);
  const hash = createHash(algorithm);
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    finish: () => {
      const computed = `${algorithm}:${hash.digest('hex')}`;
      return { digest: computed, matches: computed === digest };
    },
  };
}

/** The digest of the bytes by the algorithm, sha256 unless told. */
export function digestOf(bytes: Uint8Array, algorithm = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}
