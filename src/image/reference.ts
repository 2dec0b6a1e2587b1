import type { ImageReference } from './types.ts';

/** Writes out the tag that is pulled where neither tag nor digest stands (`TagNameOnly`). */
export function withDefaultTag(reference: ImageReference): ImageReference {
  const pinned = reference.tag !== undefined || reference.digest !== undefined;
  return pinned ? reference : { ...reference, tag: 'latest' };
}

/** Whether all four pieces are the same: `nginx` equals `nginx:latest` only after `withDefaultTag`. */
export function equalReferences(a: ImageReference, b: ImageReference): boolean {
  return (
    a.repository === b.repository && a.registry === b.registry && a.tag === b.tag && a.digest === b.digest
  );
}
