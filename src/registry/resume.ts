import { err, ok, type Result } from '../result.ts';
import { type Blob, type BlobOptions, openBlob } from './blob.ts';
import type { RegistryClient } from './client.ts';
import { isTransient, type RegistryError } from './error.ts';

export interface ResumeOptions extends BlobOptions {
  /** How often at most the rest is asked for after a cut; default 20. Each try that brings no byte counts thrice. */
  readonly maxResumes?: number;
}

const defaultMaxResumes = 20;
const fruitlessCost = 3;

/**
 * `openBlob` whose body goes on after a cut: the rest is asked for with a range, from the registry anew, since the address
 * that a redirect gave may have expired. Whoever reads it sees one body.
 */
export async function readBlob(
  client: RegistryClient,
  repository: string,
  digest: string,
  options: ResumeOptions = {},
): Promise<Result<Omit<Blob, 'pour'>, RegistryError>> {
  const { maxResumes = defaultMaxResumes, ...blobOptions } = options;
  const opened = await openBlob(client, repository, digest, blobOptions);
  if (!opened.ok) return opened;
  const first = opened.value;
  let current = first;
  let received = 0;
  let receivedAtCut = -1;
  let spent = 0;
  let cancelled = false;

  const resume = async (cut: RegistryError): Promise<RegistryError | undefined> => {
    spent += received > receivedAtCut ? 1 : fruitlessCost;
    if (!isTransient(cut) || spent > maxResumes || cancelled) return cut;
    receivedAtCut = received;
    const end = blobOptions.range?.end;
    const range = { start: first.start + received, ...(end === undefined ? {} : { end }) };
    const reopened = await openBlob(client, repository, digest, { ...blobOptions, range });
    if (!reopened.ok) return reopened.error;
    const { total } = reopened.value;
    if (cancelled || (total !== undefined && first.total !== undefined && total !== first.total)) {
      reopened.value.cancel();
      return cancelled
        ? cut
        : { ...cut, code: 'protocol', message: `${cut.host} has changed the size of a blob` };
    }
    current = reopened.value;
    return undefined;
  };

  return ok({
    ...first,
    next: async () => {
      for (;;) {
        const chunk = await current.next();
        if (chunk.ok) {
          received += chunk.value?.length ?? 0;
          return chunk;
        }
        const failure = await resume(chunk.error);
        if (failure !== undefined) return err(failure);
      }
    },
    cancel: () => {
      cancelled = true;
      current.cancel();
    },
  });
}
