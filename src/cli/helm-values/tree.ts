import { relative, sep } from 'node:path';
import { statusAt } from '../../host/index.ts';
import type { ChartOverlay } from '../../scan/index.ts';
import { CommandError, type ExitCode } from '../exit.ts';
import type { ImageDecider } from './decide-images.ts';
import { explainOverlay, explainRules } from './explain.ts';
import { nothingFound } from './find-chart.ts';
import { finish } from './finish.ts';
import { givenValues, isGiven } from './given-values.ts';
import { type Made, madeOf } from './made.ts';
import type { HelmValuesFlags } from './options.ts';

type Library = typeof import('../../scan/helm-charts.ts');

export interface TreeRequest
  extends Omit<Parameters<Library['releasePlanner']>[0], 'sources'>,
    Pick<Parameters<Library['chartOverlay']>[0], 'settings'> {
  /** Undefined for the working directory, which was not named. */
  readonly named: string | undefined;
  readonly absolute: string;
  readonly flags: HelmValuesFlags;
  readonly library: Library;
  readonly decider: ImageDecider;
  readonly warn: (message: string) => void;
}

/** The values of all charts of a folder, and of everything in it that has a chart installed; or of what one file has installed. */
export function overlaysOfTree(request: TreeRequest): ExitCode {
  const { named = '.', absolute, flags } = request;
  if (isGiven(flags))
    throw new CommandError(
      '--values and --set are what one chart is given',
      'Name its folder or its .tgz; what a HelmRelease or the configuration gives to a chart is known.',
    );
  const isFile = statusAt(absolute)?.isDirectory() === false;
  const { root, maxBytes, library } = request;
  const found = library.findInstallations({ root, starts: [{ absolute, named: true }], maxBytes });
  for (const { file, reason } of found.skipped) request.warn(`${file} was not read: ${reason}`);
  const charts = chartsOf(
    request,
    found.charts.filter((chart) => isBelow(chart.absolute, absolute)),
  );
  const releases = releasesOf(request, found, isFile);
  const made = [...charts.made, ...releases.made];
  const troubles = [...charts.troubles, ...releases.troubles];
  if (made.length === 0 && troubles.length === 0) throw nothingFound(named, absolute);
  explainRules([...charts.overlays, ...releases.overlays], request.decider, request.warn);
  const code = finish(made, isFile, flags);
  if (made.length > 0 && !isFile) {
    for (const trouble of troubles) request.warn(trouble);
    return code;
  }
  if (troubles.length > 0) throw new CommandError(troubles.join('\n'), releases.isAbsent ? getIt : undefined);
  return code;
}

const getIt =
  'Get it with `helm pull`, and list the .tgz, or the folder that it lies in, under helm.dependencies in pullthrough.yaml.';

interface Outcome {
  readonly made: readonly Made[];
  readonly overlays: readonly ChartOverlay[];
  /** What could not be read, a sentence each. */
  readonly troubles: readonly string[];
}

function chartsOf(
  { library, warn, flags, ...shared }: TreeRequest,
  charts: ReturnType<Library['findInstallations']>['charts'],
): Outcome {
  const made: Made[] = [];
  const overlays: ChartOverlay[] = [];
  const troubles: string[] = [];
  for (const { path, absolute } of charts) {
    const name = shown(absolute);
    const times = shared.settings.charts.filter((deployed) => deployed.path === absolute).length;
    if (times > 1) {
      troubles.push(
        `${name} is deployed ${times} times by the configuration: name it, with the --values that are meant`,
      );
      continue;
    }
    const given = givenValues(absolute, name, shared.settings, flags);
    const overlay = library.chartOverlay({ ...shared, chart: absolute, ...given });
    if (!overlay.ok) {
      troubles.push(overlay.error);
      continue;
    }
    explainOverlay(overlay.value, library, (message) => warn(`${name}: ${message}`));
    overlays.push(overlay.value);
    made.push(madeOf(name, path === '' ? 'values.yaml' : `${path}/values.yaml`, [overlay.value]));
  }
  return { made, overlays, troubles };
}

function releasesOf(
  { library, warn, ...shared }: TreeRequest,
  found: ReturnType<Library['findInstallations']>,
  isFile: boolean,
): Outcome & { readonly isAbsent: boolean } {
  const { root, maxBytes } = shared;
  const sources = isFile ? library.findInstallations({ root, maxBytes }).sources : found.sources;
  const planner = library.releasePlanner({ ...shared, sources });
  if (!planner.ok) throw new CommandError(planner.error);
  const byFile = new Map<string, ChartOverlay[]>();
  const troubles: string[] = [];
  let isAbsent = false;
  for (const installation of found.installations) {
    const planned = planner.value(installation);
    if (!planned.ok) {
      troubles.push(planned.error.message);
      isAbsent ||= planned.error.code === 'absent';
      continue;
    }
    const { unseen, owner } = planned.value;
    const tell = (message: string): void => warn(`${owner}: ${message}`);
    explainOverlay(planned.value, library, tell);
    if (unseen.length > 0) tell(`${unseen.join(', ')} ${notVisible}`);
    const { path } = installation.source;
    byFile.set(path, [...(byFile.get(path) ?? []), planned.value]);
  }
  const made = [...byFile].map(([path, each]) => madeOf(path, path, each));
  return { made, overlays: [...byFile.values()].flat(), troubles, isAbsent };
}

const notVisible = 'cannot be seen here: images that are named there are replaced by those of the chart';

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}${folder.endsWith(sep) ? '' : sep}`);
}

/** From the working directory on. */
function shown(absolute: string): string {
  return relative(process.cwd(), absolute).split(sep).join('/') || '.';
}
