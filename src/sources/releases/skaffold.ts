import { fieldsOf } from '../../formats/yaml/index.ts';
import { keyed, type Spot, spotAt, spotsIn, textAt } from '../spot.ts';
import type { ChartName, ChartRequest, GivenValues } from './chart-request.ts';
import { listedFiles, mapValues } from './given-values.ts';
import { ociChart } from './oci-chart.ts';

/** The charts that a configuration of Skaffold, or a profile, installs (skaffold, `docs-v2/content/en/docs/deployers/helm`). */
export function skaffoldReleases(spot: Spot): readonly ChartRequest[] {
  return [spotAt(spot, 'deploy', 'helm'), spotAt(spot, 'manifests', 'helm')]
    .flatMap((helm) => spotsIn(helm, 'releases'))
    .map(requestOf);
}

function requestOf(release: Spot): ChartRequest {
  const folder = textAt(release, 'chartPath');
  const named = folder ?? textAt(release, 'remoteChart');
  const version = textAt(release, 'version');
  const repository = textAt(release, 'repo');
  const chart: ChartName =
    named === undefined
      ? {}
      : folder !== undefined
        ? { folder: folder.value }
        : {
            name: named.value,
            ...(version === undefined ? {} : { version: version.value }),
            ...(repository === undefined ? {} : { repository: repository.value }),
          };
  const name = textAt(release, 'name')?.value;
  const namespace = textAt(release, 'namespace')?.value;
  return {
    chart,
    place: named === undefined ? undefined : { text: named.text, path: named.path },
    ...(folder === undefined ? ociChart(named, version, repository) : {}),
    values: [
      ...mapValues(release, 'overrides'),
      ...listedFiles(release, 'valuesFiles'),
      ...settings(spotAt(release, 'setValues'), ''),
      ...settings(spotAt(release, 'setValueTemplates'), ''),
    ],
    ...(name === undefined ? {} : { release: name }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** What Skaffold fills in is the image that it has built: `{{.IMAGE_REPO_web}}`. */
const BUILT = /\{\{[^}]*\.IMAGE_/;

/** `image.tag: "1"`, or the same in maps. */
function settings(map: Spot | undefined, above: string): readonly GivenValues[] {
  if (map === undefined) return [];
  return fieldsOf(map.map).flatMap((field): readonly GivenValues[] => {
    const key = above === '' ? field.key : `${above}.${field.key}`;
    if (field.value.kind === 'map') return settings(spotAt(map, field.key), key);
    const text = textAt(map, field.key);
    if (text === undefined || BUILT.test(text.value)) return [];
    return [{ kind: 'setting', key, value: text.text, path: keyed(map.path, field.key), isText: false }];
  });
}
