import { field, type YamlStream } from '../../formats/yaml/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Problem } from '../source.ts';
import { type AliasBudget, aliasBudget } from './alias-budget.ts';
import { groupOf, isBuiltIn, isKustomize } from './api-version.ts';
import { reportCustomResource } from './custom-resource.ts';
import { type ObjectReader, objectReader } from './object-reader.ts';
import { identityOf, itemsOf, type KubernetesObject, objectAt } from './objects.ts';
import { below, type Place } from './place.ts';
import { reportPodSpec } from './pod-spec.ts';
import { podSpecPath } from './pod-spec-carriers.ts';

export interface ReadObjects {
  /** How many objects the file has; 0 when it is no Kubernetes manifest. */
  readonly objects: number;
  readonly found: readonly FoundImage[];
  readonly problems: readonly Problem[];
}

/** The images of all objects in a stream, lists unpacked, in the order of the text. */
export function readObjects(stream: YamlStream): ReadObjects {
  const found: FoundImage[] = [];
  const budget = aliasBudget();
  const pending: KubernetesObject[] = [];
  for (const { root } of stream.documents) {
    const object = root === undefined ? undefined : objectAt(root, undefined);
    if (object !== undefined) pending.push(object);
  }
  let objects = 0;
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    if (isKustomize(groupOf(object.apiVersion), object.apiVersion)) continue;
    objects++;
    for (const inner of itemsOf(object, budget) ?? readObject(object, budget, found)) pending.push(inner);
  }
  found.sort((a, b) => a.span.start - b.span.start);
  return { objects, found, problems: budget.problems };
}

/** Reports the images of one object and returns the objects within it. */
function readObject(
  object: KubernetesObject,
  budget: AliasBudget,
  into: FoundImage[],
): readonly KubernetesObject[] {
  if (object.via !== undefined && !budget.mayEnter(object.via, object.map, 0)) return [];
  const group = groupOf(object.apiVersion);
  const path = podSpecPath(group, object.kind);
  if (path === undefined && isBuiltIn(group, object.kind)) return [];
  const reader = objectReader(identityOf(object), budget, into);
  if (path === undefined) return reportCustomResource(object, reader);
  reportCarrier(object, path, reader);
  return [];
}

function reportCarrier(object: KubernetesObject, path: readonly string[], reader: ObjectReader): void {
  let place: Place | undefined;
  let { map, via } = object;
  for (const segment of path) {
    const child = field(map, segment);
    if (child?.value.kind !== 'map') return;
    place = below(place, segment);
    map = child.value;
    via ??= child.via;
  }
  reportPodSpec(map, place, via, reader);
}
