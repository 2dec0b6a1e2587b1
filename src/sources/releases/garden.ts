import { type Spot, spotAt, textAt } from '../spot.ts';
import type { ChartRequest } from './chart-request.ts';
import { request } from './controllers.ts';
import { listedFiles, mapValues } from './given-values.ts';

/** The chart of an action of the type `helm` (docs.garden.io, `reference/action-types/Deploy/helm`). */
export function gardenCharts(action: Spot): readonly ChartRequest[] {
  const type = textAt(action, 'type')?.value;
  if (type !== 'helm' && type !== 'helm-pod') return [];
  const spec = spotAt(action, 'spec');
  const chart = spotAt(spec, 'chart');
  const values = [...mapValues(spec, 'values'), ...listedFiles(spec, 'valueFiles')];
  const path = textAt(chart, 'path');
  const named = textAt(chart, 'name') ?? textAt(chart, 'url');
  if (path !== undefined) {
    return [{ chart: { folder: path.value }, place: { text: path.text, path: path.path }, values }];
  }
  return [request(named, textAt(chart, 'version'), textAt(chart, 'repo'), values)];
}
