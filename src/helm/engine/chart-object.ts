import type { Chart, ChartDependency } from '../chart/types.ts';
import { bool, list, table, text } from '../functions/make.ts';
import { sharedTable } from '../functions/shared-values.ts';
import { formatValue } from '../go/fmt/value.ts';
import { isTable, type TableValue, type Value } from '../values/value.ts';

/** `.Chart`: the fields of Chart.yaml under the names that they have in Go, and `IsRoot` (helm, pkg/chart, MetadataAsMap). */
export function chartObject(chart: Chart, isRoot: boolean): TableValue {
  const known = objects.get(chart);
  if (known?.isRoot === isRoot) return known.object;
  const object = sharedTable(makeObject(chart, isRoot));
  objects.set(chart, { isRoot, object });
  return object;
}

/** Templates can change what they are given: engines make copies of it for those that do. */
const objects = new WeakMap<Chart, { readonly isRoot: boolean; readonly object: TableValue }>();

function makeObject({ metadata }: Chart, isRoot: boolean): TableValue {
  const written = new Map([...metadata.table.entries].map(([key, value]) => [key.toLowerCase(), value]));
  const at = (key: string): Value | undefined => written.get(key.toLowerCase());
  const deprecated = at('deprecated');
  return table([
    ['Name', own(metadata.name, at('name'))],
    ['Home', textOf(at('home'))],
    ['Sources', texts(at('sources'))],
    ['Version', own(metadata.version, at('version'))],
    ['Description', textOf(at('description'))],
    ['Keywords', texts(at('keywords'))],
    ['Maintainers', list(tables(at('maintainers')).map(maintainer))],
    ['Icon', textOf(at('icon'))],
    ['APIVersion', own(metadata.apiVersion, at('apiVersion'))],
    ['Condition', textOf(at('condition'))],
    ['Tags', textOf(at('tags'))],
    ['AppVersion', own(metadata.appVersion, at('appVersion'))],
    ['Deprecated', bool(deprecated?.kind === 'bool' && deprecated.value)],
    ['Annotations', annotations(at('annotations'))],
    ['KubeVersion', textOf(at('kubeVersion'))],
    ['Dependencies', list((metadata.dependencies ?? []).map(dependency))],
    ['Type', textOf(at('type'))],
    ['IsRoot', bool(isRoot)],
  ]);
}

/** With the place of what is written, where that is what it became. */
function own(value: string, written: Value | undefined): Value {
  return written?.kind === 'string' && written.value === value
    ? written
    : { ...text(value), ...place(written) };
}

function place(value: Value | undefined): Pick<Value, 'place'> {
  return value?.place === undefined ? {} : { place: value.place };
}

function textOf(value: Value | undefined): Value {
  if (value === undefined || value.kind === 'nil') return text('');
  return value.kind === 'string' ? value : { ...text(formatValue(value)), ...place(value) };
}

function texts(value: Value | undefined): Value {
  return list(value?.kind === 'list' ? value.items.map(textOf) : []);
}

function tables(value: Value | undefined): readonly TableValue[] {
  return value?.kind === 'list' ? value.items.filter(isTable) : [];
}

function maintainer({ entries }: TableValue): Value {
  return table([
    ['Name', textOf(entries.get('name'))],
    ['Email', textOf(entries.get('email'))],
    ['URL', textOf(entries.get('url'))],
  ]);
}

function annotations(value: Value | undefined): Value {
  const entries = isTable(value) ? [...value.entries] : [];
  return {
    ...table(entries.map(([key, entry]) => [key, textOf(entry)] as const)),
    type: 'map[string]string',
  };
}

function dependency(each: ChartDependency): Value {
  const imports = each.importValues.map(({ child, parent }) =>
    table([
      ['child', text(child)],
      ['parent', text(parent)],
    ]),
  );
  return table([
    ['Name', text(each.name)],
    ['Version', text(each.version)],
    ['Repository', text(each.repository)],
    ['Condition', text(each.condition)],
    ['Tags', list(each.tags.map(text))],
    ['Enabled', bool(true)],
    ['ImportValues', list(imports)],
    ['Alias', text(each.alias)],
  ]);
}
