import type { ImageReference } from '../image/index.ts';

/** What is asked of a registry: the digest where there is one, as all clients do. */
export function pulledName({ digest, tag = 'latest' }: ImageReference): string {
  return digest ?? tag;
}
