import type { YamlMap } from '../../formats/yaml/index.ts';
import { releaseAt, type Spot, type SpottedText, spotAt, spotsIn, textAt } from '../spot.ts';
import type { ChartRequest } from './chart-request.ts';
import { request } from './controllers.ts';
import { listedFiles, mapValues } from './given-values.ts';

/** Rancher Fleet's `fleet.yaml`: the chart of the folder or one elsewhere, and what single targets change of it (fleet, `docs/ref-fleet-yaml`). */
export function fleetReleases(root: YamlMap): readonly ChartRequest[] {
  const spot: Spot = { map: root, path: '', via: undefined };
  const namespaces = [textAt(spot, 'namespace'), textAt(spot, 'defaultNamespace')];
  const base = requestOf(spotAt(spot, 'helm'), namespaces);
  const targets = spotsIn(spot, 'targetCustomizations').flatMap((target, index): readonly ChartRequest[] => {
    const own = requestOf(spotAt(target, 'helm'), namespaces);
    if (own === undefined) return [];
    const name = textAt(target, 'name')?.value ?? String(index);
    return [
      {
        ...base,
        ...own,
        chart: { ...base?.chart, ...own.chart },
        place: own.place ?? base?.place,
        values: [...(base?.values ?? []), ...own.values],
        reach: 'conditional',
        when: `the target ${name}`,
      },
    ];
  });
  return [...(base === undefined ? [] : [base]), ...targets];
}

function requestOf(
  helm: Spot | undefined,
  namespaces: readonly (SpottedText | undefined)[],
): ChartRequest | undefined {
  if (helm === undefined) return undefined;
  const values = [...mapValues(helm, 'values'), ...listedFiles(helm, 'valuesFiles')];
  const named = request(textAt(helm, 'chart'), textAt(helm, 'version'), textAt(helm, 'repo'), values);
  return { ...named, ...releaseAt([textAt(helm, 'releaseName')], namespaces) };
}
