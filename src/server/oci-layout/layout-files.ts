import { digestParts } from '../http/digest.ts';

/** image-layout.md: the paths in a layout. */
export const layoutFile = 'oci-layout';
export const indexFile = 'index.json';
export const layoutVersion = '1.0.0';

export function blobFile(digest: string): string {
  const { algorithm, hex } = digestParts(digest);
  return `blobs/${algorithm}/${hex}`;
}
