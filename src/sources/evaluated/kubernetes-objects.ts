import { fieldsOf, formatPath, type PathSegment, walkTree, type YamlNode } from '../../formats/yaml/index.ts';
import type { FoundImage } from '../image-use.ts';
import { referenceAt } from '../yaml-text.ts';
import { valuesImages } from './values-images.ts';

const CONTAINERS: ReadonlySet<PathSegment | undefined> = new Set([
  'containers',
  'initContainers',
  'ephemeralContainers',
]);

/** The images of an object that Terraform gives to Kubernetes: its containers', and what custom resources call images. */
export function objectImages(root: YamlNode): readonly FoundImage[] {
  const found: FoundImage[] = [];
  walkTree(root, ({ node, path, via }) => {
    if (node.kind !== 'map' || !CONTAINERS.has(path.at(-2)) || typeof path.at(-1) !== 'number')
      return undefined;
    const image = fieldsOf(node).find(({ key }) => key === 'image');
    if (image?.value.kind !== 'scalar' || image.value.value === '') return undefined;
    const text = { scalar: image.value, via: via ?? image.via };
    const at = formatPath([...path, 'image']);
    found.push({ ...referenceAt(text), path: at, purpose: 'pull', confidence: 'certain', reach: 'default' });
    return undefined;
  });
  const paths = new Set(found.map(({ path }) => path));
  return [...found, ...valuesImages(root).filter(({ path }) => !paths.has(path))];
}
