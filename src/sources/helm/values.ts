import { fieldsOf, formatPath, walkTree, type YamlNode, type YamlProblem } from '../../formats/yaml/index.ts';
import { type FoundByName, imageInMap, imageInString } from '../image-fields.ts';
import { isImageKey } from '../image-key.ts';
import type { FoundImage } from '../image-use.ts';

export interface ValuesImages {
  readonly found: readonly FoundImage[];
  readonly problem: YamlProblem | undefined;
}

/** The images that a chart's values name: split over fields, or whole under a key that says "image". */
export function valuesImages(root: YamlNode): ValuesImages {
  const found: FoundImage[] = [];
  const add = (image: FoundByName, path: string): void => {
    found.push({ ...image, path, purpose: 'pull', reach: 'default' });
  };
  const problem = walkTree(root, ({ node, path, via }) => {
    if (node.kind !== 'map') return undefined;
    const key = path.at(-1);
    const image =
      path.length === 0 ? undefined : imageInMap(node, via, typeof key === 'string' && isImageKey(key));
    // What the fields of an image are called says nothing more.
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
  found.sort((a, b) => a.span.start - b.span.start);
  return { found, problem };
}
