import { writeYaml } from '../functions/to-yaml.ts';
import { valueAt } from '../values/lookup.ts';
import { isTable, type TableValue, type Value } from '../values/value.ts';

/** The table as Helm's own type of it, which has methods. It shares the entries of the table. */
export function goValues(table: TableValue): TableValue {
  const { methods: _, type: __, ...plain } = table;
  const methods = new Map<string, (args: readonly Value[]) => Value | undefined>([
    ['AsMap', () => plain],
    ['YAML', () => ({ kind: 'string', value: `${writeYaml(plain)}\n` })],
    ['Table', ([path]) => tableAt(plain, path)],
  ]);
  return { ...plain, type: 'common.Values', methods };
}

function tableAt(values: TableValue, path: Value | undefined): Value | undefined {
  const found = path?.kind === 'string' ? valueAt(values, path.value) : undefined;
  return isTable(found) ? goValues(found) : undefined;
}
