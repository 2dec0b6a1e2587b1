import { err, ok, type Result } from '../../result.ts';

/** Users with the bcrypt hashes of their passwords. */
export type Users = ReadonlyMap<string, string>;

const bcrypt = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;

/** The work doubles with each step; at 10 a check takes some 60 ms, at 16 some four seconds. */
const costs = { least: 4, most: 16 };

/**
 * Reads an htpasswd file: `user:hash` lines, `#` comments. Only bcrypt hashes, as CNCF distribution has it (docs,
 * "htpasswd"); the others are too quick to guess. The error is one sentence and names the line, never the hash.
 */
export function parseHtpasswd(text: string): Result<Users, string> {
  const users = new Map<string, string>();
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const colon = line.indexOf(':');
    const [user, hash] = [line.slice(0, Math.max(colon, 0)), line.slice(colon + 1)];
    const where = `line ${index + 1}`;
    if (user === '') return err(`${where} is not user:hash`);
    if (users.has(user)) return err(`${where} names the user ${user} again`);
    const cost = Number(bcrypt.exec(hash)?.[1] ?? Number.NaN);
    if (Number.isNaN(cost))
      return err(`${where} has ${hashKind(hash)}; only bcrypt is taken, which \`htpasswd -B\` writes`);
    if (cost < costs.least || cost > costs.most)
      return err(`${where} has a bcrypt cost of ${cost}; it has to be from ${costs.least} to ${costs.most}`);
    users.set(user, hash);
  }
  return users.size === 0 ? err('it names no user') : ok(users);
}

function hashKind(hash: string): string {
  if (hash.startsWith('$apr1$')) return 'an MD5 hash';
  if (hash.startsWith('{SHA}')) return 'a SHA-1 hash';
  if (/^\$[56]\$/.test(hash)) return 'a SHA-2 crypt hash';
  if (hash.startsWith('$2')) return 'a damaged bcrypt hash';
  return 'a plain password or a crypt hash';
}
