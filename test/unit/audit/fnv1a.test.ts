import { expect, test } from 'vitest';
import { fnv1a64 } from '../../../src/audit/fnv1a.ts';

// Test vectors of draft-eastlake-fnv, FNV-1a for 64 bits.
test.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['b', 'af63df4c8601f1a5'],
  ['foobar', '85944171f73967e8'],
])('the hash of %j', (text, expected) => {
  expect(fnv1a64(text)).toBe(expected);
});

test('it is the hash of the UTF-8 bytes', () => {
  let expected = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode('käse/🐳')) {
    expected = ((expected ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  expect(fnv1a64('käse/🐳')).toBe(expected.toString(16).padStart(16, '0'));
});
