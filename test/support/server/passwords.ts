import { compareSync, hashSync } from 'bcryptjs';
import { createPasswords, type Passwords } from '../../../src/server/index.ts';

/** Users with their passwords, checked in this thread with hashes that cost little. */
export function testPasswords(users: Record<string, string>): Passwords & { readonly compared: string[] } {
  const hashes = new Map(Object.entries(users).map(([user, password]) => [user, hashSync(password, 4)]));
  const compared: string[] = [];
  const passwords = createPasswords({
    users: () => hashes,
    compare: async (password, hash) => {
      compared.push(password);
      return compareSync(password, hash);
    },
    close: async () => {},
  });
  return { ...passwords, compared };
}

export function basic(user: string, password: string): { readonly authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

export function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}
