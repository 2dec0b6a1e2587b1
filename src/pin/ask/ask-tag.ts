import {
  getManifest,
  headManifest,
  type Manifest,
  type ManifestHead,
  type RateLimit,
  type RegistryClient,
  type RegistryError,
} from '../../registry/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { readManifest } from '../../verify/index.ts';
import type { TagAnswer } from '../types.ts';
import type { AskError, TagQuestion } from './types.ts';

/** Whether a manifest may be fetched for what is only good to know: not with the last pulls that a registry grants. */
export interface Budget {
  note(limit: RateLimit | undefined): void;
  mayFetch(): boolean;
}

/** The part of a limit that is left for others: what is spent here, nobody can pull with. */
const keptShare = 0.1;

export function createBudget(): Budget {
  let last: RateLimit | undefined;
  return {
    note: (limit) => {
      last = limit ?? last;
    },
    mayFetch: () => {
      if (last?.remaining === undefined) return true;
      return last.remaining > Math.ceil((last.limit ?? 100) * keptShare);
    },
  };
}

export interface TagAnswered extends TagAnswer {
  /** The platforms are not known, since the registry counts manifests and few are left. */
  readonly spared?: true;
}

type Answer = Result<TagAnswered, AskError>;

const indexTypes: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);

export interface TagOptions {
  readonly budget: Budget;
  /** Ask by the digest, too: the platforms of an index, and whether the registry has what it said. */
  readonly details: boolean;
  readonly signal: AbortSignal;
}

/**
 * What a tag names, by a HEAD, which no registry counts as a pull; by a GET only where the answer to HEAD does not tell. A digest
 * that the registry turns out not to have is no answer.
 */
export async function askTag(
  client: RegistryClient,
  { asked: { repository, tag = 'latest' }, known }: TagQuestion,
  { budget, details, signal }: TagOptions,
): Promise<Answer> {
  const named = await namedBy(client, repository, tag, budget, signal);
  if (!named.ok) return named;
  const { digest, mediaType, bytes } = named.value;
  if (known?.digest === digest && (known.platforms !== undefined || !indexTypes.has(known.mediaType))) {
    return ok(known);
  }
  if (!details) return ok({ digest, mediaType });
  if (!indexTypes.has(mediaType)) {
    if (bytes !== undefined || known?.digest === digest) return ok({ digest, mediaType });
    const confirmed = await headManifest(client, repository, digest, { signal });
    return confirmed.ok ? ok({ digest, mediaType }) : unlessPassing(confirmed.error, digest);
  }
  if (bytes !== undefined) return withPlatforms({ digest, mediaType }, bytes);
  if (!budget.mayFetch()) return ok({ digest, mediaType, spared: true });
  const index = await getManifest(client, repository, digest, { signal });
  if (!index.ok) return unlessPassing(index.error, digest);
  budget.note(index.value.rateLimit);
  return withPlatforms({ digest, mediaType }, index.value.bytes);
}

interface Named extends TagAnswer {
  /** Where it took a GET. */
  readonly bytes?: Buffer;
}

async function namedBy(
  client: RegistryClient,
  repository: string,
  tag: string,
  budget: Budget,
  signal: AbortSignal,
): Promise<Result<Named, AskError>> {
  const head = await headManifest(client, repository, tag, { signal });
  budget.note(head.ok ? head.value.rateLimit : head.error.rateLimit);
  if (!head.ok && !mayKnowByGet(head.error)) return err(asked(head.error));
  const told = head.ok ? toldBy(head.value) : undefined;
  if (told !== undefined) return judged(told);
  const manifest = await getManifest(client, repository, tag, { signal });
  budget.note(manifest.ok ? manifest.value.rateLimit : manifest.error.rateLimit);
  return manifest.ok ? judged(namedIn(manifest.value)) : err(asked(manifest.error));
}

/** Some registries and proxies do not know HEAD. */
function mayKnowByGet({ code, status }: RegistryError): boolean {
  return code === 'protocol' || status === 405 || status === 501;
}

/** Undefined where the header leaves out what counts. */
function toldBy({ digest, mediaType }: ManifestHead): Named | undefined {
  const vague = mediaType === undefined || mediaType === 'application/json';
  return digest === undefined || vague ? undefined : { digest, mediaType };
}

function namedIn({ digest, mediaType = '', bytes }: Manifest): Named {
  return { digest, mediaType, bytes };
}

function judged(named: Named): Result<Named, AskError> {
  if (!named.mediaType.startsWith('application/vnd.docker.distribution.manifest.v1+')) return ok(named);
  const message = 'a manifest of Docker schema 1, which clients of today do not pull';
  return err({ code: 'schema-1', message });
}

function withPlatforms(answer: TagAnswer, bytes: Buffer): Answer {
  const content = readManifest(bytes);
  if (!content.ok) return err({ code: 'content', message: `the registry sent ${content.error.message}` });
  const platforms = content.value.manifests.flatMap(({ platform }) =>
    platform === undefined || platform === 'unknown/unknown' ? [] : [platform],
  );
  return ok({ ...answer, platforms: [...new Set(platforms)].sort() });
}

/** A manifest that cannot be had by the digest that was just said is a contradiction, and no image that is not there. */
function unlessPassing(error: RegistryError, digest: string): Result<never, AskError> {
  if (error.code !== 'not-found') return err(asked(error));
  return err({
    code: 'protocol',
    message: `${error.host} names ${digest} for the tag, and does not have it`,
  });
}

function asked({ code, message, retryAfterMs }: RegistryError): AskError {
  return { code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
