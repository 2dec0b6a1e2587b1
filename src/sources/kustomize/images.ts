import { isReference } from '../../image/index.ts';
import type { Kustomization, LocatedEntry } from '../../kustomize/index.ts';
import type { FoundImage, Piece } from '../image-use.ts';
import { unresolvedText } from '../unresolved-text.ts';
import { pieceOf, placeOf } from '../yaml-text.ts';

/**
 * The image that each entry puts in place. An entry that renames gives its new name, one that only sets a tag or digest the
 * name it looks for, as far as that is the name of an image and no pattern. Where the entry leaves the tag alone the
 * manifests say which it is; the image is then given without.
 */
export function imagesOf({ images, kind }: Kustomization): readonly FoundImage[] {
  return images.flatMap((located) => imageOf(located, kind) ?? []);
}

function imageOf({ path, entry, texts }: LocatedEntry, kind: string): FoundImage | undefined {
  const renames = entry.newName !== undefined && entry.newName !== '';
  const name = renames ? texts.newName : texts.name;
  if (name === undefined) return undefined;
  const version = versionOf(texts);
  if (!renames && (version.length === 0 || !isReference(entry.name))) return undefined;
  const value =
    name.scalar.value + version.map(({ role, value }) => `${role === 'tag' ? ':' : '@'}${value}`).join('');
  const unresolved = unresolvedText(value);
  // The name that an entry looks for is no place to write another image: it would match nothing.
  const pieces = renames ? [pieceOf(name, 'repository'), ...version] : version;
  const literal = renames && version.length === 0 && name.via === undefined;
  return {
    span: placeOf(name),
    value,
    ...(unresolved === undefined ? {} : { unresolved }),
    ...(renames && version.length === 0 ? { inheritsTag: true } : {}),
    ...(literal ? {} : { pieces }),
    path: `${path}.${renames ? 'newName' : 'name'}`,
    object: { kind },
    purpose: 'pull',
    confidence: 'certain',
    reach: 'default',
  };
}

function versionOf({ newTag, digest }: LocatedEntry['texts']): readonly Piece[] {
  const tags = newTag === undefined ? [] : [pieceOf(newTag, 'tag')];
  const digests = digest === undefined ? [] : [pieceOf(digest, 'digest')];
  return [...tags, ...digests].filter(({ value }) => value !== '');
}
