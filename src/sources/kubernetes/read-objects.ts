import { append } from '../../append.ts';
import { field, resolve, type YamlNode, type YamlStream } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage, ObjectIdentity } from '../image-use.ts';
import {
  type ChartRequest,
  type ChartSource,
  fluxSource,
  imagesOfRequest,
  type RequestReader,
  requestsOfObject,
} from '../releases/index.ts';
import type { Problem } from '../source.ts';
import { unmasked } from '../templated.ts';
import { aliasBudget } from './alias-budget.ts';
import { groupOf, isBuiltIn, isKustomize } from './api-version.ts';
import { isConfigMap, valuesInConfigMap } from './config-map.ts';
import { reportCustomResource, reportDocument } from './custom-resource.ts';
import { reportAnnotations } from './hidden/annotations.ts';
import { readEmbedded } from './hidden/embedded.ts';
import { reportPayloads } from './hidden/payloads.ts';
import { reportImplicit } from './implicit-images.ts';
import { type ChartReader, type ObjectReader, type ReadText, reportTo } from './object-reader.ts';
import { identityOf, itemsOf, type KubernetesObject, objectAt } from './objects.ts';
import { bundleOf, reportBundle } from './olm-catalog.ts';
import { below, type Place } from './place.ts';
import { reportPodSpec } from './pod-spec.ts';
import { podSpecPath } from './pod-spec-carriers.ts';
import { withParameters } from './tekton-parameters.ts';

export interface ReadObjects {
  /** How many objects the file has; 0 when it is no Kubernetes manifest. */
  readonly objects: number;
  readonly found: readonly FoundImage[];
  readonly problems: readonly Problem[];
  readonly requests: readonly ChartRequest[];
  readonly chartSources: readonly ChartSource[];
}

/**
 * The images of all objects in a stream, lists unpacked, in the order of the text. `source` is the text that the spans are
 * stretches of, or that of the stream; without either, the values of a chart in a string are not read, and what stands in
 * another text (a ConfigMap's) is placed at the whole of it where it has several lines or escapes.
 */
export function readObjects(stream: YamlStream, source?: SourceText): ReadObjects {
  const own = stream.text === undefined ? undefined : { path: '', text: stream.text, bom: false };
  const values: Reading = { source: source ?? own, problems: [], requests: [], charts: [] };
  const found: FoundImage[] = [];
  const budget = aliasBudget();
  const text: ReadText = { source: values.source, depth: 0, read: new Set() };
  const charts: ChartReader = {
    readsTexts: values.source !== undefined,
    read: (object) => {
      if (isConfigMap(groupOf(object.apiVersion), object.kind))
        append(found, valuesInConfigMap(object, values));
      readRequests(object, found, values);
    },
  };
  const readerFor = (identity: ObjectIdentity, object?: KubernetesObject): ObjectReader => ({
    report: withParameters(object, values.source, reportTo(found, identity)),
    budget,
    text,
    charts,
    readWithin: (inner, place, reader) => readEmbedded(inner, place, reader, readWithin),
  });
  let objects = 0;
  for (const { root } of stream.documents) {
    const bundle = root === undefined ? undefined : bundleOf(root);
    if (bundle !== undefined) {
      objects++;
      reportBundle(bundle.map, readerFor(bundle.identity));
    } else if (root !== undefined) {
      objects += readFrom(root, (object) => {
        if (!isOfKustomize(object)) return readerFor(identityOf(object), object);
        // Read by another source, but for the charts that it inflates.
        const before = found.length;
        readRequests(object, found, values);
        return found.length > before;
      });
    }
  }
  found.sort((a, b) => a.span.start - b.span.start);
  const images = source === undefined ? found : found.map((image) => unmasked(image, source));
  return {
    objects,
    found: images,
    problems: [...budget.problems, ...values.problems],
    requests: values.requests,
    chartSources: values.charts,
  };
}

