// The real programs of the client tests: the variable that names one to the tests, and how it is brought.
import { chromium, containerd, dockerRegistry, podman, skopeo } from './debian.mjs';
import { helm, kubectl } from './kubectl-layer.mjs';
import { kustomize } from './kustomize.mjs';
import { preCommit } from './pre-commit.mjs';

export const programs = {
  PULLTHROUGH_CHROMIUM: chromium,
  PULLTHROUGH_CONTAINERD: containerd,
  PULLTHROUGH_DOCKER_REGISTRY: dockerRegistry,
  PULLTHROUGH_HELM: helm,
  PULLTHROUGH_KUBECTL: kubectl,
  PULLTHROUGH_KUSTOMIZE: kustomize,
  PULLTHROUGH_PODMAN: podman,
  PULLTHROUGH_PRE_COMMIT: preCommit,
  PULLTHROUGH_SKOPEO: skopeo,
};
