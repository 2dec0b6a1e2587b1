import type { CheckLevel, FailOn } from '../audit/types.ts';
import type { CacheRule, CredentialSet, Exemption, Granularity } from '../cache/types.ts';
import type { ImageField } from '../sources/configured/image-field.ts';

export interface RegistrySetting {
  readonly loginServer: string;
  /** The resource name, for commands and templates. */
  readonly name?: string;
}

export interface PlanSettings {
  /** For all upstreams, or per login server of an upstream. */
  readonly granularity: Granularity | Readonly<Record<string, Granularity>>;
  /** First path of the targets, per login server of an upstream. */
  readonly targets: Readonly<Record<string, string>>;
  /** Name or URI; `''` when not set. */
  readonly keyVault: string;
}

/** How an upstream is reached. Paths are as written. */
export interface UpstreamSetting {
  readonly url?: string;
  readonly ca?: readonly string[];
  readonly clientCert?: string;
  readonly clientKey?: string;
  readonly insecure?: boolean;
  readonly authFile?: string;
  readonly realms?: readonly string[];
}

/** One deployment of a chart. Paths are as written. */
export interface ChartSetting {
  /** The chart's folder, a packed chart, or a folder of packed charts. */
  readonly path: string;
  /** Values files, each over those before it. */
  readonly values?: readonly string[];
  /** As `helm --set` takes them. */
  readonly set?: readonly string[];
  /** As `helm --set-string` takes them. */
  readonly setString?: readonly string[];
  readonly release?: string;
  readonly namespace?: string;
}

/** All settings. Paths of files are as written: relative to the configuration file, or to the working directory when given by flag or variable. */
export interface Settings {
  /** Undefined when not configured. */
  readonly registry: RegistrySetting | undefined;
  readonly rules: readonly CacheRule[];
  readonly rulesFile: readonly string[];
  readonly credentialSets: readonly CredentialSet[];
  readonly credentialSetsFile: readonly string[];
  /** By login server, each under its one name (`docker.io`). */
  readonly upstreams: Readonly<Record<string, UpstreamSetting>>;
  readonly repositories: readonly string[];
  readonly repositoriesFile: readonly string[];
  readonly own: readonly string[];
  readonly exempt: readonly Exemption[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Bytes. */
  readonly maxFileSize: number;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly imageFields: readonly ImageField[];
  readonly imageFlags: readonly string[];
  /** Those below `helm` stand one by one, so that each may come from a layer of its own. */
  readonly helmCharts: readonly ChartSetting[];
  /** Values files of all charts. */
  readonly helmValues: readonly string[];
  readonly helmSet: readonly string[];
  /** Folders and packed charts in which dependencies are looked for. */
  readonly helmDependencies: readonly string[];
  /** `''` when not set. */
  readonly helmKubeVersion: string;
  readonly helmApiVersions: readonly string[];
  /** By id. */
  readonly checks: Readonly<Record<string, CheckLevel>>;
  readonly failOn: FailOn;
  readonly plan: PlanSettings;
}

export type SettingKey = keyof Settings;

/** The settings that one layer gives. */
export type PartialSettings = { readonly [Key in Exclude<SettingKey, 'plan'>]?: Settings[Key] } & {
  readonly plan?: Partial<PlanSettings>;
};

export const defaultSettings: Settings = {
  registry: undefined,
  rules: [],
  rulesFile: [],
  credentialSets: [],
  credentialSetsFile: [],
  upstreams: {},
  repositories: [],
  repositoriesFile: [],
  own: [],
  exempt: [],
  include: [],
  exclude: [],
  maxFileSize: 10_000_000,
  buildArgs: {},
  variables: {},
  imageFields: [],
  imageFlags: [],
  helmCharts: [],
  helmValues: [],
  helmSet: [],
  helmDependencies: [],
  helmKubeVersion: '',
  helmApiVersions: [],
  checks: {},
  failOn: 'error',
  plan: { granularity: {}, targets: {}, keyVault: '' },
};
