// The real programs of the client tests: the variable that names one to the tests, and how it is brought.
import { az } from './az.mjs';
import { azurite } from './azurite.mjs';
import { conformance } from './conformance.mjs';
import { containerd2, ctr2 } from './containerd.mjs';
import { crane } from './crane.mjs';
import {
  chromium,
  containerd,
  ctr,
  docker,
  dockerd,
  dockerRegistry,
  podman,
  shellcheck,
  skopeo,
} from './debian.mjs';
import { helm, kubectl } from './kubectl-layer.mjs';
import { kustomize } from './kustomize.mjs';
import { oras } from './oras.mjs';
import { preCommit } from './pre-commit.mjs';

export const programs = {
  PULLTHROUGH_AZURITE: azurite,
  PULLTHROUGH_AZ: az,
  PULLTHROUGH_CHROMIUM: chromium,
  PULLTHROUGH_CONFORMANCE: conformance,
  PULLTHROUGH_CONTAINERD: containerd,
  PULLTHROUGH_CONTAINERD_2: containerd2,
  PULLTHROUGH_CRANE: crane,
  PULLTHROUGH_CTR: ctr,
  PULLTHROUGH_CTR_2: ctr2,
  PULLTHROUGH_DOCKER: docker,
  PULLTHROUGH_DOCKERD: dockerd,
  PULLTHROUGH_DOCKER_REGISTRY: dockerRegistry,
  PULLTHROUGH_HELM: helm,
  PULLTHROUGH_KUBECTL: kubectl,
  PULLTHROUGH_KUSTOMIZE: kustomize,
  PULLTHROUGH_ORAS: oras,
  PULLTHROUGH_PODMAN: podman,
  PULLTHROUGH_PRE_COMMIT: preCommit,
  PULLTHROUGH_SHELLCHECK: shellcheck,
  PULLTHROUGH_SKOPEO: skopeo,
};
