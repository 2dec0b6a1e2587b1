import { type ImageReference, normalizeReference } from '../image/index.ts';
import type { FoundImage, ImageUse, NamedRepository, UnresolvedUse } from './image-use.ts';
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

/** The part of the text of a use with an open tag that names its repository; undefined where other texts name it. */
export function namedText({ raw, reference }: ImageUse): string | undefined {
  const name = namedIn(raw);
  const parsed = name === undefined ? undefined : normalizeReference(name);
  return parsed?.ok === true && isSame(parsed.value.reference, reference) ? name : undefined;
}

function isSame(left: ImageReference, right: ImageReference): boolean {
  return left.registry === right.registry && left.repository === right.repository;
}

interface Places {
  readonly uses: readonly ImageUse[];
  readonly unresolved: readonly UnresolvedUse[];
}

/** The places whose repository is plain though their tag is not, as uses of that repository. */
export function withNamedRepositories<Images extends Places>(images: Images): Images {
  const named = images.unresolved.flatMap((place) => useOfRepository(place) ?? []);
  if (named.length === 0) return images;
  const unresolved = images.unresolved.filter((place) => place.named === undefined);
  return { ...images, uses: [...images.uses, ...named], unresolved };
}

function useOfRepository(place: UnresolvedUse): ImageUse | undefined {
  const { code: _, reason: __, named, ...rest } = place;
  if (named === undefined) return undefined;
  const reach = place.when === undefined ? 'default' : 'conditional';
  return { ...rest, ...named, inheritsTag: true, reach };
}
