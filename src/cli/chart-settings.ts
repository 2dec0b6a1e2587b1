import { dirname, resolve } from 'node:path';
import type { SettingKey } from '../config/index.ts';
import { statusAt } from '../host/index.ts';
import type { ChartSettings } from '../scan/index.ts';
import { CommandError } from './exit.ts';
import type { LoadedSettings } from './settings.ts';

/** How the charts are deployed, paths made absolute. What is not there ends the command. */
export function chartSettings(
  {
    settings,
    origin,
    configFile,
  }: Pick<LoadedSettings, 'settings' | 'origin'> & { readonly configFile?: string | undefined },
  cwd: string,
): ChartSettings {
  const placed = (key: SettingKey, label: string, paths: readonly string[]): readonly string[] => {
    const base = origin[key] === 'file' && configFile !== undefined ? dirname(configFile) : cwd;
    return paths.map((path) => {
      const absolute = resolve(base, path);
      if (statusAt(absolute) === undefined)
        throw new CommandError(`${origin[key] === 'flag' ? flagOf(label) : label}: ${path} does not exist`);
      return absolute;
    });
  };
  return {
    charts: settings.helmCharts.map(
      ({ path, values = [], set = [], setString = [], release = '', namespace = '' }) => ({
        path: placed('helmCharts', 'helm.charts', [path])[0] ?? path,
        values: placed('helmCharts', `helm.charts: values of ${path}`, values),
        set,
        setString,
        release,
        namespace,
      }),
    ),
    values: placed('helmValues', 'helm.values', settings.helmValues),
    set: settings.helmSet,
    dependencies: placed('helmDependencies', 'helm.dependencies', settings.helmDependencies),
    kubeVersion: settings.helmKubeVersion,
    apiVersions: settings.helmApiVersions,
  };
}

/** `--helm-values` of `helm.values`. */
function flagOf(label: string): string {
  return `--${label.replace('.', '-')}`;
}
