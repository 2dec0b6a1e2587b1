import type { Kustomization, ListedText } from '../../kustomize/index.ts';
import type { FoundImage } from '../image-use.ts';
import { placeOf } from '../yaml-text.ts';

/** What is fetched when kustomize runs: remote bases and files, and charts that it has helm inflate. */
export function notVisible({ inclusions, helmCharts, kind }: Kustomization): readonly FoundImage[] {
  const bases = inclusions
    .filter(({ location }) => location.kind === 'remote')
    .map((text) => hidden(text, kind, 'kustomize fetches this when it builds'));
  const charts = helmCharts.map((text) =>
    hidden(text, kind, 'helm renders this chart when kustomize builds'),
  );
  return [...bases, ...charts];
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
