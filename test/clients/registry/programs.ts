import { named, type Program } from '../programs.ts';

export const conformance: Program = named('the OCI conformance suite', 'PULLTHROUGH_CONFORMANCE');
export const containerd: Program = named('containerd', 'PULLTHROUGH_CONTAINERD');
export const crane: Program = named('crane', 'PULLTHROUGH_CRANE');
export const ctr: Program = named('ctr', 'PULLTHROUGH_CTR');
export const docker: Program = named('docker', 'PULLTHROUGH_DOCKER');
export const dockerd: Program = named('dockerd', 'PULLTHROUGH_DOCKERD');
/** CNCF distribution, an upstream that is not ours. */
export const cncfRegistry: Program = named('docker-registry', 'PULLTHROUGH_DOCKER_REGISTRY');
export const helm: Program = named('helm', 'PULLTHROUGH_HELM');
export const oras: Program = named('oras', 'PULLTHROUGH_ORAS');
export const podman: Program = named('podman', 'PULLTHROUGH_PODMAN');
export const skopeo: Program = named('skopeo', 'PULLTHROUGH_SKOPEO');
