import { bool, text, texts } from '../functions/make.ts';
import type { HostObject, ListValue, Method, Value } from '../values/value.ts';
import { apiVersions } from './api-versions.ts';

/** The version of Kubernetes that `helm template` 4.2.3 takes a cluster to have. */
export const defaultKubeVersion = 'v1.36.0';

export interface KubeVersion {
  /** As given, with a `v` before it. */
  readonly version: string;
  /** Without what follows the numbers: what constraints are held against. */
  readonly normalized: string;
  readonly major: string;
  readonly minor: string;
}

/** Undefined for what is no version (helm, pkg/chart/common, ParseKubeVersion). */
export function parseKubeVersion(given: string): KubeVersion | undefined {
  const match = /^\s*v?(0|[1-9]\d*)\.(0|[1-9]\d*)((?:\.(?:0|[1-9]\d*))*)/.exec(given);
  if (match === null) return undefined;
  const [, major = '', minor = '', rest = ''] = match;
  const numbers = rest === '' ? '.0' : rest;
  return {
    version: given.startsWith('v') ? given : `v${given}`,
    normalized: `v${major}.${minor}${numbers}`,
    major,
    minor,
  };
}

/** `.Capabilities` of a cluster that knows what `helm template` takes for granted, and `more` (helm, pkg/chart/common). */
export function capabilities(kube: KubeVersion, more: readonly string[]): HostObject {
  const known = [...apiVersions, ...more];
  const helm = helmVersion();
  const fields = new Map<string, Value>([
    ['KubeVersion', kubeObject(kube)],
    ['APIVersions', versionSet(known)],
    ['HelmVersion', helm],
  ]);
  const printed = `&{${kubeText(kube)} [${known.join(' ')}] ${helm.text}}`;
  return { kind: 'host', type: '*common.Capabilities', fields, text: printed };
}

function kubeObject(kube: KubeVersion): HostObject {
  return {
    kind: 'host',
    type: 'common.KubeVersion',
    fields: new Map([
      ['Version', text(kube.version)],
      ['Major', text(kube.major)],
      ['Minor', text(kube.minor)],
    ]),
    methods: new Map<string, Method>([
      ['String', { params: [], run: () => text(kube.normalized) }],
      ['GitVersion', { params: [], run: () => text(kube.version) }],
    ]),
    text: kubeText(kube),
    printed: kube.normalized,
  };
}

function kubeText({ version, normalized, major, minor }: KubeVersion): string {
  return `{${version} ${normalized} ${major} ${minor}}`;
}

function versionSet(versions: readonly string[]): ListValue {
  const known = new Set(versions);
  const has: Method = {
    params: ['string'],
    run: ([version]) => bool(version?.kind === 'string' && known.has(version.value)),
  };
  return { ...texts(versions), type: 'common.VersionSet', methods: new Map([['Has', has]]) };
}

function helmVersion(): HostObject {
  const fields = [
    ['Version', 'v4.2.3'],
    ['GitCommit', '43e8b7feece8beb0fcba47059ec9b522fd929a64'],
    ['GitTreeState', 'clean'],
    ['GoVersion', 'go1.26.5'],
    ['KubeClientVersion', 'v1.36'],
  ] as const;
  return {
    kind: 'host',
    type: 'version.BuildInfo',
    fields: new Map(fields.map(([name, value]) => [name, text(value)])),
    text: `{${fields.map(([, value]) => value).join(' ')}}`,
  };
}
