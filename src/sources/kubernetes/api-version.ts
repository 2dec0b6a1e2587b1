/** The group of an `apiVersion`: `apps` of `apps/v1`, the empty string of the core group's `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/**
 * The groups that a Kubernetes API server serves itself (Kubernetes API reference 1.34, with the retired `extensions`).
 * Their kinds are known: what is no carrier of a pod spec there holds no image.
 */
const builtInGroups: ReadonlySet<string> = new Set([
  'apps',
  'autoscaling',
  'batch',
  'extensions',
  'policy',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

/** The core group has no name, and other tools write `v1` too (`kind: Config`, `kind: Template`): here the kind decides. */
const coreKinds: ReadonlySet<string> = new Set([
  'Binding',
  'ComponentStatus',
  'ConfigMap',
  'Endpoints',
  'Event',
  'LimitRange',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Pod',
  'PodTemplate',
  'ReplicationController',
  'ResourceQuota',
  'Secret',
  'Service',
  'ServiceAccount',
]);

/** Of the groups that have workloads, the kinds that hold no image; `CloneSet` and the like stand under these names, too. */
const workloadGroups: ReadonlySet<string> = new Set(['apps', 'batch', 'extensions']);
const plainKinds =
  /^(?:ControllerRevision|DeploymentRollback|Scale|Ingress|NetworkPolicy|PodSecurityPolicy|ThirdPartyResource)(?:List)?$/;

export function isBuiltIn(group: string, kind: string): boolean {
  if (group === '') return coreKinds.has(kind);
  return builtInGroups.has(group) && (!workloadGroups.has(group) || plainKinds.test(kind));
}

/** Read by another source: `Kustomization`, `Component` and the configuration of kustomize's own transformers. */
export function isKustomize(group: string, apiVersion: string): boolean {
  return group === 'kustomize.config.k8s.io' || apiVersion === 'builtin';
}
