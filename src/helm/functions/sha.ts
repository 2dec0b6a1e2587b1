/** The hashes of FIPS 180-4 and RFC 1950, in hexadecimal but for Adler's, over the bytes given. */

export function sha1(message: Uint8Array): string {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = padded(message, 64);
  const w = new Uint32Array(80);
  for (let block = 0; block < words.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = words.getUint32(block + i * 4);
    for (let i = 16; i < 80; i++) w[i] = left(at(w, i - 3) ^ at(w, i - 8) ^ at(w, i - 14) ^ at(w, i - 16), 1);
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let i = 0; i < 80; i++) {
      const [mix, constant] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const next = (left(a, 5) + mix + e + constant + at(w, i)) >>> 0;
      [a, b, c, d, e] = [next, a, left(b, 30), c, d];
    }
    for (const [i, value] of [a, b, c, d, e].entries()) state[i] = ((state[i] ?? 0) + value) >>> 0;
  }
  return state.map((word) => word.toString(16).padStart(8, '0')).join('');
}

export function sha256(message: Uint8Array): string {
  const { roots256, start256 } = constants();
  const state = Uint32Array.from(start256);
  const words = padded(message, 64);
  const w = new Uint32Array(64);
  for (let block = 0; block < words.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = words.getUint32(block + i * 4);
    for (let i = 16; i < 64; i++) {
      const x = at(w, i - 15);
      const y = at(w, i - 2);
      const low = right(x, 7) ^ right(x, 18) ^ (x >>> 3);
      const high = right(y, 17) ^ right(y, 19) ^ (y >>> 10);
      w[i] = at(w, i - 16) + low + at(w, i - 7) + high;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < 64; i++) {
      const one =
        h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + at(roots256, i) + at(w, i);
      const two = (right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      // Below 2^31 a number is none that has to be allocated.
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = at(state, i) + value;
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

export function sha512(message: Uint8Array): string {
  const { roots, start } = constants();
  let state = start;
  const words = padded(message, 128);
  const turn = (x: bigint, bits: bigint): bigint => BigInt.asUintN(64, (x >> bits) | (x << (64n - bits)));
  for (let block = 0; block < words.byteLength; block += 128) {
    const w: bigint[] = [];
    const word = (i: number): bigint => w[i] ?? 0n;
    for (let i = 0; i < 16; i++) w.push(words.getBigUint64(block + i * 8));
    for (let i = 16; i < 80; i++) {
      const [x, y] = [word(i - 15), word(i - 2)];
      const low = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n);
      const high = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
      w.push(BigInt.asUintN(64, word(i - 16) + low + word(i - 7) + high));
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
    for (const [i, root] of roots.entries()) {
      const one = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & g)) + root + word(i);
      const two = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [
        BigInt.asUintN(64, one + two),
        a,
        b,
        c,
        BigInt.asUintN(64, d + one),
        e,
        f,
        g,
      ];
    }
    const added = [a, b, c, d, e, f, g, h];
    state = state.map((value, i) => BigInt.asUintN(64, value + (added[i] ?? 0n)));
  }
  return state.map((value) => value.toString(16).padStart(16, '0')).join('');
}

/** A decimal number. */
export function adler32(message: Uint8Array): string {
  let [a, b] = [1, 0];
  for (const byte of message) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return String(b * 65536 + a);
}

/** The message, a set bit, zeros, and the length in bits, in whole blocks. */
function padded(message: Uint8Array, block: 64 | 128): DataView {
  const size = Math.ceil((message.length + 1 + block / 8) / block) * block;
  const bytes = new Uint8Array(size);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(size - 8, BigInt(message.length) * 8n);
  return view;
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}

function left(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function right(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

interface Constants {
  readonly roots: readonly bigint[];
  readonly start: readonly bigint[];
  readonly roots256: Uint32Array;
  readonly start256: Uint32Array;
}

let computed: Constants | undefined;

/** Fractions of the cube and square roots of the first primes (FIPS 180-4, 4.2.2, 4.2.3, 5.3.3 and 5.3.5). */
function constants(): Constants {
  if (computed !== undefined) return computed;
  const primes: bigint[] = [];
  for (let n = 2n; primes.length < 80; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n);
  const roots = primes.map((prime) => BigInt.asUintN(64, root(prime << 192n, 3n)));
  const start = primes.slice(0, 8).map((prime) => BigInt.asUintN(64, root(prime << 128n, 2n)));
  const halves = (values: readonly bigint[]) => Uint32Array.from(values, (value) => Number(value >> 32n));
  computed = { roots, start, roots256: halves(roots.slice(0, 64)), start256: halves(start) };
  return computed;
}

/** The whole part of a root. */
function root(value: bigint, power: bigint): bigint {
  let low = 0n;
  let high = 1n << 80n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** power <= value) low = middle;
    else high = middle;
  }
  return low;
}
