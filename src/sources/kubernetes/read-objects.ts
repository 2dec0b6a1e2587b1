import { field, type YamlStream } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import {
  type ChartRequest,
  imagesOfRequest,
  type RequestReader,
  requestsOfObject,
} from '../releases/index.ts';
import type { Problem } from '../source.ts';
import { unmasked } from '../templated.ts';
import { type AliasBudget, aliasBudget } from './alias-budget.ts';
import { groupOf, isBuiltIn, isKustomize } from './api-version.ts';
import { isConfigMap, valuesInConfigMap } from './config-map.ts';
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
  readonly requests: readonly ChartRequest[];
}

/**
 * The images of all objects in a stream, lists unpacked, in the order of the text. `source` is the text that the spans are
 * stretches of; without it, YAML in strings (the values of a chart) is not read.
 */
export function readObjects(stream: YamlStream, source?: SourceText): ReadObjects {
  const values: Reading = { source, problems: [], requests: [] };
  const found: FoundImage[] = [];
  const budget = aliasBudget();
  const pending: KubernetesObject[] = [];
  for (const { root } of stream.documents) {
    const object = root === undefined ? undefined : objectAt(root, undefined);
    if (object !== undefined) pending.push(object);
  }
  let objects = 0;
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    const group = groupOf(object.apiVersion);
    if (isKustomize(group, object.apiVersion)) {
      const before = found.length;
      readRequests(object, group, found, values);
      if (found.length > before) objects++;
      continue;
    }
    objects++;
    for (const inner of itemsOf(object, budget) ?? readObject(object, budget, found, values))
      pending.push(inner);
  }
  found.sort((a, b) => a.span.start - b.span.start);
  const images = source === undefined ? found : found.map((image) => unmasked(image, source));
  return {
    objects,
    found: images,
    problems: [...budget.problems, ...values.problems],
    requests: values.requests,
  };
}

interface Reading extends RequestReader {
  readonly requests: ChartRequest[];
}

/** Reports the images of one object and returns the objects within it. */
function readObject(
  object: KubernetesObject,
  budget: AliasBudget,
  into: FoundImage[],
  values: Reading,
): readonly KubernetesObject[] {
  if (object.via !== undefined && !budget.mayEnter(object.via, object.map, 0)) return [];
  const group = groupOf(object.apiVersion);
  if (isConfigMap(group, object.kind)) into.push(...valuesInConfigMap(object, values));
  readRequests(object, group, into, values);
  const path = podSpecPath(group, object.kind);
  if (path === undefined && isBuiltIn(group, object.kind)) return [];
  const reader = objectReader(identityOf(object), budget, into);
  if (path === undefined) return reportCustomResource(object, reader);
  reportCarrier(object, path, reader);
  return [];
}

/** What an object says of a chart that it has Helm install. */
function readRequests(object: KubernetesObject, group: string, into: FoundImage[], values: Reading): void {
  const { map, via, kind } = object;
  for (const request of requestsOfObject({ map, path: '', via }, group, kind, values)) {
    const owned = { ...request, object: identityOf(object) };
    values.requests.push(owned);
    into.push(...imagesOfRequest(owned, values.problems));
  }
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
