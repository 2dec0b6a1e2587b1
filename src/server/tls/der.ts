/** The distinguished encoding rules (X.690), as far as certificates need them. */
export function der(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >>> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** An object identifier that is encoded already. */
export function oid(encoded: readonly number[]): Buffer {
  return der(0x06, Buffer.from(encoded));
}

export function octets(content: Uint8Array): Buffer {
  return der(0x04, content);
}

/** `unused`: how many bits at the end do not count. */
export function bits(content: Uint8Array, unused = 0): Buffer {
  return der(0x03, Buffer.concat([Buffer.from([unused]), content]));
}

/** Not negative; big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start === -1 ? Buffer.from([0]) : bytes.subarray(start);
  return der(0x02, (digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits);
}

export function utf8(text: string): Buffer {
  return der(0x0c, Buffer.from(text));
}

export const yes: Buffer = der(0x01, Buffer.from([0xff]));

/** RFC 5280, 4.1.2.5: two digits of the year until 2049, four from then on. */
export function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return digits < '2050' ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}
