import { fieldsOf, formatPath, walkTree, type YamlNode } from '../../formats/yaml/index.ts';
import { type FoundByName, imageInMap, imageInString } from '../image-fields.ts';
import { isImageKey } from '../image-key.ts';
import type { FoundImage } from '../image-use.ts';

/** The images that the values of a chart name, in the order of their text; `path` is the key from the root on. */
export function valuesImages(root: YamlNode): readonly FoundImage[] {
  const found: FoundImage[] = [];
  const add = (image: FoundByName, path: string): void => {
    found.push({ ...image, path, purpose: 'pull', reach: 'default' });
  };
  walkTree(root, ({ node, path, via }) => {
    if (node.kind !== 'map') return undefined;
    const key = path.at(-1);
    const image =
      path.length === 0 ? undefined : imageInMap(node, via, typeof key === 'string' && isImageKey(key));
    if (image !== undefined) {
      add(image, formatPath(path));
      return undefined;
    }
    for (const field of fieldsOf(node)) {
      if (field.value.kind !== 'scalar' || !isImageKey(field.key)) continue;
      const named = imageInString(field, node, via);
      if (named !== undefined) add(named, formatPath([...path, field.key]));
    }
    return undefined;
  });
  return found.sort((a, b) => a.span.start - b.span.start);
}
