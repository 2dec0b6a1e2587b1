import type { CheckLevel } from '../audit/types.ts';
import type { Granularity } from '../cache/types.ts';
import { normalizeRegistry } from '../image/index.ts';
import type { KnownCheck } from './schema.ts';
import type {
  ChartSetting,
  PartialSettings,
  PlanSettings,
  RegistrySetting,
  UpstreamSetting,
} from './settings.ts';
import { parseSize } from './size.ts';
import { type ConfigNode, entryOf, plainValue } from './tree.ts';

/** A configuration as the schema admits it, before shorthands are written out. */
interface Accepted
  extends Omit<PartialSettings, 'registry' | 'maxFileSize' | 'plan' | 'upstreams' | FileKey | HelmKey> {
  readonly registry?: string | RegistrySetting;
  readonly maxFileSize?: string | number;
  readonly rulesFile?: string | readonly string[];
  readonly credentialSetsFile?: string | readonly string[];
  readonly repositoriesFile?: string | readonly string[];
  readonly upstreams?: Readonly<Record<string, AcceptedUpstream>>;
  readonly helm?: AcceptedHelm;
  readonly plan?: { -readonly [Key in keyof PlanSettings]?: PlanSettings[Key] };
}

interface AcceptedUpstream extends Omit<UpstreamSetting, 'ca'> {
  readonly ca?: string | readonly string[];
}

interface AcceptedHelm {
  readonly charts?: readonly (Omit<ChartSetting, 'values'> & {
    readonly values?: string | readonly string[];
  })[];
  readonly values?: string | readonly string[];
  readonly set?: readonly string[];
  readonly dependencies?: string | readonly string[];
  readonly kubeVersion?: string;
  readonly apiVersions?: readonly string[];
}

type HelmKey = Extract<keyof PartialSettings, `helm${string}`>;

type FileKey = 'rulesFile' | 'credentialSetsFile' | 'repositoriesFile';

/** The settings of a tree that passed validation: shorthands written out, hosts in lower case, checks by their id. */
export function normalize(root: ConfigNode, checks: readonly KnownCheck[]): PartialSettings {
  // The schema has been checked; this is where its word is taken for the type.
  const { $schema: _, ...accepted } = plainValue(root) as Accepted & { readonly $schema?: string };
  const {
    registry,
    maxFileSize,
    rulesFile,
    credentialSetsFile,
    repositoriesFile,
    buildArgs,
    variables,
    plan,
    upstreams,
    helm,
    ...rest
  } = accepted;
  return {
    ...rest,
    ...(registry === undefined ? {} : { registry: registryOf(registry) }),
    ...(maxFileSize === undefined ? {} : { maxFileSize: bytesOf(maxFileSize) }),
    ...(rulesFile === undefined ? {} : { rulesFile: listOf(rulesFile) }),
    ...(credentialSetsFile === undefined ? {} : { credentialSetsFile: listOf(credentialSetsFile) }),
    ...(repositoriesFile === undefined ? {} : { repositoriesFile: listOf(repositoriesFile) }),
    ...(buildArgs === undefined ? {} : { buildArgs: textsOf(entryOf(root, 'buildArgs')) }),
    ...(variables === undefined ? {} : { variables: textsOf(entryOf(root, 'variables')) }),
    ...(rest.checks === undefined ? {} : { checks: byId(rest.checks, checks) }),
    ...(plan === undefined ? {} : { plan: planOf(plan) }),
    ...(upstreams === undefined ? {} : { upstreams: upstreamsOf(upstreams) }),
    ...(helm === undefined ? {} : helmOf(helm)),
  };
}

function helmOf({
  charts,
  values,
  set,
  dependencies,
  kubeVersion,
  apiVersions,
}: AcceptedHelm): Pick<PartialSettings, HelmKey> {
  return {
    ...(charts === undefined ? {} : { helmCharts: charts.map(chartOf) }),
    ...(values === undefined ? {} : { helmValues: listOf(values) }),
    ...(set === undefined ? {} : { helmSet: set }),
    ...(dependencies === undefined ? {} : { helmDependencies: listOf(dependencies) }),
    ...(kubeVersion === undefined ? {} : { helmKubeVersion: kubeVersion }),
    ...(apiVersions === undefined ? {} : { helmApiVersions: apiVersions }),
  };
}

function chartOf({ values, ...chart }: NonNullable<AcceptedHelm['charts']>[number]): ChartSetting {
  return { ...chart, ...(values === undefined ? {} : { values: listOf(values) }) };
}

function registryOf(registry: string | RegistrySetting): RegistrySetting {
  const setting = typeof registry === 'string' ? { loginServer: registry } : registry;
  return { ...setting, loginServer: setting.loginServer.toLowerCase() };
}

function bytesOf(size: string | number): number {
  return typeof size === 'number' ? size : (parseSize(size) ?? 0);
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function upstreamsOf(
  upstreams: Readonly<Record<string, AcceptedUpstream>>,
): Readonly<Record<string, UpstreamSetting>> {
  return Object.fromEntries(
    Object.entries(upstreams).map(([host, { ca, ...access }]) => [
      normalizeRegistry(host),
      { ...access, ...(ca === undefined ? {} : { ca: listOf(ca) }) },
    ]),
  );
}

/** Build arguments are text: `GO: 1.20` is `1.20`, not the number 1.2. */
function textsOf(map: ConfigNode | undefined): Readonly<Record<string, string>> {
  const entries = map?.kind === 'map' ? map.entries : [];
  return Object.fromEntries(
    entries.map(({ key, value }) => [key, value.kind === 'scalar' ? value.text : '']),
  );
}

/** A slug in one layer and the id in another mean one check. */
function byId(
  levels: Readonly<Record<string, CheckLevel>>,
  checks: readonly KnownCheck[],
): Readonly<Record<string, CheckLevel>> {
  const idOf = new Map(checks.map(({ id, slug }) => [slug, id]));
  return Object.fromEntries(Object.entries(levels).map(([name, level]) => [idOf.get(name) ?? name, level]));
}

function planOf(plan: Partial<PlanSettings>): Partial<PlanSettings> {
  const { granularity, targets } = plan;
  return {
    ...plan,
    ...(granularity === undefined || typeof granularity === 'string'
      ? {}
      : { granularity: byLowerCaseHost<Granularity>(granularity) }),
    ...(targets === undefined ? {} : { targets: byLowerCaseHost(targets) }),
  };
}

function byLowerCaseHost<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).map(([host, value]) => [host.toLowerCase(), value]));
}
