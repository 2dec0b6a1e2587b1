import type { IncomingHttpHeaders } from 'node:http';
import { err, ok, type Result } from '../result.ts';
import type { RegistryClient } from './client.ts';
import { announcedDigest, contentLength } from './content-headers.ts';
import { digestAlgorithm, digestOf } from './digest.ts';
import type { RegistryError } from './error.ts';
import { refuseInvalid } from './invalid.ts';
import { manifestMediaTypes, mediaTypeOf } from './media-types.ts';
import { referenceOffence, repositoryOffence } from './names.ts';
import { type RateLimit, rateLimitOf } from './rate-limit.ts';
import { errorOf } from './report.ts';
import { fetchDocument } from './send.ts';
import type { CallOptions } from './types.ts';

/** What the header of a manifest tells. A registry may leave out each of it on HEAD; GET then knows. */
export interface ManifestHead {
  readonly mediaType: string | undefined;
  readonly digest: string | undefined;
  readonly size: number | undefined;
  readonly rateLimit: RateLimit | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface Manifest {
  /** Exactly as they came, whatever is in them. */
  readonly bytes: Buffer;
  /** Computed: by the asked digest's algorithm, else by the announced digest's, else sha256. */
  readonly digest: string;
  /** The Content-Type without parameters; where there is none, the manifest's own `mediaType`. */
  readonly mediaType: string | undefined;
  readonly rateLimit: RateLimit | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface ManifestOptions extends CallOptions {
  /** Media types; every kind of manifest unless told. */
  readonly accept?: readonly string[];
}

export interface GetManifestOptions extends ManifestOptions {
  /** A larger manifest is an error (`protocol`, reason TOO_LARGE). Default 8 MiB; the specification wants 4 to be possible. */
  readonly limitBytes?: number;
}

const defaultLimitBytes = 8 * 1024 * 1024;

/** HEAD of a manifest by tag or digest (end-3). Docker Hub does not count it as a pull. */
export async function headManifest(
  client: RegistryClient,
  repository: string,
  reference: string,
  options: ManifestOptions = {},
): Promise<Result<ManifestHead, RegistryError>> {
  const offence = repositoryOffence(repository) ?? referenceOffence(reference);
  if (offence !== undefined) return refuseInvalid(client, offence);
  const request = manifestRequest(repository, reference, options);
  // Read to its end, of which a HEAD has nothing before it, so that the next request finds the connection free.
  const answer = await fetchDocument(client.wire, { method: 'HEAD', ...request }, Number.POSITIVE_INFINITY);
  if (!answer.ok) return answer;
  const { headers, url } = answer.value;
  const digest = announcedDigest(headers);
  if (digest !== undefined && contradicts(reference, digest)) {
    return err(mismatch(client, url, reference, digest));
  }
  return ok({
    mediaType: mediaTypeOf(headers['content-type']),
    digest: digest ?? (reference.includes(':') ? reference : undefined),
    size: contentLength(headers),
    rateLimit: rateLimitOf(headers),
    headers,
  });
}

/** GET of a manifest by tag or digest (end-3): its bytes, verified against the asked digest and the announced one. */
export async function getManifest(
  client: RegistryClient,
  repository: string,
  reference: string,
  options: GetManifestOptions = {},
): Promise<Result<Manifest, RegistryError>> {
  const offence = repositoryOffence(repository) ?? referenceOffence(reference);
  if (offence !== undefined) return refuseInvalid(client, offence);
  const request = manifestRequest(repository, reference, options);
  const limit = options.limitBytes ?? defaultLimitBytes;
  const answer = await fetchDocument(client.wire, { method: 'GET', ...request }, limit);
  if (!answer.ok) return answer;
  const { body, headers, url } = answer.value;
  const announced = announcedDigest(headers);
  for (const wanted of [reference, announced]) {
    if (wanted === undefined || !wanted.includes(':')) continue;
    const actual = digestOf(body, digestAlgorithm(wanted));
    if (actual !== wanted) return err(mismatch(client, url, wanted, actual));
  }
  const encoding = headers['content-encoding'];
  if (
    encoding !== undefined &&
    encoding !== 'identity' &&
    announced === undefined &&
    !reference.includes(':')
  ) {
    const what = 'sent a manifest in an encoding that nobody asked for, and no digest to tell its bytes by';
    return err(errorOf('protocol', url.host, what, client.wire.redactor));
  }
  const digest = reference.includes(':') ? reference : (announced ?? digestOf(body));
  const mediaType = mediaTypeOf(headers['content-type']);
  return ok({
    bytes: body,
    digest,
    mediaType:
      mediaType === undefined || mediaType === 'application/json'
        ? (ownMediaType(body) ?? mediaType)
        : mediaType,
    rateLimit: rateLimitOf(headers),
    headers,
  });
}

function manifestRequest(repository: string, reference: string, { accept, signal }: ManifestOptions) {
  return {
    target: `v2/${repository}/manifests/${reference}`,
    repository,
    headers: { accept: (accept ?? manifestMediaTypes).join(', ') },
    expect: [200],
    signal,
  };
}

/** Digests by different algorithms say nothing about each other. */
function contradicts(reference: string, digest: string): boolean {
  return (
    reference.includes(':') && digestAlgorithm(reference) === digestAlgorithm(digest) && reference !== digest
  );
}

function mismatch(client: RegistryClient, url: URL, wanted: string, actual: string): RegistryError {
  const what = `sent a manifest with the digest ${actual} for ${wanted}`;
  return { ...errorOf('protocol', url.host, what, client.wire.redactor), reason: 'DIGEST' };
}

function ownMediaType(body: Buffer): string | undefined {
  try {
    const manifest: unknown = JSON.parse(body.toString('utf8'));
    if (typeof manifest !== 'object' || manifest === null || !('mediaType' in manifest)) return undefined;
    return typeof manifest.mediaType === 'string' ? mediaTypeOf(manifest.mediaType) : undefined;
  } catch {
    return undefined;
  }
}
