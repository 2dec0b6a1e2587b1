const encoder = new TextEncoder();

/**
 * The 64-bit FNV-1a hash of the text's UTF-8 bytes as 16 lower-case hexadecimal digits
 * (draft-eastlake-fnv, parameters for 64 bits). Not for secrets: it only has to spread.
 *
 * The prime is 2^40 + 435, so that a product is a shift and a small multiplication on 32-bit halves,
 * all within the integers that a double holds.
 */
export function fnv1a64(text: string): string {
  const bytes = encoder.encode(text);
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < bytes.length; index++) {
    low = (low ^ (bytes[index] as number)) >>> 0;
    const product = low * 435;
    // `low << 8` is the part of the shift by 40 that stays within 64 bits; |0 keeps the halves 32-bit integers.
    high = (Math.imul(high, 435) + ((product / 0x100000000) | 0) + (low << 8)) | 0;
    low = product >>> 0;
  }
  return (high >>> 0).toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
