const utf8 = new TextDecoder();

/** A text out of its bytes, a byte order mark taken away: UTF-16 where the mark says so, which YAML may be, and else UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  return first === 0xfe && second === 0xff ? new TextDecoder('utf-16be').decode(bytes) : utf8.decode(bytes);
}
