import { fromDebian } from './bring.mjs';

export const chromium = () => fromDebian('chromium');
export const containerd = () => fromDebian('containerd');
export const ctr = () => fromDebian('ctr', 'containerd');
export const docker = () => fromDebian('docker', 'docker.io');
export const dockerd = () => fromDebian('dockerd', 'docker.io');
/** CNCF distribution 2.8.2 in Debian 12. */
export const dockerRegistry = () => fromDebian('docker-registry');
export const podman = () => fromDebian('podman');
export const shellcheck = () => fromDebian('shellcheck');
export const skopeo = () => fromDebian('skopeo');
