import { textAt } from './args.ts';
import { decodeBase32, decodeBase64, encodeBase32, encodeBase64 } from './base64.ts';
import { bytesOf } from './bytes.ts';
import { text } from './make.ts';
import { adler32, sha1, sha256, sha512 } from './sha.ts';
import type { Functions, TemplateFunction } from './types.ts';

/** Encodings and hashes (sprig 3.3.0, strings.go and crypto.go). Bytes that are no UTF-8 do not survive decoding. */
export const encoding: Functions = {
  b64enc: of(encodeBase64),
  b64dec: of(decodeBase64),
  b32enc: of(encodeBase32),
  b32dec: of(decodeBase32),
  sha1sum: of((value) => sha1(bytesOf(value))),
  sha256sum: of((value) => sha256(bytesOf(value))),
  sha512sum: of((value) => sha512(bytesOf(value))),
  adler32sum: of((value) => adler32(bytesOf(value))),
};

function of(change: (value: string) => string): TemplateFunction {
  return { params: ['string'], run: (args) => text(change(textAt(args, 0))) };
}
