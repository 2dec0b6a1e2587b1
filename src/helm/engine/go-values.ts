import { writeYaml } from '../functions/to-yaml.ts';
import { valueAt } from '../values/lookup.ts';
import { isTable, type Method, type TableValue, type Value } from '../values/value.ts';

/** The table as Helm's own type of it, which has methods. It shares the entries of the table. */
export function goValues(table: TableValue): TableValue {
  const { methods: _, type: __, ...plain } = table;
  const methods = new Map<string, Method>([
    ['AsMap', { params: [], run: () => plain }],
    ['YAML', { params: [], run: () => ({ kind: 'string', value: `${writeYaml(plain)}\n` }) }],
    ['Table', { params: ['string'], run: ([path]) => tableAt(plain, path) }],
  ]);
  return { ...plain, type: 'common.Values', methods };
}

function tableAt(values: TableValue, path: Value | undefined): Value | undefined {
  const found = path?.kind === 'string' ? valueAt(values, path.value) : undefined;
  return isTable(found) ? goValues(found) : undefined;
}
