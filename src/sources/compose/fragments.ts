import { field, isNull, walkTree } from '../../formats/yaml/index.ts';
import type { Project } from './project.ts';
import { type Reader, reportImage, textOf } from './reader.ts';

/** Images in `x-…` fragments that no service took over: Compose ignores them, but whoever edits the file sees them. */
export function readFragments({ fields }: Project, reader: Reader): void {
  for (const fragment of fields.values()) {
    if (!fragment.key.startsWith('x-') || fragment.via !== undefined) continue;
    walkTree(fragment.value, ({ node, path, via }) => {
      if (via !== undefined) return 'skip';
      if (node.kind !== 'map') return undefined;
      const image = field(node, 'image');
      if (image?.value.kind !== 'scalar' || image.via !== undefined || isNull(image.value)) return undefined;
      if (reader.used.has(image.value)) return undefined;
      const at = [fragment.key, ...path, 'image'];
      reportImage(textOf(image, undefined, reader), at, { purpose: 'mention', reach: 'default' }, reader);
      return undefined;
    });
  }
}
