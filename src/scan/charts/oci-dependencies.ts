import { parseYaml } from '../../formats/yaml/index.ts';
import { judgeImage } from '../../sources/extract.ts';
import { fileOnDisk } from '../../sources/file-on-disk.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import { ociChart } from '../../sources/releases/index.ts';
import { type Spot, spotsIn, textAt } from '../../sources/spot.ts';
import type { SourceText } from '../../text/index.ts';
import type { MissingDependency } from './dependencies.ts';
import type { ChartTexts } from './texts.ts';

/**
 * The charts that `helm dependency build` pulls from registries of images, whether they are switched on or not: dependencies with
 * `repository: oci://…` that lie in no `charts/`. What is packed has them with it.
 */
export function ociDependencies(
  fetched: readonly MissingDependency[],
  texts: ChartTexts,
): readonly (ImageUse | UnresolvedUse)[] {
  return fetched.flatMap(({ dependency, index, metadataFile }) => {
    if (!dependency.repository.startsWith('oci://') || fileOnDisk(metadataFile) !== metadataFile) return [];
    const place = entryAt(index, metadataFile, texts);
    if (place === undefined) return [];
    const { entry, source } = place;
    const { artifact } = ociChart(
      textAt(entry, 'name'),
      textAt(entry, 'version'),
      textAt(entry, 'repository'),
    );
    return artifact === undefined ? [] : [judgeImage(artifact, source, 'helm')];
  });
}

/** In requirements.yaml where that lists dependencies, else in Chart.yaml. */
function entryAt(
  index: number,
  metadataFile: string,
  texts: ChartTexts,
): { readonly entry: Spot; readonly source: SourceText } | undefined {
  const requirements = metadataFile.replace(/Chart\.yaml$/, 'requirements.yaml');
  for (const file of [requirements, metadataFile]) {
    const source = texts.at(file);
    const root = source === undefined ? undefined : parseYaml(source).documents[0]?.root;
    if (source === undefined || root?.kind !== 'map') continue;
    const entry = spotsIn({ map: root, path: '', via: undefined }, 'dependencies')[index];
    if (entry !== undefined) return { entry, source };
  }
  return undefined;
}
