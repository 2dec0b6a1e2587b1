import { Readable } from 'node:stream';
import type { BlobItem, BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import type { BlobContainer, BlobFacts, ListedBlob, Metadata, Written } from '../container.ts';
import { type ServiceError, serviceError, storageFailure } from './failure.ts';

/** Milliseconds for a question and its answer, with what the SDK repeats. */
const answerMs = 10_000;

/** The same for an upload of some megabytes. */
const uploadMs = 60_000;

/** A body that breaks is taken up where it broke so often. */
const resumptions = 3;

/** A container by way of the SDK, with the outcomes that matter here as values. `place` names it in messages. */
export function sdkContainer(client: ContainerClient, place: string): BlobContainer {
  const blob = (name: string): BlockBlobClient => client.getBlockBlobClient(name);

  /** Runs a call within its time; `outcome` gives the value of an error that is part of the plan. */
  const call = async <T, Planned = never>(
    work: (abortSignal: AbortSignal) => Promise<T>,
    outcome: (error: ServiceError) => Planned | 'failure' = () => 'failure',
    limitMs: number = answerMs,
  ): Promise<T | Planned> => {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), limitMs);
    try {
      return await work(timeout.signal);
    } catch (error) {
      const known = serviceError(error);
      const planned = known === undefined ? 'failure' : outcome(known);
      if (planned !== 'failure') return planned;
      throw storageFailure(error, place);
    } finally {
      // The body of an answer is read for as long as it takes.
      clearTimeout(timer);
    }
  };

  return {
    head: (name) =>
      call(
        async (abortSignal) => factsOf(await blob(name).getProperties({ abortSignal })),
        (error) => (isMissing(error) ? undefined : 'failure'),
      ),
    get: (name, { from, count }, ifMatch) =>
      call(
        async (abortSignal) => {
          const response = await blob(name).download(from, count, {
            abortSignal,
            conditions: condition(ifMatch),
            maxRetryRequests: resumptions,
          });
          const size = Number(response.contentRange?.split('/')[1] ?? response.contentLength);
          const body = bodyOf(response.readableStreamBody, place);
          return { ...factsOf(response), size, body };
        },
        (error): 'missing' | 'changed' | 'failure' => {
          if (isMissing(error)) return 'missing';
          return isRefused(error) || error.status === 416 ? 'changed' : 'failure';
        },
      ),
    put: (name, bytes, { metadata, lease, ifAbsent } = {}) =>
      call(
        async (abortSignal) => {
          const conditions = { ...leaseId(lease), ...(ifAbsent === true ? { ifNoneMatch: '*' } : {}) };
          const options = { abortSignal, conditions, ...(metadata === undefined ? {} : { metadata }) };
          return writtenOf(await blob(name).upload(bytes, bytes.byteLength, options));
        },
        (error) => (isRefused(error) ? ('refused' as const) : 'failure'),
        uploadMs,
      ),
    stage: async (name, blockId, chunks, lease) => {
      const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
      const body = (): NodeJS.ReadableStream => Readable.from(chunks, { objectMode: false });
      await call(
        (abortSignal) =>
          blob(name).stageBlock(blockId, body, bytes, { abortSignal, conditions: leaseId(lease) }),
        undefined,
        uploadMs,
      );
    },
    commit: (name, blockIds, { metadata, lease }) =>
      call(async (abortSignal) =>
        writtenOf(
          await blob(name).commitBlockList([...blockIds], {
            abortSignal,
            metadata: { ...metadata },
            conditions: leaseId(lease),
          }),
        ),
      ),
    setMetadata: (name, metadata, lease) =>
      call(
        async (abortSignal) =>
          writtenOf(
            await blob(name).setMetadata({ ...metadata }, { abortSignal, conditions: leaseId(lease) }),
          ),
        (error) => (isMissing(error) ? undefined : 'failure'),
      ),
    remove: (name, { ifMatch, lease } = {}) =>
      call(
        async (abortSignal) => {
          const conditions = { ...condition(ifMatch), ...leaseId(lease) };
          await blob(name).delete({ abortSignal, conditions });
          return true;
        },
        (error) => (isMissing(error) || isRefused(error) ? false : 'failure'),
      ),
    list: (prefix) => listed(client, prefix, place),
    acquireLease: (name, lease, seconds, ifMatch) =>
      call(
        async (abortSignal) => {
          const conditions = condition(ifMatch);
          await blob(name).getBlobLeaseClient(lease).acquireLease(seconds, { abortSignal, conditions });
          return true;
        },
        (error) => (isMissing(error) || isRefused(error) ? false : 'failure'),
      ),
    renewLease: (name, lease) =>
      call(
        async (abortSignal) => {
          await blob(name).getBlobLeaseClient(lease).renewLease({ abortSignal });
          return true;
        },
        (error) => (isMissing(error) || isRefused(error) ? false : 'failure'),
      ),
    releaseLease: (name, lease) =>
      call(
        async (abortSignal) => {
          await blob(name).getBlobLeaseClient(lease).releaseLease({ abortSignal });
        },
        (error) => (isMissing(error) || isRefused(error) ? undefined : 'failure'),
      ),
  };
}

function isMissing({ status, code }: ServiceError): boolean {
  return status === 404 && code !== 'ContainerNotFound';
}

/** A condition that does not hold, or a lease that is another's: 409 and 412 with many codes. */
function isRefused({ status, code }: ServiceError): boolean {
  return (status === 409 && code !== 'ContainerBeingDeleted') || status === 412;
}

function condition(ifMatch: string | undefined): { readonly ifMatch?: string } {
  return ifMatch === undefined ? {} : { ifMatch: `"${ifMatch}"` };
}

function leaseId(lease: string | undefined): { readonly leaseId?: string } {
  return lease === undefined ? {} : { leaseId: lease };
}

interface Properties {
  readonly etag?: string;
  readonly lastModified?: Date;
  readonly contentLength?: number;
  readonly metadata?: Record<string, string>;
  readonly leaseState?: string;
}

function writtenOf({ etag, lastModified }: Properties): Written {
  // Quoted in headers, and bare in listings.
  return { etag: etag?.replaceAll('"', '') ?? '', modifiedAt: lastModified?.getTime() ?? 0 };
}

function factsOf(properties: Properties, metadata: Metadata = properties.metadata ?? {}): BlobFacts {
  const { contentLength = 0, leaseState } = properties;
  return { ...writtenOf(properties), size: contentLength, metadata, leased: leaseState === 'leased' };
}

async function* bodyOf(
  stream: NodeJS.ReadableStream | undefined,
  place: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (stream === undefined) return;
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw storageFailure(error, place);
  }
}

async function* listed(
  client: ContainerClient,
  prefix: string,
  place: string,
): AsyncGenerator<ListedBlob, void, undefined> {
  try {
    for await (const item of client.listBlobsFlat({ prefix, includeMetadata: true })) yield listedBlob(item);
  } catch (error) {
    throw storageFailure(error, place);
  }
}

function listedBlob({ name, properties, metadata }: BlobItem): ListedBlob {
  return { name, ...factsOf(properties, metadata ?? {}) };
}
