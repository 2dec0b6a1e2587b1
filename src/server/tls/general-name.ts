import { isIP } from 'node:net';
import { der } from './der.ts';

/** A host as certificates name it: dNSName or iPAddress (RFC 5280, 4.2.1.6). */
export function generalName(host: string): Buffer {
  return isIP(host) === 0 ? der(0x82, Buffer.from(host, 'ascii')) : der(0x87, addressBytes(host));
}

/**
 * The hosts that an authority may vouch for (RFC 5280, 4.2.1.10): a name stands for itself and all below it, an address for
 * itself, and `127.0.0.0/8` for a range.
 */
export function subtreeName(host: string): Buffer {
  const [address = '', prefix] = host.split('/');
  if (isIP(address) === 0) return generalName(host);
  const bytes = addressBytes(address);
  return der(0x87, Buffer.concat([bytes, mask(bytes.length, Number(prefix ?? bytes.length * 8))]));
}

function mask(length: number, prefix: number): Buffer {
  return Buffer.from(
    Array.from({ length }, (_, at) => (0xff00 >> Math.max(0, Math.min(8, prefix - at * 8))) & 0xff),
  );
}

/** The four or sixteen bytes of an address. */
function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const plain =
    dotted === null
      ? address
      : address.slice(0, dotted.index) +
        [dotted.slice(1, 3), dotted.slice(3, 5)]
          .map(([high, low]) => (Number(high) * 256 + Number(low)).toString(16))
          .join(':');
  const [head = '', tail] = plain.split('::');
  const groups = (text: string | undefined): readonly string[] =>
    text === undefined || text === '' ? [] : text.split(':');
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
