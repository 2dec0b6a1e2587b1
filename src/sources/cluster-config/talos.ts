import type { FoundImage } from '../image-use.ts';
import { type Spot, spotAt, spotsIn } from '../spot.ts';
import { imageAt } from '../spot-images.ts';

const components = ['apiServer', 'controllerManager', 'proxy', 'scheduler', 'coreDNS', 'etcd'];

/** The images of a machine of Talos, or of a patch of one (talos.dev, `reference/configuration/v1alpha1/config`). */
export function talosImages(root: Spot): readonly FoundImage[] {
  const machine = spotAt(root, 'machine');
  const install = spotAt(machine, 'install');
  const cluster = spotAt(root, 'cluster');
  return [
    ...imageAt(install, 'image'),
    ...spotsIn(install, 'extensions').flatMap((extension) => imageAt(extension, 'image')),
    ...imageAt(spotAt(machine, 'kubelet'), 'image'),
    ...components.flatMap((component) => imageAt(spotAt(cluster, component), 'image')),
  ];
}
