import { lastOf, releaseAt, type Spot, type SpottedText, spotAt, spotsIn, textAt } from '../spot.ts';
import type { ChartName, ChartRequest, GivenValues } from './chart-request.ts';
import { keyedSettings, listedSettings, mapValues, type RequestReader, textValues } from './given-values.ts';
import { ociChart } from './oci-chart.ts';

/** k3s and RKE2: `HelmChart` (`helm.cattle.io/v1`, helm-controller). */
export function cattleChart(root: Spot, reader: RequestReader): readonly ChartRequest[] {
  const spec = spotAt(root, 'spec');
  const values = [
    ...textValues(spec, 'valuesContent', reader),
    ...mapValues(spec, 'values'),
    ...keyedSettings(spec, 'set'),
  ];
  const metadata = spotAt(root, 'metadata');
  const release = releaseAt(
    [textAt(metadata, 'name')],
    [textAt(spec, 'targetNamespace'), textAt(metadata, 'namespace')],
  );
  const named = request(textAt(spec, 'chart'), textAt(spec, 'version'), textAt(spec, 'repo'), values);
  return [{ ...named, ...release }];
}

/** k3s and RKE2: `HelmChartConfig` gives further values to the chart that they bring along under its name. */
export function cattleConfig(root: Spot, reader: RequestReader): readonly ChartRequest[] {
  const spec = spotAt(root, 'spec');
  const name = textAt(spotAt(root, 'metadata'), 'name')?.value;
  const values = [...textValues(spec, 'valuesContent', reader), ...mapValues(spec, 'values')];
  return [{ chart: name === undefined ? {} : { name }, place: undefined, values }];
}

/** Crossplane: `Release` of provider-helm. */
export function crossplaneRelease(root: Spot): readonly ChartRequest[] {
  const provided = spotAt(root, 'spec', 'forProvider');
  const chart = spotAt(provided, 'chart');
  const values = [...mapValues(provided, 'values'), ...listedSettings(provided, 'set')];
  const name = textAt(chart, 'name') ?? textAt(chart, 'url');
  const release = releaseAt([textAt(spotAt(root, 'metadata'), 'name')], [textAt(provided, 'namespace')]);
  return [{ ...request(name, textAt(chart, 'version'), textAt(chart, 'repository'), values), ...release }];
}

/** Cluster API: `HelmChartProxy` of the Helm add-on provider, whose values are a template. */
export function clusterChart(root: Spot, reader: RequestReader): readonly ChartRequest[] {
  const spec = spotAt(root, 'spec');
  const values = [...textValues(spec, 'valuesTemplate', reader), ...textValues(spec, 'values', reader)];
  const release = releaseAt(
    [textAt(spec, 'releaseName')],
    [textAt(spec, 'namespace'), textAt(spec, 'releaseNamespace')],
  );
  const named = request(textAt(spec, 'chartName'), textAt(spec, 'version'), textAt(spec, 'repoURL'), values);
  return [{ ...named, ...release }];
}

/** Sveltos: the charts of a `ClusterProfile`, a `Profile`, an `EventTrigger` or a `ClusterPromotion` (projectsveltos.github.io, `addons/helm_charts`). */
export function sveltosCharts(root: Spot, reader: RequestReader): readonly ChartRequest[] {
  return [spotAt(root, 'spec'), spotAt(root, 'spec', 'profileSpec')].flatMap((spec) =>
    spotsIn(spec, 'helmCharts').map((chart): ChartRequest => {
      const name = textAt(chart, 'chartName');
      // The name of the repository may stand before that of the chart.
      const bare = name && lastOf(name, name.value.length - name.value.lastIndexOf('/') - 1);
      const values = textValues(chart, 'values', reader);
      const release = releaseAt([textAt(chart, 'releaseName')], [textAt(chart, 'releaseNamespace')]);
      const version = textAt(chart, 'chartVersion');
      const named = request(bare, version, textAt(chart, 'repositoryURL'), values);
      // In registries it is the chart's whole address.
      return { ...named, ...ociChart(name, version, undefined), ...release };
    }),
  );
}

/** Carvel's vendir copies charts into folders, without values (carvel.dev/vendir, `vendir-spec`). */
export function vendirCharts(root: Spot): readonly ChartRequest[] {
  const contents = spotsIn(root, 'directories').flatMap((directory) => spotsIn(directory, 'contents'));
  return contents.flatMap((content): readonly ChartRequest[] => {
    const chart = spotAt(content, 'helmChart');
    const repository = textAt(spotAt(chart, 'repository'), 'url');
    return chart === undefined
      ? []
      : [request(textAt(chart, 'name'), textAt(chart, 'version'), repository, [])];
  });
}

/** A request of a chart that is named, in a version, in a repository. */
export function request(
  name: SpottedText | undefined,
  version: SpottedText | undefined,
  repository: SpottedText | undefined,
  values: readonly GivenValues[],
): ChartRequest {
  if (name === undefined) return { chart: {}, place: undefined, values };
  const local = /^\.{0,2}\//.test(name.value);
  const chart: ChartName = {
    ...(local ? { folder: name.value } : { name: name.value }),
    ...(version === undefined ? {} : { version: version.value }),
    ...(repository === undefined ? {} : { repository: repository.value }),
  };
  const place = { text: name.text, path: name.path };
  return { chart, place, values, ...ociChart(name, version, repository) };
}
