import { normalizeReference } from '../image/index.ts';
import type { FoundImage, NamedRepository } from './image-use.ts';
import { isTagStandIn } from './tag-stand-in.ts';
import { unresolvedText } from './unresolved-text.ts';

/** A repository in plain text, and behind it the first sign of a tag or a digest. */
const NAMED = /^((?:[a-z0-9][a-z0-9.-]*(?::\d+)?\/)?[a-z0-9][a-z0-9._/-]*)[:@]/;

/** What is filled in may hold any sign: `${TAG:-a/b}`. */
const FILLED = /\$?\{\{[^}]*\}\}|\$\{[^}]*\}|\$\([^)]*\)|<[^>]*>/g;

/** The text of a repository at the beginning of a reference of which no more than that is known: `nginx` of `nginx:`. */
export function namedIn(known: string): string | undefined {
  return NAMED.exec(known)?.[1];
}

/**
 * The repository of an image of which only the tag or the digest is open: which cache rule serves it does not hang on those.
 * Undefined where more is open.
 */
export function namedRepository({ value, named }: FoundImage): NamedRepository | undefined {
  const name = named ?? namedIn(value);
  if (name === undefined) return undefined;
  const rest = value.slice(name.length);
  const isWritten = isOpen(rest);
  const parsed = named === undefined && !isWritten ? undefined : normalizeReference(name);
  if (parsed?.ok !== true) return undefined;
  // A hole that leaves nothing in the value leaves half a tag.
  return { reference: parsed.value.reference, openTag: isWritten ? rest : '' };
}

/** Whether something is left to be filled in behind a repository, and nothing of it makes the repository longer. */
function isOpen(rest: string): boolean {
  if (/[\s/]/.test(rest.replace(FILLED, ''))) return false;
  return unresolvedText(rest) !== undefined || isTagStandIn(rest.slice(1));
}
