import type { Purpose } from '../image-use.ts';

/** Where a module of Ansible takes images. */
export interface ModuleShape {
  /** Paths to whole references. */
  readonly images?: readonly string[];
  /** A reference in `name`, whose tag may stand in `tag`. */
  readonly named?: true;
  /** Services as Compose has them, below these paths. */
  readonly services?: readonly string[];
  /** Objects of Kubernetes, as they are or in texts. */
  readonly objects?: readonly string[];
  /** Values of a Helm chart. */
  readonly values?: readonly string[];
  readonly purpose?: Purpose;
}

/** By the collections' documentation (https://docs.ansible.com/ansible/latest/collections/), without the collection's name. */
const shapes: Readonly<Record<string, ModuleShape>> = {
  docker_container: { images: ['image'] },
  docker_swarm_service: { images: ['image'] },
  docker_image: { named: true },
  docker_image_pull: { named: true },
  docker_image_build: { named: true, purpose: 'push' },
  docker_image_push: { named: true, purpose: 'push' },
  docker_compose: { services: ['definition'] },
  // Its name before Ansible 2.8.
  docker_service: { services: ['definition'] },
  docker_compose_v2: { services: ['definition'] },
  docker_stack: { services: ['compose[]'] },
  podman_container: { images: ['image'] },
  podman_containers: { images: ['containers[].image'] },
  podman_image: { named: true },
  podman_pod: { images: ['infra_image'] },
  podman_runlabel: { images: ['image'] },
  k8s: { objects: ['definition', 'resource_definition', 'inline'] },
  openshift: { objects: ['definition', 'resource_definition', 'inline'] },
  // Execution environments of AWX and the automation controller.
  execution_environment: { images: ['image'] },
  helm: { values: ['values', 'release_values'] },
  ecs_taskdefinition: { images: ['containers[].image'] },
  azure_rm_containerinstance: { images: ['containers[].image'] },
  azure_rm_webapp: { images: ['container_settings.name'] },
};

export function moduleShape(name: string): ModuleShape | undefined {
  const short = name.replace(/^(?:[a-z0-9_]+\.){2}/, '');
  return Object.hasOwn(shapes, short) ? shapes[short] : undefined;
}
