import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { systemCode } from './files.ts';

/** Whether a process has ended, as far as it can be told from here: one of another host, or with our own number, may live. */
export function hasEnded(host: string, pid: number): boolean {
  if (host !== hostname() || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return systemCode(error) === 'ESRCH';
  }
}

/** A name for a file that is being written; it tells whose it is. */
export function temporaryName(): string {
  return `${hostTag()}-${process.pid}-${randomBytes(12).toString('hex')}`;
}

const temporary = /^([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{24}$/;

export function isTemporaryName(name: string): boolean {
  return temporary.test(name);
}

/** Whether a file that has such a name will never be finished. */
export function isAbandoned(name: string): boolean {
  const match = temporary.exec(name);
  return match !== null && match[1] === hostTag() && hasEnded(hostname(), Number(match[2]));
}

function hostTag(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}
