/** Where the kinds that Kubernetes and OpenShift serve themselves keep their pod spec (Kubernetes API reference 1.34). */
const podSpecPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  DeploymentConfig: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  // Of batch/v2alpha1 and its time.
  ScheduledJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  JobTemplate: ['template', 'spec', 'template', 'spec'],
};

/** `v1` and `apps.openshift.io/v1` are both DeploymentConfig's: OpenShift 3 kept its kinds in the core group. */
const carrierGroups: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'extensions', 'apps.openshift.io']);

/** The path from an object to its pod spec; undefined for every kind that has none or is not built in. */
export function podSpecPath(group: string, kind: string): readonly string[] | undefined {
  return carrierGroups.has(group) && Object.hasOwn(podSpecPaths, kind) ? podSpecPaths[kind] : undefined;
}
