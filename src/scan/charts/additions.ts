import type { Chart } from '../../helm/chart/types.ts';
import type { ChartAddition } from '../../host/index.ts';
import { fileOnDisk } from '../../sources/file-on-disk.ts';

/**
 * The dependencies of a chart that lie elsewhere, for Helm to find. What a packed chart is without cannot be added to it: Helm then
 * renders it as it is.
 */
export function additionsTo(chart: Chart, root: string): readonly ChartAddition[] {
  const additions: ChartAddition[] = [];
  const add = (at: Chart, below: string): void => {
    const folder = folderOf(at);
    if (folder === undefined) return;
    for (const subchart of at.dependencies) {
      const place = placeOf(subchart);
      const isOwn = place.startsWith(folder === '' ? 'charts/' : `${folder}/charts/`);
      if (!isOwn) additions.push({ from: `${root}/${place}`, below });
      add(subchart, `${below}/charts/${place.slice(place.lastIndexOf('/') + 1)}`);
    }
  };
  add(chart, '.');
  return additions;
}

/** Undefined for a packed chart. */
function folderOf(chart: Chart): string | undefined {
  const place = placeOf(chart);
  return place.endsWith('.tgz') ? undefined : place;
}

/** The folder or archive of a chart, from the root on. */
function placeOf({ metadata }: Chart): string {
  const file = fileOnDisk(metadata.table.place?.file ?? '');
  return file.endsWith('.tgz') ? file : file.replace(/\/?[^/]*$/, '');
}