/** The images of documents that are no objects, by the names of their fields, and of the objects that stand within them. */
export function readPlainDocuments(stream: YamlStream, source: SourceText): readonly FoundImage[] {
  const found: FoundImage[] = [];
  const reader: ObjectReader = {
    report: reportTo(found, {}),
    budget: aliasBudget(),
    text: { source, depth: 0, read: new Set() },
    readWithin: (inner, place, own) => readEmbedded(inner, place, own, readWithin),
  };
  readWithin(stream, reader);
  return found.map(({ object: _, ...image }) => image);
}

interface Reading extends RequestReader {
  readonly requests: ChartRequest[];
  readonly charts: ChartSource[];
}

/** What an object is read with; for one that is not read here, whether it counts. */
type Opening = (object: KubernetesObject) => ObjectReader | boolean;

/** Reads the object at a node and those within it. Returns how many there are. */
function readFrom(root: YamlNode, open: Opening): number {
  const first = objectAt(root, undefined);
  const pending: KubernetesObject[] = first === undefined ? [] : [first];
  let objects = 0;
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    const reader = open(object);
    if (reader !== false) objects++;
    if (typeof reader === 'boolean') continue;
    for (const inner of itemsOf(object, reader.budget) ?? readObject(object, reader)) pending.push(inner);
  }
  return objects;
}

/** The documents in the text of a field. */
function readWithin(stream: YamlStream, reader: ObjectReader): void {
  const open: Opening = (object) => !isOfKustomize(object) && reader;
  for (const { root } of stream.documents) {
    if (root === undefined || readFrom(root, open) > 0) continue;
    for (const object of reportDocument(resolve(root), reader)) readFrom(object.map, open);
  }
}

function isOfKustomize({ apiVersion }: KubernetesObject): boolean {
  return isKustomize(groupOf(apiVersion), apiVersion);
}

/** Reports the images of one object and returns the objects within it. */
function readObject(object: KubernetesObject, reader: ObjectReader): readonly KubernetesObject[] {
  if (object.via !== undefined && !reader.budget.mayEnter(object.via, object.map, 0)) return [];
  const group = groupOf(object.apiVersion);
  const path = podSpecPath(group, object.kind);
  reader.charts?.read(object);
  if (path === undefined && !isBuiltIn(group, object.kind)) {
    reportImplicit(object, reader);
    return reportCustomResource(object, reader);
  }
  reportMetadata(object, undefined, reader);
  if (path !== undefined) reportCarrier(object, path, reader);
  else if (group === '' && (object.kind === 'ConfigMap' || object.kind === 'Secret'))
    reportPayloads(object, reader);
  return [];
}

/** The annotations in the `metadata` of an object or of the template of one. */
function reportMetadata(
  { map, via }: Pick<KubernetesObject, 'map' | 'via'>,
  place: Place | undefined,
  reader: ObjectReader,
): void {
  const metadata = field(map, 'metadata');
  if (metadata?.value.kind !== 'map') return;
  const at = below(below(place, 'metadata'), 'annotations');
  reportAnnotations(field(metadata.value, 'annotations'), at, via ?? metadata.via, reader);
}

/** What an object says of a chart that it has Helm install. */
function readRequests(object: KubernetesObject, into: FoundImage[], values: Reading): void {
  const { map, via, kind, apiVersion } = object;
  for (const request of requestsOfObject({ map, path: '', via }, groupOf(apiVersion), kind, values)) {
    const owned = { ...request, object: identityOf(object) };
    values.requests.push(owned);
    append(into, imagesOfRequest(owned, values.requests.length - 1, values.problems));
  }
  const source = fluxSource({ map, path: '', via }, groupOf(apiVersion), kind);
  if (source !== undefined) values.charts.push(source);
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
    if (segment === 'template' || segment === 'jobTemplate') reportMetadata({ map, via }, place, reader);
  }
  reportPodSpec(map, place, via, reader);
}
