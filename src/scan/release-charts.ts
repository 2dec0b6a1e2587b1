import { statusAt } from '../host/index.ts';
import { type ChartRequest, folderOf, pathFrom } from '../sources/releases/index.ts';

/**
 * The folders and archives in the repository, by their paths from the root on, that a request may mean. `file` is the one that it
 * stands in.
 */
export function chartFolders({ chart }: ChartRequest, file: string): readonly string[] {
  const { folder, repository, name, copies = [] } = chart;
  const beside = folderOf(file);
  const inTree = repository === undefined ? beside : '';
  // A helmfile names a folder without `./`, too.
  const bare = repository === undefined && name?.includes('/') === true ? [name] : [];
  const paths = [
    ...(folder === undefined ? [] : [pathFrom(inTree, folder.replace(/^\/+/, ''))]),
    ...[...bare, ...copies].map((path) => pathFrom(beside, path)),
  ];
  return paths.filter((path) => path !== undefined);
}

/** Whether there is a chart at a path, as far as can be told without opening it. */
export function isChartAt(absolute: string): boolean {
  const file = absolute.endsWith('.tgz') ? absolute : `${absolute}/Chart.yaml`;
  return statusAt(file)?.isFile() === true;
}

/** Whether it is worth looking for the chart of one of the requests: nothing is loaded for that before. */
export function mayBeFound(
  requests: readonly ChartRequest[],
  file: string,
  root: string,
  hasDependencies: boolean,
): boolean {
  return requests.some(
    (request) =>
      request.place !== undefined &&
      (hasDependencies || chartFolders(request, file).some((path) => isChartAt(`${root}/${path}`))),
  );
}
