import { chartValues } from '../../helm/chart/chart-values.ts';
import { isEnabled } from '../../helm/chart/enabled.ts';
import type { Chart, ChartDependency } from '../../helm/chart/types.ts';
import { coalesceValues } from '../../helm/values/coalesce.ts';
import { readValues } from '../../helm/values/read-values.ts';
import { isTable, type TableValue } from '../../helm/values/value.ts';
import type { ChartUnresolved } from '../../sources/helm/chart-analysis.ts';
import type { Span } from '../../text/index.ts';
import type { MissingDependency } from './dependencies.ts';
import type { ChartTexts } from './texts.ts';

/** What is to be said of dependencies that are not there, at their places in Chart.yaml or requirements.yaml. */
export function missingCharts(
  chart: Chart,
  missing: readonly MissingDependency[],
  given: TableValue,
  texts: ChartTexts,
): readonly ChartUnresolved[] {
  if (missing.length === 0) return [];
  const coalesced = coalesceValues(chartValues(chart), given);
  const values = coalesced.ok ? coalesced.value : given;
  return missing.map(({ dependency, index, metadataFile, keys }) => {
    const { file, span } = placeOf(index, metadataFile, texts);
    const on = isEnabled(dependency, values, keys);
    const when = on ? undefined : switchOf(dependency, keys);
    return {
      file,
      span,
      value: dependency.name,
      path: `dependencies[${index}]`,
      purpose: 'pull',
      confidence: 'certain',
      reach: on ? 'default' : 'conditional',
      ...(when === undefined ? {} : { when }),
      origin: [],
      code: 'not-visible',
      reason: sentence(dependency, when),
    };
  });
}

function sentence({ name, version, repository }: ChartDependency, when: string | undefined): string {
  const chart = [`chart ${name}`, ...(version === '' ? [] : [version])].join(' ');
  const from = repository === '' ? '' : ` of ${repository}`;
  const off = when === undefined ? '' : `, which ${when} switches on,`;
  return `${chart}${from}${off} is not vendored: its images are not visible; run \`helm dependency build\`, or add its .tgz under helm.dependencies`;
}

/** What would switch it on, in the chart's words. */
function switchOf({ condition, tags }: ChartDependency, keys: string): string {
  const conditions = condition
    .trim()
    .split(',')
    .filter((key) => key !== '')
    .map((key) => keys + key);
  return conditions[0] ?? tags.map((tag) => `tags.${tag}`).join(' or ');
}

function placeOf(
  index: number,
  metadataFile: string,
  texts: ChartTexts,
): { readonly file: string; readonly span: Span } {
  const requirements = metadataFile.replace(/Chart\.yaml$/, 'requirements.yaml');
  for (const file of [requirements, metadataFile]) {
    const source = texts.at(file);
    const table = source === undefined ? undefined : readValues(source);
    const list = table?.ok === true ? table.value.entries.get('dependencies') : undefined;
    const item = list?.kind === 'list' ? list.items.filter(isTable)[index] : undefined;
    const span = item?.place?.span;
    if (span !== undefined && source !== undefined) {
      const line = source.text.slice(span.start, span.end).split(/\r?\n/, 1)[0] ?? '';
      return { file, span: { start: span.start, end: span.start + line.length } };
    }
  }
  return { file: metadataFile, span: { start: 0, end: 0 } };
}
