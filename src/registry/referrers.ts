import { err, ok, type Result } from '../result.ts';
import type { RegistryClient } from './client.ts';
import { digestAlgorithm, isDigest } from './digest.ts';
import type { RegistryError } from './error.ts';
import { refuseInvalid } from './invalid.ts';
import { getManifest } from './manifest.ts';
import { indexMediaType, mediaTypeOf } from './media-types.ts';
import { digestOffence, repositoryOffence } from './names.ts';
import { readPages } from './pages.ts';
import type { CallOptions } from './types.ts';

/** A descriptor with the fields that the specification asks of one; all others are kept as they are. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly [field: string]: unknown;
}

export interface ReferrersOptions extends CallOptions {
  readonly artifactType?: string;
}

export interface Referrers {
  readonly descriptors: readonly Descriptor[];
  /** `tag`: the registry has no referrers API, and the list is that of the fallback tag (distribution-spec, "Referrers Tag Schema"). */
  readonly source: 'api' | 'tag';
  /** How many entries were left out because they are no descriptors. */
  readonly ignored: number;
}

/** Several times what registries take for one index; a hostile one cannot make us keep more. */
const maxBytes = 16 * 1024 * 1024;

/**
 * What refers to a manifest (end-12): signatures, attestations. Filtered by us where the registry does not do it. No referrers
 * and an unknown manifest look the same: an empty list.
 */
export async function listReferrers(
  client: RegistryClient,
  repository: string,
  digest: string,
  options: ReferrersOptions = {},
): Promise<Result<Referrers, RegistryError>> {
  const offence = repositoryOffence(repository) ?? digestOffence(digest);
  if (offence !== undefined) return refuseInvalid(client, offence);
  const { artifactType, signal } = options;
  const query = artifactType === undefined ? '' : `?${new URLSearchParams({ artifactType })}`;
  const descriptors: Descriptor[] = [];
  let ignored = 0;
  const collect = (manifests: unknown): Result<true, string> => {
    if (!Array.isArray(manifests)) return err('sent an index whose manifests are none');
    for (const entry of manifests) {
      if (!isDescriptor(entry)) ignored++;
      else if (artifactType === undefined || entry.artifactType === artifactType) descriptors.push(entry);
    }
    return ok(true);
  };
  let isIndex = true;
  const request = {
    target: `v2/${repository}/referrers/${digest}${query}`,
    repository,
    accept: indexMediaType,
    signal,
    limitBytes: maxBytes,
  };
  const pages = await readPages(client, request, ({ fields, headers }) => {
    isIndex = mediaTypeOf(headers['content-type']) === indexMediaType;
    return isIndex ? collect(fields.manifests ?? []) : ok(false);
  });
  if (pages.ok && isIndex) return ok({ descriptors, source: 'api', ignored });
  if (!pages.ok && (descriptors.length > 0 || !meansNoApi(pages.error))) return pages;

  const fallback = await getManifest(client, repository, fallbackTag(digest), {
    accept: [indexMediaType],
    ...(signal === undefined ? {} : { signal }),
  });
  if (!fallback.ok && fallback.error.code !== 'not-found') return fallback;
  if (fallback.ok && fallback.value.mediaType === indexMediaType)
    collect(parseManifests(fallback.value.bytes));
  return ok({ descriptors, source: 'tag', ignored });
}

/** 404 is what the specification says; registries from before it answer an unknown route in other ways. */
function meansNoApi({ code, status, reason }: RegistryError): boolean {
  if (code === 'not-found') return true;
  if (code === 'protocol' && reason === 'JSON') return true;
  return status === 400 || status === 405 || status === 406 || status === 501;
}

/** `sha256-<hex>`, the algorithm cut to 32 characters and the rest to 64, as a tag may be 128 long. */
export function fallbackTag(digest: string): string {
  const algorithm = digestAlgorithm(digest);
  return `${algorithm.slice(0, 32)}-${digest.slice(algorithm.length + 1).slice(0, 64)}`;
}

function isDescriptor(value: unknown): value is Descriptor {
  if (typeof value !== 'object' || value === null) return false;
  if (!('digest' in value && 'mediaType' in value && 'size' in value)) return false;
  const { digest, mediaType, size } = value;
  return (
    typeof digest === 'string' &&
    isDigest(digest) &&
    typeof mediaType === 'string' &&
    Number.isSafeInteger(size) &&
    Number(size) >= 0
  );
}

function parseManifests(bytes: Buffer): unknown {
  try {
    const index: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof index === 'object' && index !== null && 'manifests' in index ? index.manifests : [];
  } catch {
    return [];
  }
}
