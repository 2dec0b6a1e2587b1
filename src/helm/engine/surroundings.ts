import { err, ok, type Result } from '../../result.ts';
import type { Chart } from '../chart/types.ts';
import { bool, int, table, text } from '../functions/make.ts';
import { sharedTable } from '../functions/shared-values.ts';
import { parseConstraint, satisfies } from '../semver/constraint.ts';
import { parseVersion } from '../semver/version.ts';
import type { HostObject, TableValue } from '../values/value.ts';
import { type KubeVersion, parseKubeVersion } from './capabilities.ts';
import type { EngineError, EngineOptions } from './options.ts';

/** What the templates of all charts find beside their values. */
export interface Surroundings {
  readonly release: TableValue;
  readonly capabilities: HostObject;
}

/** The version of Kubernetes, if the chart is for it. */
export function kubeVersionFor({ metadata }: Chart, given: string): Result<KubeVersion, EngineError> {
  const fails = (message: string) => err({ code: 'kube-version', message } as const);
  const kube = parseKubeVersion(given);
  if (kube === undefined) return fails(`${JSON.stringify(given)} is no version of Kubernetes`);
  const wanted = metadata.kubeVersion;
  if (wanted === '') return ok(kube);
  const constraint = parseConstraint(wanted);
  const version = parseVersion(kube.normalized);
  return constraint !== undefined && version !== undefined && satisfies(version, constraint)
    ? ok(kube)
    : fails(`chart requires kubeVersion: ${wanted} which is incompatible with Kubernetes ${kube.version}`);
}

export function release({ releaseName, namespace, isUpgrade = false }: EngineOptions): TableValue {
  const made = table([
    ['Name', text(releaseName ?? 'release-name')],
    ['Namespace', text(namespace ?? 'default')],
    ['IsUpgrade', bool(isUpgrade)],
    ['IsInstall', bool(!isUpgrade)],
    ['Revision', int(1)],
    ['Service', text('Helm')],
  ]);
  return sharedTable(made);
}
