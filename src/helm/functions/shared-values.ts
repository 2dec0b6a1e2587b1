import type { TableValue, Value } from '../values/value.ts';
import { takeSpent } from './limits.ts';

/** Ends the execution of a template that is about to change a table which is not its own. */
class SharedTableChange extends Error {}

let areShared = false;

/**
 * Executes templates with values that others see as well; undefined once one of them would have changed a table of those: nothing
 * has been changed then but what the execution made itself. Only few charts change values, and a copy of all of them for every
 * world of a chart takes longer than many a file.
 */
export function withSharedValues<T>(run: () => T): T | undefined {
  areShared = true;
  try {
    return run();
  } catch (error) {
    if (!(error instanceof SharedTableChange)) throw error;
    // What the call had spent is spent again.
    takeSpent();
    return undefined;
  } finally {
    areShared = false;
  }
}

/** Of what Helm puts beside the values: `.Chart`, `.Release`. */
const besideValues = new WeakSet<TableValue['entries']>();

/** The table, which executions see as well, with all that it holds. */
export function sharedTable(table: TableValue): TableValue {
  const share = (value: Value): void => {
    if (value.kind === 'list') for (const item of value.items) share(item);
    if (value.kind !== 'table') return;
    besideValues.add(value.entries);
    for (const entry of value.entries.values()) share(entry);
  };
  share(table);
  return table;
}

/** To be called before a table is changed. Those of the values have keys, and so have some copies that templates make of them. */
export function beforeChange({ key, entries }: TableValue): void {
  if (areShared && (key !== undefined || besideValues.has(entries)))
    throw new SharedTableChange('a table of shared values would be changed');
}
