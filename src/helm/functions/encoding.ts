import { bytesAt, textAt } from './args.ts';
import { decodeBase32, decodeBase64, encodeBase32, encodeBase64 } from './base64.ts';
import { text } from './make.ts';
import { adler32, sha1, sha256, sha512 } from './sha.ts';
import type { Functions, TemplateFunction } from './types.ts';

/** Encodings and hashes (sprig 3.3.0, strings.go and crypto.go). */
export const encoding: Functions = {
  b64enc: of(encodeBase64),
  b64dec: { params: ['string'], run: (args) => decodeBase64(textAt(args, 0)) },
  b32enc: of(encodeBase32),
  b32dec: { params: ['string'], run: (args) => decodeBase32(textAt(args, 0)) },
  sha1sum: of(sha1),
  sha256sum: of(sha256),
  sha512sum: of(sha512),
  adler32sum: of(adler32),
};

function of(change: (bytes: Uint8Array) => string): TemplateFunction {
  return { params: ['string'], run: (args) => text(change(bytesAt(args, 0))) };
}
