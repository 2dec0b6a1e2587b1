import { fieldsOf, type YamlMap } from '../../formats/yaml/index.ts';
import { lastOf, releaseAt, type Spot, spotAt, textAt } from '../spot.ts';
import type { ChartRequest } from './chart-request.ts';
import { request } from './controllers.ts';
import { keyedSettings, listedFiles } from './given-values.ts';

/** The charts of Helmsman's desired state, whose repositories it names (mkubaczyk/helmsman, `docs/desired_state_specification.md`). */
export function helmsmanReleases(root: YamlMap): readonly ChartRequest[] | undefined {
  const spot: Spot = { map: root, path: '', via: undefined };
  const apps = spotAt(spot, 'apps');
  if (apps === undefined) return undefined;
  const repositories = spotAt(spot, 'helmRepos');
  return fieldsOf(apps.map).flatMap(({ key }): readonly ChartRequest[] => {
    const app = spotAt(apps, key);
    const chart = textAt(app, 'chart');
    if (app === undefined || chart === undefined) return [];
    const [, repository = '', name = ''] = /^([^/.][^/]*)\/([^/]+)$/.exec(chart.value) ?? [];
    const url = textAt(repositories, repository);
    const values = [
      ...listedFiles(app, 'valuesFile'),
      ...listedFiles(app, 'valuesFiles'),
      ...keyedSettings(app, 'set'),
      ...keyedSettings(app, 'setString'),
    ];
    const named = url === undefined ? chart : lastOf(chart, name.length);
    const release = releaseAt([textAt(app, 'name')], [textAt(app, 'namespace')]);
    return [{ ...request(named, textAt(app, 'version'), url, values), release: key, ...release }];
  });
}
