import type { Chart } from '../../helm/chart/types.ts';
import { type CompiledSchemas, type SchemaProblem, validateValues } from '../../helm/schema/index.ts';
import { UNKNOWN } from '../../helm/values/unknown.ts';
import type { TableValue, Value } from '../../helm/values/value.ts';
import type { ChartProblem } from './chart-analysis.ts';

/** For what Helm refuses to install a chart with these values, where they are written. */
export function schemaProblems(
  chart: Chart,
  values: TableValue,
  compiled?: CompiledSchemas,
): readonly ChartProblem[] {
  return validateValues(chart, values, compiled).flatMap((problem): readonly ChartProblem[] => {
    if (!isRefusal(problem) || isOpen(valueAt(values, problem.keys))) return [];
    const { file, span } = problem.place ??
      chart.metadata.table.place ?? { file: '', span: { start: 0, end: 0 } };
    return [{ file, span: { start: span.start, end: span.start }, message: sentence(problem) }];
  });
}

/** Of schemas that Helm would fetch, and of values that took too long to look at, nothing is known. */
function isRefusal({ code }: SchemaProblem): boolean {
  return code === 'values' || code === 'schema' || code === 'not-a-table';
}

function sentence({ code, chart, message }: SchemaProblem): string {
  const line = message.replace(/\s*\n\s*/g, '; ');
  if (code === 'not-a-table') return `Helm refuses the values of ${chart}: ${line}`;
  const schema = `values.schema.json of ${chart}`;
  return code === 'schema' ? `${schema} cannot be used: ${line}` : `${schema} refuses the values: ${line}`;
}

function valueAt(values: TableValue, keys: readonly (string | number)[]): Value | undefined {
  let at: Value | undefined = values;
  for (const key of keys) {
    if (at?.kind === 'table') at = at.entries.get(String(key));
    else if (at?.kind === 'list' && typeof key === 'number') at = at.items[key];
    else return undefined;
  }
  return at;
}

/** What only the user has may be as the schema wants it. */
function isOpen(value: Value | undefined): boolean {
  return value?.kind === 'string' && value.value.includes(UNKNOWN);
}
