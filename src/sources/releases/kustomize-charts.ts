import type { YamlMap } from '../../formats/yaml/index.ts';
import { releaseAt, type Spot, spotAt, spotsIn, textAt } from '../spot.ts';
import type { ChartName, ChartRequest } from './chart-request.ts';
import { listedFiles, mapValues } from './given-values.ts';
import { ociChart } from './oci-chart.ts';

/** The charts that a kustomization has Helm inflate (kustomize, api/types/helmchartargs.go). */
export function kustomizeCharts(root: YamlMap): readonly ChartRequest[] {
  const spot: Spot = { map: root, path: '', via: undefined };
  const home = textAt(spotAt(spot, 'helmGlobals'), 'chartHome')?.value ?? 'charts';
  return spotsIn(spot, 'helmCharts').map((chart) => requestOf(chart, home));
}

/** The same as a generator in a file of its own: `HelmChartInflationGenerator`. */
export function chartGenerator(root: Spot): readonly ChartRequest[] {
  return [requestOf(root, textAt(spotAt(root, 'helmGlobals'), 'chartHome')?.value ?? 'charts')];
}

function requestOf(chart: Spot, home: string): ChartRequest {
  const name = textAt(chart, 'name');
  const ofVersion = textAt(chart, 'version');
  const version = ofVersion?.value;
  const address = textAt(chart, 'repo');
  const repository = address?.value;
  const named: ChartName =
    name === undefined
      ? {}
      : repository === undefined
        ? { folder: `${home}/${name.value}` }
        : {
            name: name.value,
            repository,
            ...(version === undefined ? {} : { version }),
            copies: [`${home}/${name.value}-${version ?? ''}/${name.value}`, `${home}/${name.value}`],
          };
  return {
    chart: named,
    place: name === undefined ? undefined : { text: name.text, path: name.path },
    ...ociChart(name, ofVersion, address),
    values: [
      ...listedFiles(chart, 'valuesFile'),
      ...listedFiles(chart, 'additionalValuesFiles'),
      ...mapValues(chart, 'valuesInline'),
    ],
    ...releaseAt([textAt(chart, 'releaseName')], [textAt(chart, 'namespace')]),
  };
}
