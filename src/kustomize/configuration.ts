import { at, field, parseYaml, resolve, scalarText } from '../formats/yaml/index.ts';
import type { SourceText } from '../text/source-text.ts';
import type { FieldSpec } from './reach.ts';

/** The field specifications that a transformer configuration file adds for images. */
export function readFieldSpecs(source: SourceText): readonly FieldSpec[] {
  const root = parseYaml(source).documents[0]?.root;
  const images = at(root, ['images']);
  if (images?.kind !== 'seq') return [];
  return images.items.flatMap((item) => {
    const node = resolve(item);
    const path = scalarText(field(node, 'path')?.value);
    if (path === undefined) return [];
    const selectors = ['group', 'version', 'kind'].flatMap((key) => {
      const value = scalarText(field(node, key)?.value);
      return value === undefined ? [] : [[key, value] as const];
    });
    return [{ path, ...Object.fromEntries(selectors) }];
  });
}
