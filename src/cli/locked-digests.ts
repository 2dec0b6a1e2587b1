import type { AuditedUse } from '../audit/index.ts';
import { repositoryName } from '../image/index.ts';
import { type Lock, lockKey } from '../pin/index.ts';
import { CommandError } from './exit.ts';
import { openLock } from './pinning/lock-file.ts';

/** The uses, each with the digest that the lock file of `pin` records for its tag. A file that cannot be understood is told. */
export function withLockedDigests(
  uses: readonly AuditedUse[],
  root: string,
  warn: (message: string) => void,
): readonly AuditedUse[] {
  const lock = readLock(root, warn);
  if (lock.size === 0) return uses;
  return uses.map((audited) => {
    const { use, decision } = audited;
    const image = decision.status === 'cached' ? decision.upstream : use.reference;
    const key = lockKey({ repository: repositoryName(image), tag: image.tag ?? 'latest' });
    const locked = use.reference.digest === undefined ? lock.get(key)?.digest : undefined;
    return locked === undefined ? audited : { ...audited, locked };
  });
}

function readLock(root: string, warn: (message: string) => void): Lock {
  try {
    return openLock(undefined, root).lock;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    warn(`${error.message}; ${error.hint ?? 'it is not taken into account'}`);
    return new Map();
  }
}
