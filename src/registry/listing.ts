import { err, ok, type Result } from '../result.ts';
import type { RegistryClient } from './client.ts';
import type { RegistryError } from './error.ts';
import { refuseInvalid } from './invalid.ts';
import { repositoryOffence, tagOffence } from './names.ts';
import { readPages } from './pages.ts';
import type { CallOptions } from './types.ts';

export interface ListOptions extends CallOptions {
  /** At most so many entries; all of them unless told. */
  readonly n?: number;
  /** Only what comes after this entry. */
  readonly last?: string;
}

export interface Listing {
  /** In the registry's order; the specification wants it to be lexical. */
  readonly entries: readonly string[];
  /** The registry has further entries after the last one. */
  readonly more: boolean;
  /** How many entries were left out because they are no tags, or no names of repositories. */
  readonly ignored: number;
}

/** The tags of a repository (end-8), pages followed until there are `n`. */
export async function listTags(
  client: RegistryClient,
  repository: string,
  options: ListOptions = {},
): Promise<Result<Listing, RegistryError>> {
  const offence = repositoryOffence(repository);
  if (offence !== undefined) return refuseInvalid(client, offence);
  return list(
    client,
    `v2/${repository}/tags/list`,
    repository,
    'tags',
    (tag) => tagOffence(tag) === undefined,
    options,
  );
}

/** The repositories of a registry (`GET /v2/_catalog`); most public registries refuse to tell. */
export async function listRepositories(
  client: RegistryClient,
  options: ListOptions = {},
): Promise<Result<Listing, RegistryError>> {
  const accepts = (name: string): boolean => repositoryOffence(name) === undefined;
  return list(client, 'v2/_catalog', undefined, 'repositories', accepts, options);
}

/** More than any registry holds of either, and what a hostile one can make us keep. */
const maxEntries = 1_000_000;
const maxBytes = 64 * 1024 * 1024;

async function list(
  client: RegistryClient,
  path: string,
  repository: string | undefined,
  field: string,
  accepts: (entry: string) => boolean,
  { n, last, signal }: ListOptions,
): Promise<Result<Listing, RegistryError>> {
  if (n !== undefined && (!Number.isSafeInteger(n) || n < 0))
    return refuseInvalid(client, `${n} is no number of entries`);
  const query = new URLSearchParams({
    ...(n === undefined ? {} : { n: String(n) }),
    ...(last === undefined ? {} : { last }),
  }).toString();
  const limit = Math.min(n ?? maxEntries, maxEntries);
  const entries: string[] = [];
  let ignored = 0;
  const request = {
    target: query === '' ? path : `${path}?${query}`,
    repository,
    accept: 'application/json',
    signal,
    limitBytes: maxBytes,
  };
  const pages = await readPages(client, request, ({ fields }) => {
    const listed = fields[field] ?? [];
    if (!Array.isArray(listed)) return err(`sent a list whose ${field} are none`);
    for (const entry of listed) {
      if (typeof entry === 'string' && accepts(entry)) entries.push(entry);
      else ignored++;
    }
    return ok(entries.length < limit);
  });
  if (!pages.ok) return pages;
  // A registry that pays no heed to `n` sends more.
  return ok({
    entries: entries.slice(0, limit),
    more: pages.value.more || entries.length > limit,
    ignored,
  });
}
