import { pathFrom, readText, walk } from '../../host/index.ts';
import { isKustomizationFile, type Kustomization, readKustomization } from '../../kustomize/index.ts';
import { sourceText } from '../../text/index.ts';
import type { Workspace } from '../workspace.ts';

/**
 * The kustomizations of the repository that a scan of some of its paths did not come to: an overlay elsewhere may have an entry
 * that is found by a name which is about to be edited.
 */
export function kustomizationsElsewhere(
  { root, starts, ignoreFiles, settings: { maxFileSize: maxBytes } }: Workspace,
  known: readonly Kustomization[],
): readonly Kustomization[] {
  if (starts.some(({ absolute }) => pathFrom(root, absolute) === '')) return [];
  const seen = new Set(known.map(({ source }) => source.path));
  const found: Kustomization[] = [];
  for (const entry of walk({ root, ignoreFiles })) {
    if (entry.kind !== 'file' || !isKustomizationFile(entry.path) || seen.has(entry.path)) continue;
    const content = readText(entry.absolute, { maxBytes });
    if (content.kind !== 'text') continue;
    const kustomization = readKustomization(sourceText(entry.path, content.text));
    if (kustomization.ok) found.push(kustomization.value);
  }
  return found;
}
