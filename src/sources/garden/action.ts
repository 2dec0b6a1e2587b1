import { fieldsOf, formatPath, walkTree } from '../../formats/yaml/index.ts';
import { textOf } from '../image-map.ts';
import type { FoundImage } from '../image-use.ts';
import { type Spot, spotAt, spotsIn, textAt } from '../spot.ts';
import { imageAt, imageOf } from '../spot-images.ts';

/** The images of an action or a module (docs.garden.io, `reference/action-types`). Charts have values of their own. */
export function actionImages(action: Spot): readonly FoundImage[] {
  const kind = textAt(action, 'kind')?.value;
  const type = textAt(action, 'type')?.value;
  const spec = spotAt(action, 'spec');
  // What Garden's providers for Kubernetes build with.
  if (kind === 'Project')
    return spotsIn(action, 'providers').flatMap((provider) => imageAt(spotAt(provider, 'kaniko'), 'image'));
  if (kind === 'Build') {
    return [...imageAt(spec, 'localId', 'push'), ...imageAt(spec, 'publishId', 'push')];
  }
  const module = kind === 'Module' && type === 'container' ? imageAt(action, 'image') : [];
  return [
    ...module,
    ...nestedImages(spotAt(action, 'spec')),
    ...nestedImages(kind === 'Module' ? action : undefined),
  ];
}

/** `spec.image`, and the containers of pods and manifests that stand in the action. */
function nestedImages(spot: Spot | undefined): readonly FoundImage[] {
  const found: FoundImage[] = [];
  if (spot === undefined) return found;
  walkTree(spot.map, ({ node, path, via }) => {
    if (path.length === 1 && (path[0] === 'values' || path[0] === 'chart')) return 'skip';
    if (node.kind !== 'map' || !(isOwn(path, spot) || isContainer(path))) return undefined;
    for (const field of fieldsOf(node)) {
      const text = field.key === 'image' ? textOf(field, spot.via ?? via) : undefined;
      if (text === undefined) continue;
      const at = formatPath([...(spot.path === '' ? [] : [spot.path]), ...path, 'image']);
      found.push(imageOf({ text, value: text.scalar.value, path: at }, 'pull'));
    }
    return undefined;
  });
  return found;
}

function isOwn(path: readonly (string | number)[], { path: at }: Spot): boolean {
  return path.length === 0 && at === 'spec';
}

function isContainer(path: readonly (string | number)[]): boolean {
  return typeof path.at(-1) === 'number' && /^(?:c|initC)ontainers$/.test(String(path.at(-2)));
}
