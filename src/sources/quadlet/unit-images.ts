import type { UnitEntry } from '../../formats/unit/index.ts';
import type { FoundImage, Purpose } from '../image-use.ts';
import type { ServiceVariables } from './service-variables.ts';
import { unitImage } from './unit-image.ts';

/** A part of a value. */
type Stretch = readonly [start: number, end: number];

/** What the keys of Quadlet's sections do with an image. Of each the last counts, unless it may be given again. */
const keys: ReadonlyMap<string, { readonly purpose: Purpose; readonly every?: true }> = new Map([
  ['Container.Image', { purpose: 'pull' }],
  ['Image.Image', { purpose: 'pull' }],
  // The name of an image that is read from an archive.
  ['Image.ImageTag', { purpose: 'mention' }],
  ['Build.ImageTag', { purpose: 'push', every: true }],
  ['Artifact.Artifact', { purpose: 'pull' }],
]);

/** The images of a Quadlet unit, by the keys that are typed so. */
export function unitImages(
  entries: readonly UnitEntry[],
  variables: ServiceVariables,
  file: string,
): readonly FoundImage[] {
  const last = new Map(entries.map((entry) => [`${entry.unit} ${nameOf(entry)}`, entry]));
  const lastOf = (unit: number, name: string): UnitEntry | undefined => last.get(`${unit} ${name}`);
  const found: FoundImage[] = [];
  const add = (entry: UnitEntry, [start, end]: Stretch, purpose: Purpose, when?: string): void => {
    const image = unitImage(entry, start, end, variables, file);
    if (image === undefined) return;
    const path = nameOf(entry);
    found.push({ purpose, ...image, path, ...(when === undefined ? {} : { reach: 'conditional', when }) });
  };
  for (const entry of entries) {
    const name = nameOf(entry);
    const key = keys.get(name);
    const counts = key?.every || lastOf(entry.unit, name) === entry;
    if (key !== undefined && counts) add(entry, unquoted(entry.value), key.purpose);
    else if (name === 'Volume.Image' && counts) {
      const isImage = lastOf(entry.unit, 'Volume.Driver')?.value === 'image';
      add(entry, unquoted(entry.value), 'pull', isImage ? undefined : 'Driver=image');
    } else if (name === 'Container.Mount') {
      const source = mountedImage(entry.value);
      if (source !== undefined) add(entry, source, 'pull');
    }
  }
  return found;
}

function nameOf({ section, key }: UnitEntry): string {
  return `${section.replace(/^X-(?=Container$|Image$|Volume$|Build$|Artifact$)/, '')}.${key}`;
}

/** Quadlet takes one pair of double quotes off. */
function unquoted(value: string): Stretch {
  const quoted = value.length >= 2 && value.startsWith('"') && value.endsWith('"');
  return quoted ? [1, value.length - 1] : [0, value.length];
}

/** `type=image,source=…,destination=…`: where the source stands in the value. */
function mountedImage(value: string): Stretch | undefined {
  if (!/(?:^|[,"'])type=image(?:$|[,"'])/.test(value)) return undefined;
  const source = /(?:^|[,"'])(?:source|src)=([^,"']+)/.exec(value);
  if (source?.[1] === undefined) return undefined;
  const end = source.index + source[0].length;
  return [end - source[1].length, end];
}
