import {
  field,
  fieldsOf,
  resolve,
  type YamlAlias,
  type YamlField,
  type YamlMap,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import type { Confidence } from '../image-use.ts';
import { reportArguments } from './hidden/arguments.ts';
import { reportNamedValues } from './hidden/environment.ts';
import type { ObjectReader } from './object-reader.ts';
import { below, type Place } from './place.ts';
import { reportTyped } from './typed-field.ts';

/** The lists of containers in a pod spec (Kubernetes API reference, PodSpec v1). */
const containerLists: readonly string[] = ['initContainers', 'containers', 'ephemeralContainers'];

export function isContainerList(key: string): boolean {
  return containerLists.includes(key);
}

/** Lists that operators add to the containers of their own pods: `sidecars`, `extraContainers`. */
export function isAddedContainerList(key: string): boolean {
  return /(?:[a-z]Containers|^sidecars|[a-z]Sidecars)$/.test(key);
}

/** Every image of a pod spec: its containers and its image volumes (KEP-4639). */
export function reportPodSpec(
  spec: YamlMap,
  place: Place | undefined,
  via: YamlAlias | undefined,
  reader: ObjectReader,
): void {
  for (const child of fieldsOf(spec)) {
    const at = below(place, child.key);
    if (isContainerList(child.key)) reportContainers(child, at, via, reader, () => 'certain', true);
    else if (child.key === 'volumes') reportImageVolumes(child, at, via, reader);
  }
}

/**
 * The images of a list of containers, those in their arguments and variables too. Returns whether it is such a list: one
 * that is `declared` always is, any other shows it by an image.
 */
export function reportContainers(
  list: YamlField,
  place: Place,
  via: YamlAlias | undefined,
  reader: ObjectReader,
  confidence: (container: YamlMap) => Confidence,
  declared = false,
): boolean {
  let found = declared;
  for (const [index, container, through] of mapsIn(list.value, via ?? list.via, place.depth, reader)) {
    const at = below(place, index);
    const image = field(container, 'image');
    if (image !== undefined) {
      found = true;
      reportTyped(image, below(at, 'image'), through, reader.report, confidence(container));
    }
    if (found) reportWordsOf(container, at, through, reader);
  }
  return found;
}

/** What a container is told besides its image. */
function reportWordsOf(
  container: YamlMap,
  place: Place,
  via: YamlAlias | undefined,
  reader: ObjectReader,
): void {
  for (const key of ['command', 'args']) {
    const words = field(container, key);
    if (words !== undefined) reportArguments(words.value, below(place, key), via ?? words.via, reader);
  }
  const env = field(container, 'env');
  if (env !== undefined) reportNamedValues(env.value, below(place, 'env'), via ?? env.via, reader);
}

/** `volumes[].image.reference`. An `rbd` volume has an `image` too, which is a block device of Ceph. */
export function reportImageVolumes(
  list: YamlField,
  place: Place,
  via: YamlAlias | undefined,
  reader: ObjectReader,
): void {
  for (const [index, volume, through] of mapsIn(list.value, via ?? list.via, place.depth, reader)) {
    const image = field(volume, 'image');
    const reference = field(image?.value, 'reference');
    if (reference === undefined) continue;
    const at = below(below(place, index), 'image');
    reportTyped(reference, below(at, 'reference'), through ?? image?.via, reader.report, 'certain');
  }
}

function* mapsIn(
  list: YamlValue,
  outer: YamlAlias | undefined,
  depth: number,
  { budget }: ObjectReader,
): Generator<readonly [index: number, map: YamlMap, via: YamlAlias | undefined]> {
  if (list.kind !== 'seq') return;
  for (const [index, item] of list.items.entries()) {
    const map = resolve(item);
    if (map.kind !== 'map') continue;
    const via = outer ?? (item.kind === 'alias' ? item : undefined);
    if (via !== undefined && !budget.mayEnter(via, map, depth)) return;
    yield [index, map, via];
  }
}
