import { isKustomizationFile, readKustomization } from '../../kustomize/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Extraction, Source } from '../source.ts';
import { imagesOf } from './images.ts';
import { notVisible } from './not-visible.ts';

/**
 * Kustomization files: the images that their `images:` entries put in place, and the bases and charts that they fetch,
 * whose images nothing in the repository shows. Patches written into the file are not read yet.
 */
export const kustomize: Source = {
  id: 'kustomize',
  claims: isKustomizationFile,
  // Every kustomization is read: who includes whom decides what becomes of an image, and a base may name none.
  hints: [],
  extract,
};

function extract(source: SourceText): Extraction | undefined {
  const kustomization = readKustomization(source);
  if (!kustomization.ok) {
    if (kustomization.error.code === 'no-map') return undefined;
    return { found: [], problems: kustomization.error.problems };
  }
  const { problems } = kustomization.value;
  return { found: [...imagesOf(kustomization.value), ...notVisible(kustomization.value)], problems };
}
