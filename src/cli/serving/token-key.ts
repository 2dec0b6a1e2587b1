import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemErrorCode } from '../../host/system-error.ts';
import { CommandError } from '../exit.ts';

const keyBytes = 32;

/**
 * The key that signs tokens, kept in the store's directory for its owner alone, so that a login outlives the server's
 * restart and servers that share a store take each other's tokens.
 */
export function readTokenKey(storeDir: string): Uint8Array {
  const file = join(storeDir, 'token-key');
  // Made beside its place: another server that starts at this moment must not read half of it.
  const made = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    writeFileSync(made, randomBytes(keyBytes), { flag: 'wx', mode: 0o600 });
    linkSync(made, file);
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(made, { force: true });
  }
  const key = readFileSync(file);
  if (key.byteLength === keyBytes) return key;
  throw new CommandError(`${file} is no key`, 'remove it; a new one is made with the next start');
}
