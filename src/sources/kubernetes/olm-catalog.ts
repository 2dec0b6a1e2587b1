import { field, scalarText, type YamlMap, type YamlNode } from '../../formats/yaml/index.ts';
import type { ObjectIdentity } from '../image-use.ts';
import type { ObjectReader } from './object-reader.ts';
import { below, type Place } from './place.ts';
import { reportTyped } from './typed-field.ts';

/** What a file-based catalogue of the Operator Lifecycle Manager calls an entry that names images. */
const BUNDLE = 'olm.bundle';

/** Whether a text may be such a catalogue; its entries are no Kubernetes objects. */
export function mayBeCatalog(text: string): boolean {
  return text.includes(BUNDLE);
}

/** The entry as reports name it; undefined for every other document. */
export function bundleOf(
  root: YamlNode,
): { readonly map: YamlMap; readonly identity: ObjectIdentity } | undefined {
  if (root.kind !== 'map' || scalarText(field(root, 'schema')?.value) !== BUNDLE) return undefined;
  const name = scalarText(field(root, 'name')?.value);
  return { map: root, identity: { kind: BUNDLE, ...(name === undefined ? {} : { name }) } };
}

/** The image of the bundle and those it says it needs (operator-framework/operator-registry, `alpha/declcfg`). */
export function reportBundle(map: YamlMap, reader: ObjectReader): void {
  const report = (entry: YamlMap, place: Place | undefined): void => {
    const image = field(entry, 'image');
    if (image !== undefined) reportTyped(image, below(place, 'image'), image.via, reader.report, 'certain');
  };
  report(map, undefined);
  const related = field(map, 'relatedImages')?.value;
  if (related?.kind !== 'seq') return;
  for (const [index, item] of related.items.entries()) {
    if (item.kind === 'map') report(item, below(below(undefined, 'relatedImages'), index));
  }
}
