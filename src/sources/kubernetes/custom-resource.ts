import {
  field,
  fieldsOf,
  resolve,
  type YamlAlias,
  type YamlField,
  type YamlMap,
  type YamlSeq,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import { type FoundByName, imageInMap, imageInString } from '../image-fields.ts';
import { isImageKey, isImageListKey } from '../image-key.ts';
import { groupOf } from './api-version.ts';
import { catalogueOf, type KindCatalogue } from './catalogue.ts';
import { type CataloguedImage, catalogued } from './catalogued-field.ts';
import type { FieldRule } from './field-rule.ts';
import { type Cursor, ruleAt, step } from './field-trie.ts';
import { isForeign } from './foreign-groups.ts';
import { reportAnnotations } from './hidden/annotations.ts';
import { isArguments, reportArguments } from './hidden/arguments.ts';
import { isText } from './hidden/embedded.ts';
import { readFieldText, reportParameters, reportUnnamed } from './hidden/fields.ts';
import { listedImage } from './image-list.ts';
import type { ObjectReader } from './object-reader.ts';
import { type KubernetesObject, objectOf } from './objects.ts';
import { below, type Place } from './place.ts';
import { isAddedContainerList, isContainerList, reportContainers, reportImageVolumes } from './pod-spec.ts';

interface Frame {
  readonly node: YamlMap | YamlSeq;
  readonly place: Place | undefined;
  readonly via: YamlAlias | undefined;
  readonly cursor: Cursor;
}

/** What one object is read with. */
interface Reading {
  readonly catalogue: KindCatalogue;
  /** Whether image-named fields count though the catalogue does not name them. */
  readonly generic: boolean;
  readonly group: string;
  readonly reader: ObjectReader;
  readonly stack: Frame[];
  readonly embedded: KubernetesObject[];
}

/** What the server or a tool wrote, or what describes data instead of being it. */
const leftOut: ReadonlySet<string> = new Set([
  'annotations',
  'labels',
  'managedFields',
  'openAPIV3Schema',
  'rbd',
]);

/**
 * The images of an object whose kind is not Kubernetes' own. In this order: the fields that the catalogue names,
 * pod specs wherever they are embedded, fields that are named after images. Objects within the object are returned: they
 * have their own kind and their own paths.
 */
export function reportCustomResource(
  object: KubernetesObject,
  reader: ObjectReader,
): readonly KubernetesObject[] {
  const group = groupOf(object.apiVersion);
  const catalogue = catalogueOf(group, object.kind);
  return readTree(object.map, object.via, catalogue, !isForeign(group), group, reader);
}

const nothing: KindCatalogue = catalogueOf('', '');

/** The images of a document that is no object: by the names of its fields alone. */
export function reportDocument(root: YamlValue, reader: ObjectReader): readonly KubernetesObject[] {
  return root.kind === 'scalar' ? [] : readTree(root, undefined, nothing, true, '', reader);
}

function readTree(
  root: YamlMap | YamlSeq,
  via: YamlAlias | undefined,
  catalogue: KindCatalogue,
  generic: boolean,
  group: string,
  reader: ObjectReader,
): readonly KubernetesObject[] {
  const stack: Frame[] = [{ node: root, place: undefined, via, cursor: [catalogue.anchored] }];
  const reading: Reading = { catalogue, generic, group, reader, stack, embedded: [] };
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const { node, place, via } = frame;
    if (via !== undefined && !reader.budget.mayEnter(via, node, place?.depth ?? 0)) continue;
    if (node.kind === 'map') readMap(frame, node, reading);
    else readSequence(frame, node, reading);
  }
  return reading.embedded;
}

function readMap(frame: Frame, map: YamlMap, reading: Reading): void {
  const { place, via } = frame;
  const inner = place === undefined ? undefined : embeddedObject(map, via);
  if (inner !== undefined) {
    reading.embedded.push(inner);
    return;
  }
  const named: YamlField[] = [];
  let settled = false;
  for (const child of fieldsOf(map)) {
    if (place === undefined && child.key === 'status') continue;
    const cursor = step(frame.cursor, child.key, reading.catalogue.floating);
    const at = below(place, child.key);
    if (readCatalogued(child, map, at, frame, cursor, reading)) settled = true;
    // The catalogue may name a field in what is left out, as it does for the annotations of a ClusterServiceVersion.
    else if (leftOut.has(child.key) && cursor.length === 0) {
      if (child.key === 'annotations') reportAnnotations(child, at, via, reading.reader);
    } else if (isContainerList(child.key) && readPodContainers(child, map, at, via, reading)) continue;
    else if (cursor.length === 0 && isAddedContainerList(child.key) && readAdded(child, at, via, reading))
      continue;
    else if (child.value.kind === 'scalar') {
      named.push(child);
      if (reading.generic) readFieldText(child, at, via, reading.reader);
    } else if (isArguments(child)) reportArguments(child.value, at, via ?? child.via, reading.reader);
    else reading.stack.push({ node: child.value, place: at, via: via ?? child.via, cursor });
  }
  if (reading.generic && !settled) readNamed(map, named, frame, reading);
}

