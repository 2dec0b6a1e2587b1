import { resolve } from 'node:path';
import { readText } from '../../host/index.ts';
import type { Result } from '../../result.ts';
import type { Passwords, Users } from '../../server/index.ts';
import { CommandError } from '../exit.ts';
import type { LocalRegistry } from './library.ts';

const limit = 1_000_000;

/** The file is looked at again at most so often. Milliseconds. */
const rereadMs = 2_000;

/**
 * The users of an htpasswd file. The file is read again when it has changed, as CNCF distribution does it; while it cannot be
 * read or understood the users of before stay, and `warn` is told.
 */
export function openPasswordFile(
  library: LocalRegistry,
  file: string,
  warn: (message: string) => void,
): Passwords {
  const { createPasswords, passwordProgram, passwordThread } = library;
  const first = readUsers(library, file);
  if (!first.ok) throw new CommandError(`--htpasswd ${file}: ${first.error}`);
  let users = first.value;
  let readAt = performance.now();
  let complaint = '';
  return createPasswords({
    ...passwordThread(passwordProgram),
    users: () => {
      if (performance.now() - readAt < rereadMs) return users;
      readAt = performance.now();
      const again = readUsers(library, file);
      if (again.ok) users = again.value;
      const problem = again.ok ? '' : again.error;
      if (problem !== '' && problem !== complaint)
        warn(`${file}: ${problem}; the users of before stay in force`);
      complaint = problem;
      return users;
    },
  });
}

function readUsers({ parseHtpasswd }: LocalRegistry, file: string): Result<Users, string> {
  const content = readText(resolve(file), { maxBytes: limit });
  if (content.kind === 'text') return parseHtpasswd(content.text);
  return { ok: false, error: content.kind === 'skipped' ? content.reason : 'not read' };
}
