import { named, type Program } from '../programs.ts';

export const conformance: Program = named('the OCI conformance suite', 'PULLTHROUGH_CONFORMANCE');
interface Containerd {
  readonly daemon: Program;
  readonly ctr: Program;
  /** Whether it fetches one layer in several ranges at once. */
  readonly inRanges: boolean;
}

/** Each with the ctr that belongs to it. */
export const containerds: readonly Containerd[] = [
  {
    daemon: named('containerd of the system', 'PULLTHROUGH_CONTAINERD'),
    ctr: named('ctr of the system', 'PULLTHROUGH_CTR'),
    inRanges: false,
  },
  {
    daemon: named('containerd 2', 'PULLTHROUGH_CONTAINERD_2'),
    ctr: named('ctr 2', 'PULLTHROUGH_CTR_2'),
    inRanges: true,
  },
];
export const crane: Program = named('crane', 'PULLTHROUGH_CRANE');
export const docker: Program = named('docker', 'PULLTHROUGH_DOCKER');
export const dockerd: Program = named('dockerd', 'PULLTHROUGH_DOCKERD');
/** CNCF distribution, an upstream that is not ours. */
export const cncfRegistry: Program = named('docker-registry', 'PULLTHROUGH_DOCKER_REGISTRY');
export const helm: Program = named('helm', 'PULLTHROUGH_HELM');
export const oras: Program = named('oras', 'PULLTHROUGH_ORAS');
export const podman: Program = named('podman', 'PULLTHROUGH_PODMAN');
export const skopeo: Program = named('skopeo', 'PULLTHROUGH_SKOPEO');