/** What the names of fields say, where the catalogue says nothing: the map is an image, or some of its fields are. */
function readNamed(map: YamlMap, scalars: readonly YamlField[], frame: Frame, reading: Reading): void {
  const { place, via } = frame;
  if (place !== undefined) {
    const { segment } = place;
    if (say(imageInMap(map, via, typeof segment === 'string' && isImageKey(segment)), place, reading)) return;
  }
  for (const scalar of scalars) {
    const at = below(place, scalar.key);
    if (isImageKey(scalar.key)) say(imageInString(scalar, map, via), at, reading);
    else reportUnnamed(scalar, map, at, via, reading.reader);
  }
}

function readSequence(frame: Frame, list: YamlSeq, reading: Reading): void {
  const cursor = step(frame.cursor, undefined, undefined);
  const rule = ruleAt(cursor);
  const key = frame.place?.segment;
  const settled = new Set<number>();
  const listsImages = reading.generic && typeof key === 'string' && isImageListKey(key);
  for (const [index, item] of list.items.entries()) {
    const value = resolve(item);
    const via = frame.via ?? (item.kind === 'alias' ? item : undefined);
    const at = below(frame.place, index);
    if (rule !== undefined) {
      const entry: YamlField = { key: '', keyNode: item, value };
      const found = catalogued(entry, undefined, via, rule);
      if (found !== undefined) sayCertain(found, at, rule, reading);
      if (found !== undefined || rule.form === 'ignored') {
        settled.add(index);
        continue;
      }
    }
    if (value.kind !== 'scalar') reading.stack.push({ node: value, place: at, via, cursor });
    else if (listsImages) say(listedImage({ scalar: value, via }), at, reading);
    else if (reading.generic && isText(value))
      reading.reader.readWithin({ scalar: value, via }, at, reading.reader);
  }
  if (reading.generic && frame.place !== undefined)
    reportParameters(list, frame.place, frame.via, reading.group, settled, reading.reader);
}

/** Whether the catalogue has settled the field. */
function readCatalogued(
  child: YamlField,
  map: YamlMap,
  at: Place,
  frame: Frame,
  cursor: Cursor,
  reading: Reading,
): boolean {
  const rule = ruleAt(cursor);
  if (rule === undefined) return false;
  if (rule.form === 'ignored') return true;
  const found = catalogued(child, map, frame.via, rule);
  if (found !== undefined) sayCertain(found, at, rule, reading);
  return found !== undefined || child.value.kind === 'scalar';
}

/** A list of containers is a pod spec's wherever it stands; the name that each container needs makes it certain. */
function readPodContainers(
  list: YamlField,
  spec: YamlMap,
  at: Place,
  via: YamlAlias | undefined,
  reading: Reading,
): boolean {
  const found = reportContainers(list, at, via, reading.reader, (container) =>
    field(container, 'name') === undefined ? 'likely' : 'certain',
  );
  if (found && list.key === 'containers') {
    const volumes = field(spec, 'volumes');
    if (volumes !== undefined) reportImageVolumes(volumes, below(at.parent, 'volumes'), via, reading.reader);
  }
  return found;
}

function readAdded(list: YamlField, at: Place, via: YamlAlias | undefined, reading: Reading): boolean {
  return reportContainers(list, at, via, reading.reader, () => 'likely');
}

/** An object and no mere reference to one (`targetRef`) nor a piece of the outer one. */
function embeddedObject(map: YamlMap, via: YamlAlias | undefined): KubernetesObject | undefined {
  const inner = objectOf(map, via);
  if (inner === undefined) return undefined;
  const hasBody = ['metadata', 'spec', 'items'].some((key) => field(map, key) !== undefined);
  return hasBody ? inner : undefined;
}

function say(found: FoundByName | undefined, at: Place, reading: Reading): boolean {
  if (found === undefined) return false;
  reading.reader.report(at, found);
  return true;
}

function sayCertain(image: CataloguedImage, at: Place, rule: FieldRule, reading: Reading): void {
  const { field: inner, ...found } = image;
  const place = inner === undefined ? at : below(at, inner);
  reading.reader.report(place, { ...found, confidence: 'certain', purpose: rule.purpose });
}
