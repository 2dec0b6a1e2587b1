import { fieldsOf } from '../../formats/yaml/index.ts';
import { parseReference } from '../../image/index.ts';
import type { FoundImage } from '../image-use.ts';
import { type Spot, spotAt } from '../spot.ts';
import { imageAt } from '../spot-images.ts';

const services = ['etcd', 'kube-api', 'kube-controller', 'scheduler', 'kubelet', 'kubeproxy'];

/** The images of an RKE `cluster.yml` (rancher/rke, `types/rke_types.go`): `system_images` names all of them, by what they are for. */
export function rkeImages(root: Spot): readonly FoundImage[] {
  const system = spotAt(root, 'system_images');
  const listed = system === undefined ? [] : fieldsOf(system.map).flatMap(({ key }) => imageAt(system, key));
  const run = spotAt(root, 'services');
  // Compose files have services, too, and among them may be an etcd.
  const own = system !== undefined || spotAt(run, 'kube-api') !== undefined;
  return [
    ...listed,
    ...(own ? services.flatMap((service) => imageAt(spotAt(run, service), 'image')) : []),
  ].filter(({ value }) => parseReference(value).ok || value.includes('{{') || value.includes('$'));
}
