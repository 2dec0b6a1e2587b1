import { digestVerifier, openBlob, type RegistryClient } from '../registry/index.ts';
import { err, ok, type Result } from '../result.ts';
import type { Descriptor } from './manifest-content.ts';
import { registryFailure } from './pull-errors.ts';
import type { PullError } from './types.ts';

export interface BlobPull {
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
  /** Of a blob that is not larger than this the bytes are handed over. */
  readonly keepBytes: number;
}

/**
 * Reads a blob to its end and gives its size; an error unless the bytes are what the descriptor names. A cut is not mended: the
 * cache has done so.
 */
export async function pullBlob(
  client: RegistryClient,
  repository: string,
  { digest, size }: Descriptor,
  { signal, onBytes, keepBytes }: BlobPull,
): Promise<Result<{ readonly size: number; readonly kept?: Buffer }, PullError>> {
  const opened = await openBlob(client, repository, digest, { signal });
  if (!opened.ok) return err(registryFailure(opened.error, digest));
  const verifier = digestVerifier(digest);
  const kept: Buffer[] = [];
  let received = 0;
  for (;;) {
    const chunk = await opened.value.next();
    if (!chunk.ok) return err(registryFailure(chunk.error, digest));
    if (chunk.value === undefined) break;
    received += chunk.value.length;
    onBytes(chunk.value.length);
    verifier.update(chunk.value);
    if (size <= keepBytes && received <= keepBytes) kept.push(chunk.value);
  }
  const { digest: actual, matches } = verifier.finish();
  if (!matches) return wrong(digest, `the blob that came has the digest ${actual}`);
  if (received !== size)
    return wrong(digest, `the blob has ${received} bytes, and its manifest says ${size}`);
  return ok({ size: received, ...(size <= keepBytes ? { kept: Buffer.concat(kept) } : {}) });
}

function wrong(subject: string, message: string): Result<never, PullError> {
  return err({ code: 'content', message, subject });
}
