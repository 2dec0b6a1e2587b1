import { createHmac, randomBytes } from 'node:crypto';
import { createLru } from '../memory/lru.ts';
import type { Users } from './htpasswd.ts';

/** `busy`: too many passwords wait to be looked at. */
export type PasswordVerdict = 'right' | 'wrong' | 'busy';

export interface Passwords {
  check(user: string, password: string): Promise<PasswordVerdict>;
  /** Whether the user exists at this moment. */
  has(user: string): boolean;
  close(): Promise<void>;
}

export interface PasswordSettings {
  /** The users at this moment. */
  readonly users: () => Users;
  /** Compares with a bcrypt hash, away from the event loop; undefined when too many comparisons wait. */
  readonly compare: (password: string, hash: string) => Promise<boolean | undefined>;
  readonly close: () => Promise<void>;
}

/** Right passwords that are remembered. */
const remembered = 1_000;

/** bcrypt sees 72 bytes; what is far longer is nobody's password. */
const maxPasswordLength = 1_024;

/**
 * Checks passwords. A right one is remembered, as a keyed hash, for as long as the user's bcrypt hash stays the same, so that
 * a client that shows it with each request costs one comparison. For a user that does not exist a comparison is made all the
 * same: how long the answer takes tells nobody who exists.
 */
export function createPasswords({ users, compare, close }: PasswordSettings): Passwords {
  const key = randomBytes(32);
  const right = createLru<true>(remembered);
  return {
    has: (user) => users().has(user),
    close,
    check: async (user, password) => {
      const known = users();
      const hash = known.get(user);
      if (password.length > maxPasswordLength) return 'wrong';
      const memory = createHmac('sha256', key)
        .update(JSON.stringify([user, password, hash ?? '']))
        .digest('hex');
      if (hash !== undefined && right.get(memory) === true) return 'right';
      const matches = await compare(password, hash ?? nobodysHash(known));
      if (matches === undefined) return 'busy';
      if (!matches || hash === undefined) return 'wrong';
      right.set(memory, true);
      return 'right';
    },
  };
}

/** A hash that takes as long to compare with as those of the others. */
function nobodysHash(users: Users): string {
  const [first = '$2b$10$'] = users.values();
  return `$2b$${first.slice(4, 6)}$${'.'.repeat(53)}`;
}
