import type { Kustomization } from '../../kustomize/index.ts';
import { imagesOfRequest, kustomizeCharts } from '../releases/index.ts';
import type { Extraction, Problem } from '../source.ts';

/** The images in the values that a kustomization gives to charts. That the charts' own are not known is told with what is not visible. */
export function imagesOfCharts({ root, kind }: Kustomization): Extraction {
  const problems: Problem[] = [];
  const requests = kustomizeCharts(root);
  const found = requests.flatMap((request, index) =>
    imagesOfRequest({ ...request, place: undefined, object: { kind } }, index, problems),
  );
  return { found, problems, requests };
}
