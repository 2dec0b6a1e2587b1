import { parseReference } from '../image/index.ts';
import { isDigest } from './digest.ts';

/**
 * What goes into the path of a request is checked by the grammar of references first, so that no name can leave its place
 * in the path (`..`, `%2e`, `?`). Each gives the offence, or undefined.
 */
export function repositoryOffence(repository: string): string | undefined {
  const parsed = parseReference(`registry.invalid/${repository}`);
  const intact = parsed.ok && parsed.value.reference.repository === repository;
  return intact ? undefined : `${quote(repository)} is not the name of a repository`;
}

export function tagOffence(tag: string): string | undefined {
  const parsed = parseReference(`registry.invalid/r:${tag}`);
  const intact = parsed.ok && parsed.value.reference.tag === tag;
  return intact ? undefined : `${quote(tag)} is not a tag`;
}

export function digestOffence(digest: string): string | undefined {
  return isDigest(digest) ? undefined : `${quote(digest)} is not a digest`;
}

/** A tag or a digest. */
export function referenceOffence(reference: string): string | undefined {
  return reference.includes(':') ? digestOffence(reference) : tagOffence(reference);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
