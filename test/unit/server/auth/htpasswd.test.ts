import { hashSync } from 'bcryptjs';
import { describe, expect, test } from 'vitest';
import { parseHtpasswd } from '../../../../src/server/index.ts';

const hash = hashSync('x', 4);

describe('htpasswd files', () => {
  test('users, comments, empty lines, Windows line ends, all bcrypt prefixes', () => {
    const text = `# people\r\nalice:${hash}\r\n\r\n  bob@corp:$2y$${hash.slice(4)}\n\tcarol:$2a$${hash.slice(4)}`;
    const users = parseHtpasswd(text);
    expect(users.ok && [...users.value.keys()]).toEqual(['alice', 'bob@corp', 'carol']);
  });

  test.each([
    ['', /names no user/],
    ['# nobody\n', /names no user/],
    ['alice', /line 1 is not user:hash/],
    [`\n:${hash}`, /line 2 is not user:hash/],
    [`a:${hash}\na:${hash}`, /line 2 names the user a again/],
    ['a:secret', /line 1 has a plain password or a crypt hash; only bcrypt/],
    ['a:$apr1$abcdefgh$0123456789012345678901', /an MD5 hash.*htpasswd -B/],
    ['a:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=', /a SHA-1 hash/],
    ['a:$6$salt$hash', /a SHA-2 crypt hash/],
    ['a:$5$salt$hash', /a SHA-2 crypt hash/],
    [`a:${hash.slice(0, -1)}`, /a damaged bcrypt hash/],
    [`a:${hash}x`, /a damaged bcrypt hash/],
    [`a:$2b$31$${hash.slice(7)}`, /cost of 31/],
    [`a:$2b$03$${hash.slice(7)}`, /cost of 3;/],
  ])('%j is refused, and the hash is not repeated', (text, message) => {
    const users = parseHtpasswd(text);
    expect(users.ok).toBe(false);
    expect(users.ok ? '' : users.error).toMatch(message);
    expect(users.ok ? '' : users.error).not.toMatch(/secret|\$2|0123|W6ph/);
  });
});
