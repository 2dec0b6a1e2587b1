import { parseYaml } from '../../formats/yaml/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { sourceText } from '../../text/index.ts';
import { formatValue } from '../go/fmt/value.ts';
import { parseVersion } from '../semver/version.ts';
import { valueOfYaml } from '../values/from-yaml.ts';
import { emptyTable, isTable, type TableValue, type Value } from '../values/value.ts';
import type { ChartError } from './errors.ts';
import type { ChartDependency, ChartMetadata, ImportedValues } from './types.ts';

/**
 * Chart.yaml as Helm reads it: keys in any case, and numbers where texts are wanted made into texts (`appVersion: 1.10` is
 * `1.1`).
 */
export function readMetadata(file: string, text: string): Result<ChartMetadata, ChartError> {
  const read = readTable(file, text);
  if (!read.ok) return read;
  const table = read.value;
  const metadata: ChartMetadata = {
    name: textOf(table, 'name'),
    version: textOf(table, 'version'),
    apiVersion: textOf(table, 'apiVersion') || 'v1',
    appVersion: textOf(table, 'appVersion'),
    type: textOf(table, 'type'),
    kubeVersion: textOf(table, 'kubeVersion'),
    dependencies: dependenciesOf(table),
    table,
  };
  const wrong = problem(metadata);
  if (wrong === undefined) return ok(metadata);
  const { start, end } = entry(table, wrong.key)?.place?.span ?? { start: 0, end: 0 };
  return err({ code: 'metadata', message: wrong.message, file, span: { start, end } });
}

/** What requirements.yaml lists; undefined where it has no list. */
export function readRequirements(
  file: string,
  text: string,
): Result<readonly ChartDependency[] | undefined, ChartError> {
  const read = readTable(file, text);
  if (!read.ok) return read;
  const listed = dependenciesOf(read.value) ?? [];
  if (listed.length > mostDependencies) return err({ code: 'metadata', message: tooMany, file });
  return ok(dependenciesOf(read.value));
}

function readTable(file: string, text: string): Result<TableValue, ChartError> {
  const { documents, problems } = parseYaml(sourceText(file, text));
  const [problem] = problems;
  if (problem !== undefined)
    return err({ code: 'metadata', message: problem.message, file, span: problem.span });
  const root = documents[0]?.root;
  const value = root === undefined ? ok(emptyTable) : valueOfYaml(file, root);
  if (!value.ok) return err({ ...value.error, code: 'metadata' });
  return isTable(value.value)
    ? ok(value.value)
    : err({ code: 'metadata', message: 'this is not a map', file, ...(root && { span: root.span }) });
}

/** No public chart lists a tenth of them. */
const mostDependencies = 1_000;
const tooMany = `the chart lists more than ${mostDependencies} dependencies`;

interface Wrong {
  readonly message: string;
  readonly key: string;
}

function problem({ name, version, type, dependencies = [] }: ChartMetadata): Wrong | undefined {
  const wrong = (key: string, message: string): Wrong => ({ key, message });
  if (name === '') return wrong('name', 'the chart has no name');
  if (name.includes('/') || name === '.' || name === '..')
    return wrong('name', `${JSON.stringify(name)} is no name for a chart`);
  if (version === '') return wrong('version', 'the chart has no version');
  if (parseVersion(version) === undefined)
    return wrong('version', `${JSON.stringify(version)} is no semantic version`);
  if (!['', 'application', 'library'].includes(type))
    return wrong('type', `a chart is an application or a library, not ${JSON.stringify(type)}`);
  if (dependencies.length > mostDependencies) return wrong('dependencies', tooMany);
  const names = new Set<string>();
  for (const dependency of dependencies) {
    const each = dependency.alias || dependency.name;
    if (names.has(each)) return wrong('dependencies', `two dependencies are called ${JSON.stringify(each)}`);
    names.add(each);
  }
  return undefined;
}

/** The entry with that key; `encoding/json` takes one in another case where there is none as written. */
function entry(table: TableValue, key: string): Value | undefined {
  const exact = table.entries.get(key);
  if (exact !== undefined) return exact;
  for (const [name, value] of table.entries) if (name.toLowerCase() === key.toLowerCase()) return value;
  return undefined;
}

function textOf(table: TableValue, key: string): string {
  const value = entry(table, key);
  if (value === undefined || value.kind === 'nil' || value.kind === 'table' || value.kind === 'list')
    return '';
  return formatValue(value);
}

function itemsOf(table: TableValue, key: string): readonly Value[] | undefined {
  const value = entry(table, key);
  return value?.kind === 'list' ? value.items : undefined;
}

function dependenciesOf(table: TableValue): readonly ChartDependency[] | undefined {
  return itemsOf(table, 'dependencies')
    ?.filter(isTable)
    .map((item) => ({
      name: textOf(item, 'name'),
      version: textOf(item, 'version'),
      repository: textOf(item, 'repository'),
      alias: textOf(item, 'alias'),
      condition: textOf(item, 'condition'),
      tags: (itemsOf(item, 'tags') ?? []).map(formatValue),
      importValues: (itemsOf(item, 'import-values') ?? []).flatMap(importedValues),
    }));
}

function importedValues(value: Value): readonly ImportedValues[] {
  if (value.kind === 'string') return [{ child: `exports.${value.value}`, parent: '.' }];
  if (!isTable(value)) return [];
  const part = (key: string): string => formatValue(value.entries.get(key) ?? { kind: 'nil' });
  return [{ child: part('child'), parent: part('parent') }];
}
