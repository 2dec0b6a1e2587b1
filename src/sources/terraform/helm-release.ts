import { encode, knownText, type ObjectValue, object, type Value } from '../../formats/hcl/index.ts';
import { readPath } from '../../helm/strvals/path.ts';
import { createReader } from '../../helm/strvals/reader.ts';
import {
  attributeOf,
  attributeValue,
  blocksOf,
  type Embedded,
  embeddedYaml,
  fragmentsAt,
  inFile,
  mergeValues,
  setValue,
  useOf,
  valueOfYaml,
  valuesImages,
} from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import { addImage, type Resource } from './resource.ts';

/** Lists are filled up to the index that is set. */
const MAX_INDEX = 1000;

/** What a `helm_release` asks Helm to install, as far as the text tells. */
export interface HelmRelease {
  readonly chart: Value | undefined;
  readonly repository: Value | undefined;
  readonly version: Value | undefined;
  /** `values` and `set` laid over each other as Helm does; texts know where they stand. */
  readonly values: ObjectValue;
}

/** The blocks, or since version 3 of the provider the lists, of single settings; the later the stronger. */
const SETTINGS = ['set', 'set_list', 'set_sensitive', 'set_wo'] as const;

/** `helm_release` of hashicorp/helm: https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release */
export function readRelease(resource: Resource): HelmRelease {
  const settings = settingsOf(resource);
  return {
    chart: attributeValue(resource, 'chart'),
    repository: attributeValue(resource, 'repository'),
    version: attributeValue(resource, 'version'),
    values: layered(resource, attributeValue(resource, 'values'), settings),
  };
}

export function settingsOf(resource: Resource): readonly Setting[] {
  const blocks = blocksOf(resource);
  return SETTINGS.flatMap((kind) => [
    ...settingsIn(attributeValue(resource, kind)),
    ...blocks
      .filter(({ type }) => type === kind)
      .flatMap((block) =>
        setting(attributeValue(block, 'name'), attributeValue(block, 'value'), attributeValue(block, 'type')),
      ),
  ]);
}

/** The images that a release's values name. Those of its chart's own defaults are the chart's. */
export function helmReleaseImages(resource: Resource): void {
  addValuesImages(resource, readRelease(resource).values, `${resource.address}.values`);
}

/** An object with the arguments of a release, as modules take them that install charts; undefined where it has none. */
export function releaseArguments(
  resource: Resource,
  entries: ReadonlyMap<string, Value>,
): ObjectValue | undefined {
  const settings = [...SETTINGS, 'set_values'].flatMap((kind) => settingsIn(entries.get(kind)));
  const values = layered(resource, entries.get('values'), settings);
  return values.entries.size === 0 ? undefined : values;
}

export function addValuesImages(resource: Resource, values: ObjectValue, path: string): void {
  for (const image of imagesInValues(resource, values))
    addImage(resource, { ...image, path: `${path}.${image.path}` });
}

/** The images that values name by their shape, with their places in the file. */
export function imagesInValues(resource: Resource, values: ObjectValue): readonly FoundImage[] {
  const embedded = values.entries.size === 0 ? undefined : embeddedYaml(encode(values));
  const root = embedded?.stream.documents[0]?.root;
  if (embedded === undefined || root === undefined) return [];
  const { source, body } = resource;
  const fallback = attributeOf(body, 'values')?.span ?? body.span;
  return valuesImages(root).map((image) => inFile(image, embedded, source.path, fallback));
}

/** Documents of YAML and single settings, laid over each other in this order. */
function layered(
  resource: Resource,
  documents: Value | undefined,
  settings: readonly Setting[],
): ObjectValue {
  let values: ObjectValue = object(new Map());
  for (const document of documentsIn(resource, documents)) values = mergeValues(values, document);
  for (const { name, value } of settings) {
    const path = readPath(createReader(`${name}=`), false);
    const segments = path.ok && path.value.kind === 'value' ? path.value.segments : [];
    if (
      segments.length === 0 ||
      segments.some((segment) => typeof segment === 'number' && segment > MAX_INDEX)
    )
      continue;
    const next = setValue(values, segments, value);
    if (next.kind === 'object') values = next;
  }
  return values;
}

export function documentsIn(resource: Resource, values: Value | undefined): readonly ObjectValue[] {
  const items = values?.kind === 'tuple' ? values.items : values?.kind === 'string' ? [values] : [];
  return items.flatMap((item) => {
    const embedded = embeddedYaml(item);
    if (embedded === undefined) return [];
    reportProblems(resource, embedded);
    return embedded.stream.documents.flatMap(({ root }) => {
      const value = root === undefined ? undefined : valueOfYaml(root, embedded);
      return value?.kind === 'object' ? [value] : [];
    });
  });
}

/** YAML that is wrong in itself; where something unknown stands in it, that may put it right. */
function reportProblems({ problems, source, body }: Resource, embedded: Embedded): void {
  const [first] = embedded.stream.problems;
  if (first === undefined || embedded.joined.fragments.some(({ kind }) => kind === 'hole')) return;
  const all = { start: 0, end: embedded.source.text.length };
  const span =
    useOf(fragmentsAt(embedded, first.span), source.path) ??
    useOf(fragmentsAt(embedded, all), source.path) ??
    attributeOf(body, 'values')?.span;
  if (span !== undefined) problems.push({ span, message: `The values are no YAML: ${first.message}` });
}

export interface Setting {
  readonly name: string;
  readonly value: Value;
  /** As `--set-string` takes it. */
  readonly isText: boolean;
}

function settingsIn(list: Value | undefined): readonly Setting[] {
  const items = list?.kind === 'tuple' ? list.items : [];
  return items.flatMap((item) =>
    item.kind === 'object'
      ? setting(item.entries.get('name'), item.entries.get('value'), item.entries.get('type'))
      : [],
  );
}

function setting(
  name: Value | undefined,
  value: Value | undefined,
  type: Value | undefined,
): readonly Setting[] {
  const known = name === undefined ? undefined : knownText(name);
  return known === undefined || value === undefined
    ? []
    : [{ name: known, value, isText: type !== undefined && knownText(type) === 'string' }];
}
