import { fieldOf, type Kustomization, type ListedText } from '../../kustomize/index.ts';
import type { FoundImage } from '../image-use.ts';
import { placeOf } from '../yaml-text.ts';
import { replacedImages } from './replacements.ts';

/**
 * What comes in when kustomize runs: remote bases and files, charts that it has helm inflate, and the images that
 * replacements copy from other objects.
 */
export function notVisible({ inclusions, helmCharts, kind, root }: Kustomization): readonly FoundImage[] {
  const bases = inclusions
    .filter(({ location }) => location.kind === 'remote')
    .map((text) => hidden(text, kind, 'kustomize fetches this when it builds'));
  const charts = helmCharts.map((text) =>
    hidden(text, kind, 'helm renders this chart when kustomize builds'),
  );
  const replacements = fieldOf(root, 'replacements');
  const replaced = replacements === undefined ? [] : replacedImages(replacements.value, replacements.key);
  return [...bases, ...charts, ...replaced];
}

function hidden(text: ListedText, kind: string, reason: string): FoundImage {
  return {
    span: placeOf(text),
    value: text.value,
    unresolved: { code: 'not-visible', reason },
    path: text.path,
    object: { kind },
    purpose: 'pull',
    confidence: 'possible',
    reach: 'default',
  };
}
