import { isKustomizationFile, readKustomization } from '../../kustomize/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import { imagesOfCharts } from './chart-values.ts';
import { imagesOfLiterals } from './generated-data.ts';
import { imagesOf } from './images.ts';
import { imagesOfPatches } from './inline-patches.ts';
import { notVisible } from './not-visible.ts';

export { type DataText, type DataTexts, dataKey, dataTexts } from './data-texts.ts';
export { dataFile, envSource } from './generated-data.ts';
export { kustomizeFiles } from './named-files.ts';
export { placedImage, soleRepository } from './placed-image.ts';
export { targetedPatch } from './targeted-patch.ts';

/**
 * Kustomization files: the images that their `images:` entries and the patches written into them put in place, and what
 * nothing in the repository shows: the images of bases and charts that they fetch, and those that replacements write.
 */
export const kustomize: Source = {
  id: 'kustomize',
  words: ['kustomization'],
  claims: isKustomizationFile,
  // Every kustomization is read: who includes whom decides what becomes of an image, and a base may name none.
  hints: [],
  extract,
};

function extract(source: SourceText): Extraction {
  const kustomization = readKustomization(source);
  if (!kustomization.ok) {
    const { reason, problems } = kustomization.error;
    const message = `${reason}: kustomize refuses it`;
    return { found: [], problems: [...problems, { span: { start: 0, end: 0 }, message }] };
  }
  const patches = imagesOfPatches(kustomization.value);
  const charts = imagesOfCharts(kustomization.value);
  const { requests = [] } = charts;
  const hidden = notVisible(kustomization.value).map((image): FoundImage => {
    const request = requests.findIndex(({ place }) => place?.path === image.path);
    return request === -1 ? image : { ...image, request };
  });
  return {
    found: [
      ...imagesOf(kustomization.value),
      ...patches.found,
      ...imagesOfLiterals(kustomization.value.generators, source),
      ...charts.found,
      ...hidden,
    ],
    problems: [...kustomization.value.problems, ...patches.problems, ...charts.problems],
    requests,
  };
}
