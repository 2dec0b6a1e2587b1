import { upstreamCatalogue } from '../../cache/index.ts';
import { planPolicy } from '../../config/index.ts';
import { prepareForCharts } from '../chart-flags.ts';
import { chartSettings } from '../chart-settings.ts';
import { openConfiguration } from '../configuration.ts';
import { CommandError, type ExitCode } from '../exit.ts';
import { imageDecider } from './decide-images.ts';
import { explainOverlay, explainRules } from './explain.ts';
import { findChart } from './find-chart.ts';
import { finish } from './finish.ts';
import { givenValues } from './given-values.ts';
import { madeOf } from './made.ts';
import type { HelmValuesFlags } from './options.ts';
import { overlaysOfTree } from './tree.ts';

/** `pullthrough helm-values [CHART]`: the values that send every image of a chart through the cache, or of all charts. */
export async function helmValuesCommand(
  named: string | undefined,
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
  const place =
    named === undefined ? { kind: 'tree' as const, absolute: cwd, root } : findChart(named, root, cwd);
  const charts = chartSettings({ settings, ...origin }, cwd);
  const policy = planPolicy(
    settings,
    upstreamCatalogue.upstreams.map(({ loginServer: host }) => host),
  );
  const decider = imageDecider(registry, policy, flags.existingRules === true);
  prepareForCharts();
  const library = await import('../../scan/helm-charts.ts');
  const shared = {
    root: place.root,
    maxBytes: settings.maxFileSize,
    settings: charts,
    loginServer,
    decideAll: decider.decideAll,
  };
  if (place.kind === 'tree')
    return overlaysOfTree({ ...shared, named, absolute: place.absolute, flags, library, decider, warn });
  const chart = named ?? '.';
  const given = givenValues(place.absolute, chart, charts, flags);
  const overlay = library.chartOverlay({ ...shared, chart: place.absolute, ...given });
  if (!overlay.ok) throw new CommandError(overlay.error);
  explainOverlay(overlay.value, library, warn);
  explainRules([overlay.value], decider, warn);
  return finish([madeOf(chart, '', [overlay.value])], true, flags);
}
