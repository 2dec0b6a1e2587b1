import { resolve } from 'node:path';
import { upstreamCatalogue } from '../../cache/index.ts';
import { planPolicy } from '../../config/index.ts';
import { readText, statusAt, writeText } from '../../host/index.ts';
import type { ChartDeployment, ChartOverlay, ChartSettings } from '../../scan/index.ts';
import { unifiedDiff } from '../../text/index.ts';
import { collectChartsEarly } from '../chart-memory.ts';
import { chartSettings } from '../chart-settings.ts';
import { openConfiguration } from '../configuration.ts';
import { CommandError, type ExitCode } from '../exit.ts';
import { say } from '../say.ts';
import { imageDecider } from './decide-images.ts';
import { explainOverlay } from './explain.ts';
import { findChart } from './find-chart.ts';
import type { HelmValuesFlags } from './options.ts';

/** `pullthrough helm-values CHART`: the values that send every image of a chart through the cache. */
export async function helmValuesCommand(
  chart: string,
  flags: HelmValuesFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  const cwd = process.cwd();
  const { root, settings, registry, ...origin } = openConfiguration(cwd, flags, warn);
  const { loginServer } = registry;
  if (loginServer === undefined)
    throw new CommandError(
      'no registry is configured, so there is nothing to redirect to',
      'set `registry` in pullthrough.yaml, or --registry team.azurecr.io',
    );
  if (flags.diff === true && flags.output === undefined)
    throw new CommandError('--diff compares with a file: name it with --output');
  const place = findChart(chart, root, cwd);
  const charts = chartSettings({ settings, ...origin }, cwd);
  const policy = planPolicy(
    settings,
    upstreamCatalogue.upstreams.map(({ loginServer: host }) => host),
  );
  const decider = imageDecider(registry, policy, flags.existingRules === true);
  collectChartsEarly();
  const library = await import('../../scan/helm-charts.ts');
  const overlay = library.chartOverlay({
    ...place,
    chart: place.absolute,
    maxBytes: settings.maxFileSize,
    settings: charts,
    ...given(place.absolute, chart, charts, flags, cwd),
    loginServer,
    decideAll: decider.decideAll,
  });
  if (!overlay.ok) throw new CommandError(overlay.error);
  explainOverlay(overlay.value, decider, library, warn);
  return finish(chart, overlay.value, flags);
}

/** What the chart is given: as the configuration deploys it, and over that what the command line says. */
function given(
  absolute: string,
  chart: string,
  { charts }: ChartSettings,
  flags: HelmValuesFlags,
  cwd: string,
): Omit<ChartDeployment, 'path'> {
  const { values = [], set = [], setString = [] } = flags;
  const configured = charts.filter(({ path }) => path === absolute);
  const isGiven = values.length + set.length + setString.length > 0;
  if (configured.length > 1 && !isGiven)
    throw new CommandError(
      `${chart} is deployed ${configured.length} times by the configuration`,
      'Say which one is meant with its --values.',
    );
  const [own] = isGiven ? [] : configured;
  const files = values.map((file) => {
    const path = resolve(cwd, file);
    if (statusAt(path) === undefined) throw new CommandError(`--values: ${file} does not exist`);
    return path;
  });
  return {
    values: [...(own?.values ?? []), ...files],
    set: [...(own?.set ?? []), ...set],
    setString: [...(own?.setString ?? []), ...setString],
    release: own?.release ?? '',
    namespace: own?.namespace ?? '',
  };
}

const mostBytes = 10_000_000;
const mark = 'Made by `pullthrough helm-values`';

function finish(chart: string, { text, plan }: ChartOverlay, flags: HelmValuesFlags): ExitCode {
  const { output, check, diff } = flags;
  if (output === undefined) {
    if (check !== true) process.stdout.write(text);
    if (check !== true || plan.settings.size === 0) return 0;
    say(`${chart}: does not send all of its images through the cache`);
    return 1;
  }
  const path = resolve(output);
  const before = statusAt(path) === undefined ? undefined : contentOf(path, output);
  if (diff === true) process.stdout.write(unifiedDiff(output, before ?? '', text));
  if (check === true) {
    if (before === text) return 0;
    say(`${output}: ${before === undefined ? 'does not exist' : 'is not what it would be now'}`);
    return 1;
  }
  if (diff === true || before === text) return 0;
  const written = writeText({ path, content: text, overwrite: true });
  if (!written.ok) throw new CommandError(`${output}: ${written.error.message}`);
  say(`${output}: written`);
  return 0;
}

/** Only a file that was made like this is written anew: values files are most often somebody's own. */
function contentOf(path: string, output: string): string {
  const read = readText(path, { maxBytes: mostBytes });
  if (read.kind !== 'text' || (read.text.trim() !== '' && !read.text.slice(0, 1_000).includes(mark)))
    throw new CommandError(
      `${output} was not made by \`pullthrough helm-values\`, and is left as it is`,
      'Name another file: helm takes any number of --values.',
    );
  return read.text;
}
