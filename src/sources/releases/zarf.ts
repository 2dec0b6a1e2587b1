import { releaseAt, type Spot, spotsIn, textAt } from '../spot.ts';
import type { ChartRequest } from './chart-request.ts';
import { request } from './controllers.ts';
import { listedFiles } from './given-values.ts';
import { ociChart } from './oci-chart.ts';

/** The charts of a component of a Zarf package (docs.zarf.dev, `ref/components`): in a folder, in a repository, or in a Git repository. */
export function zarfCharts(component: Spot): readonly ChartRequest[] {
  return spotsIn(component, 'charts').map((chart): ChartRequest => {
    const name = textAt(chart, 'name');
    const url = textAt(chart, 'url');
    const local = textAt(chart, 'localPath');
    const values = listedFiles(chart, 'valuesFiles');
    const release = releaseAt([textAt(chart, 'releaseName'), name], [textAt(chart, 'namespace')]);
    if (local !== undefined)
      return {
        chart: { folder: local.value },
        place: { text: local.text, path: local.path },
        values,
        ...release,
      };
    const version = textAt(chart, 'version');
    const { artifact: _, ...named } = request(textAt(chart, 'repoName') ?? name, version, url, values);
    // What stands behind `oci://` is the chart's own address.
    return { ...named, ...ociChart(url, version, undefined), ...release };
  });
}
