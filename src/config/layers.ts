import { defaultSettings, type PartialSettings, type SettingKey, type Settings } from './settings.ts';

export type Origin = 'flag' | 'environment' | 'file' | 'default';

export interface Layers {
  readonly flags: PartialSettings;
  readonly environment: PartialSettings;
  readonly file: PartialSettings;
}

export interface LayeredSettings {
  readonly settings: Settings;
  /** The strongest layer that gave each setting: paths are relative to the configuration file exactly where it says `file`. */
  readonly origin: Readonly<Record<SettingKey, Origin>>;
}

/**
 * One value for each setting: flag before environment before file before default. A list replaces the list of a weaker
 * layer; the maps `buildArgs`, `variables`, `checks` and `plan` are joined key by key.
 */
export function mergeLayers({ flags, environment, file }: Layers): LayeredSettings {
  const settings = [file, environment, flags].reduce<Settings>(over, defaultSettings);
  const origins = (Object.keys(defaultSettings) as SettingKey[]).map((key): [SettingKey, Origin] => {
    if (flags[key] !== undefined) return [key, 'flag'];
    if (environment[key] !== undefined) return [key, 'environment'];
    return [key, file[key] === undefined ? 'default' : 'file'];
  });
  return { settings, origin: Object.fromEntries(origins) as Record<SettingKey, Origin> };
}

function over(weaker: Settings, stronger: PartialSettings): Settings {
  const given = Object.fromEntries(Object.entries(stronger).filter(([, value]) => value !== undefined));
  return {
    ...weaker,
    ...given,
    buildArgs: { ...weaker.buildArgs, ...stronger.buildArgs },
    variables: { ...weaker.variables, ...stronger.variables },
    checks: { ...weaker.checks, ...stronger.checks },
    plan: {
      ...weaker.plan,
      ...stronger.plan,
      targets: { ...weaker.plan.targets, ...stronger.plan?.targets },
    },
  };
}
