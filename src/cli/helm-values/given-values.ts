import { resolve } from 'node:path';
import { statusAt } from '../../host/index.ts';
import type { ChartDeployment, ChartSettings } from '../../scan/index.ts';
import { CommandError } from '../exit.ts';
import type { HelmValuesFlags } from './options.ts';

/** What a chart is given: as the configuration deploys it, and over that what the command line says. */
export function givenValues(
  absolute: string,
  chart: string,
  { charts }: ChartSettings,
  flags: HelmValuesFlags,
): Omit<ChartDeployment, 'path'> {
  const { values = [], set = [], setString = [] } = flags;
  const configured = charts.filter(({ path }) => path === absolute);
  if (configured.length > 1 && !isGiven(flags))
    throw new CommandError(
      `${chart} is deployed ${configured.length} times by the configuration`,
      'Say which one is meant with its --values.',
    );
  const [own] = isGiven(flags) ? [] : configured;
  const files = values.map((file) => {
    const path = resolve(file);
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

/** Whether the command line says what the chart is given. */
export function isGiven({ values = [], set = [], setString = [] }: HelmValuesFlags): boolean {
  return values.length + set.length + setString.length > 0;
}
