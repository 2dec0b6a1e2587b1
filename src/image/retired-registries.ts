/** A registry whose images have moved to another one. */
export interface RetiredRegistry {
  /** The registry that serves its images now. */
  readonly successor: string;
  /** Whether a repository keeps its path there; where it does not, the host alone cannot be replaced. */
  readonly samePaths: boolean;
  /** Since when the successor is the place to pull from: `YYYY-MM-DD`, or `YYYY-MM` where no day was announced. */
  readonly since: string;
  /** What became of the old name and its paths, in one or two sentences for the user. */
  readonly note: string;
}

/** As the operators announced them, with the page that says so. */
const retired: ReadonlyMap<string, RetiredRegistry> = new Map([
  [
    // kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement, /2023/03/10/image-registry-redirect
    'k8s.gcr.io',
    {
      successor: 'registry.k8s.io',
      samePaths: true,
      since: '2023-04-03',
      note: 'k8s.gcr.io is frozen and redirects to registry.k8s.io; no release after Kubernetes 1.26 is published there.',
    },
  ],
  [
    // docs.github.com: Migrating to the Container registry from the Docker registry
    'docker.pkg.github.com',
    {
      successor: 'ghcr.io',
      samePaths: false,
      since: '2021-06-21',
      note: "GitHub's Docker registry was replaced by ghcr.io, where an image is named OWNER/IMAGE without the repository.",
    },
  ],
  [
    // lists.centos.org, centos-devel, May 2023
    'registry.centos.org',
    {
      successor: 'quay.io',
      samePaths: false,
      since: '2023-05',
      note: 'registry.centos.org is closed; the CentOS images are published under quay.io/centos.',
    },
  ],
  [
    // docs.ci.openshift.org: Summary of available registries
    'registry.svc.ci.openshift.org',
    {
      successor: 'registry.ci.openshift.org',
      samePaths: true,
      since: '2021-02',
      note: 'registry.svc.ci.openshift.org is decommissioned; its images moved to registry.ci.openshift.org.',
    },
  ],
]);

/** What became of a registry that is no longer the place to pull from; undefined for every other registry. */
export function retiredRegistry(registry: string): RetiredRegistry | undefined {
  return retired.get(registry.toLowerCase());
}
