import type { FoundImage } from '../image-use.ts';
import { type Spot, spotAt, spotsIn } from '../spot.ts';
import { imageAt, imagesAt } from '../spot-images.ts';

/** The images that run beside those that are deployed: in checks of a deployment and in actions. */
export function runImages(spot: Spot): readonly FoundImage[] {
  return [
    ...spotsIn(spot, 'verify').flatMap((check) => imageAt(spotAt(check, 'container'), 'image')),
    ...spotsIn(spot, 'customActions').flatMap((action) =>
      spotsIn(action, 'containers').flatMap((container) => imageAt(container, 'image')),
    ),
    ...imagesAt(spotAt(spot, 'deploy', 'docker'), 'images'),
  ];
}

/** What Skaffold builds itself it puts in place of the name. */
export function isPulled({ value }: FoundImage, built: ReadonlySet<string>): boolean {
  return !built.has(value) && !built.has(value.replace(/(?::[^/:@]*)?(?:@.*)?$/, ''));
}
