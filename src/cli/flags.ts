import type { ColorChoice } from '../host/index.ts';

/** The options that every command which reads the configuration has, as commander hands them over. */
export interface ConfigurationFlags {
  /** False for `--no-config`. */
  readonly config?: string | boolean;
  readonly quiet?: boolean;
}

/** Those of every command which reads a repository. */
export interface RepositoryFlags extends ConfigurationFlags {
  /** False for `--no-ignore`. */
  readonly ignore: boolean;
  readonly color: ColorChoice;
}

interface SettingFlag {
  /** The setting's name as config/ knows it, which is the flag without its dashes. */
  readonly name: string;
  readonly value: string;
  readonly description: string;
  readonly repeatable: boolean;
}

/** The settings that have a flag on the command line; further ones have a variable or stand in the configuration file. */
export const settingFlags: readonly SettingFlag[] = [
  {
    name: 'registry',
    value: '<login-server>',
    description: 'the Azure Container Registry, such as team.azurecr.io',
    repeatable: false,
  },
  {
    name: 'rules-file',
    value: '<file>',
    description: 'what `az acr cache list -o json` printed',
    repeatable: true,
  },
  { name: 'include', value: '<glob>', description: 'read only matching files', repeatable: true },
  { name: 'exclude', value: '<glob>', description: 'leave matching files out', repeatable: true },
  {
    name: 'build-args',
    value: '<name=value>',
    description: 'value of a Dockerfile build argument',
    repeatable: true,
  },
  {
    name: 'helm-values',
    value: '<file>',
    description: 'values file for all Helm charts',
    repeatable: true,
  },
  {
    name: 'helm-set',
    value: '<key=value>',
    description: 'value for all Helm charts, as `helm --set` takes it',
    repeatable: true,
  },
];

export const failOnFlag: SettingFlag = {
  name: 'fail-on',
  value: '<severity>',
  description: 'lowest severity that fails: error (default), warning, info, never',
  repeatable: false,
};

/** The values of the setting flags, by setting name, out of what commander parsed. */
export function givenSettings(
  flags: ConfigurationFlags,
): Readonly<Record<string, string | readonly string[]>> {
  const parsed = new Map<string, unknown>(Object.entries(flags));
  const given: Record<string, string | readonly string[]> = {};
  for (const { name } of [...settingFlags, failOnFlag]) {
    const value = parsed.get(name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()));
    if (typeof value === 'string') given[name] = value;
    else if (Array.isArray(value)) given[name] = value.map(String);
  }
  return given;
}
