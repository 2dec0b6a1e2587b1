/** Docker Hub's registry as references name it; the host that serves it is `registry-1.docker.io`. */
export const DOCKER_HUB = 'docker.io';

/** Where Docker Hub keeps the official images: `nginx` is `library/nginx`. */
export const OFFICIAL_NAMESPACE = 'library/';

/** The one alias that `github.com/distribution/reference` folds (normalize.go, the legacy default domain). */
export const LEGACY_DOCKER_HUB = 'index.docker.io';

/**
 * Hosts that answer pulls for Docker Hub's repositories, in lower case. `hub.docker.com` is not one of them:
 * it is the web site and serves no images, so that a reference to it is a mistake that has to stay visible.
 */
const hosts: ReadonlySet<string> = new Set([
  DOCKER_HUB,
  LEGACY_DOCKER_HUB,
  'registry.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);

export function isDockerHubHost(host: string): boolean {
  return hosts.has(host);
}

/** The repository as Docker Hub stores it: a name of one component is an official image. */
export function onDockerHub(path: string): string {
  return path.includes('/') ? path : OFFICIAL_NAMESPACE + path;
}
