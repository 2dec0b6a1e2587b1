import { err, ok, type Result } from '../../result.ts';
import { isTable, type TableValue, type Value } from './value.ts';

/** What coalescing sees of a chart. */
export interface ChartValues {
  /** The name by which its parent knows it: the alias where it has one. */
  readonly name: string;
  readonly values: TableValue;
  readonly dependencies: readonly ChartValues[];
}

/** `not-a-table`: the values give something else than a map for the subchart with this name. */
export interface CoalesceError {
  readonly code: 'not-a-table';
  readonly chart: string;
}

interface Draft extends TableValue {
  readonly entries: Map<string, Value>;
}

/**
 * The values of a chart and its subcharts as its templates see them (helm, pkg/chart/common/util, CoalesceValues): what is
 * given is stronger than what a chart says, a parent stronger than its subcharts; tables are merged, all else is replaced;
 * null takes a key away; `global` goes down to every subchart.
 *
 * With `keepNulls` it is MergeValues, for what is going to be coalesced once more.
 */
export function coalesceValues(
  chart: ChartValues,
  given: TableValue,
  { keepNulls = false }: { readonly keepNulls?: boolean } = {},
): Result<TableValue, CoalesceError> {
  const values = draft(given);
  const wrong = coalesceChart(chart, values, keepNulls);
  return wrong === undefined ? ok(values) : err(wrong);
}

/** `strong` completed by what `weak` has beyond it (helm, CoalesceTables; with `keepNulls` MergeTables). */
export function coalesceTables(strong: TableValue, weak: TableValue, keepNulls: boolean): TableValue {
  const values = draft(strong);
  complete(values, draft(weak), keepNulls);
  return values;
}

/**
 * Drafts are changed in place, as in Helm: a table below `global` is one and the same for a parent and its subcharts from
 * the second level on, so that what one of them adds there the others have, too.
 */
function coalesceChart(chart: ChartValues, values: Draft, keepNulls: boolean): CoalesceError | undefined {
  addDefaults(chart, values, keepNulls);
  for (const dependency of chart.dependencies) {
    const before = values.entries.get(dependency.name);
    const own = before === undefined ? draft(undefined) : before;
    if (!isDraft(own)) return { code: 'not-a-table', chart: dependency.name };
    values.entries.set(dependency.name, own);
    passGlobals(values, own);
    const wrong = coalesceChart(dependency, own, keepNulls);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function addDefaults(chart: ChartValues, values: Draft, keepNulls: boolean): void {
  for (const [key, value] of draft(chart.values).entries) {
    const before = values.entries.get(key);
    if (before === undefined) {
      if (!keepNulls && value.kind === 'nil') continue;
      if (!keepNulls && isDraft(value)) dropNulls(value);
      values.entries.set(key, value);
    } else if (before.kind === 'nil') {
      if (!keepNulls) values.entries.delete(key);
    } else if (isDraft(before) && isDraft(value)) {
      const keep = keepNulls || chart.dependencies.some(({ name }) => name === key);
      if (!keep) dropNulls(value);
      complete(before, value, keep);
    }
  }
}

/** The parent's globals are stronger than those that are given for the subchart. */
function passGlobals(parent: Draft, child: Draft): void {
  const from = parent.entries.get('global') ?? draft(undefined);
  const to = child.entries.get('global') ?? draft(undefined);
  if (!isDraft(from) || !isDraft(to)) return;
  for (const [key, value] of from.entries) {
    const before = to.entries.get(key);
    if (isDraft(value)) {
      if (before !== undefined && !isDraft(before)) continue;
      const copy: Draft = { ...value, entries: new Map(value.entries) };
      if (before !== undefined) complete(copy, before, true);
      to.entries.set(key, copy);
    } else if (!isDraft(before)) to.entries.set(key, value);
  }
  child.entries.set('global', to);
}

function complete(strong: Draft, weak: Draft, keepNulls: boolean): void {
  for (const [key, value] of weak.entries) {
    const before = strong.entries.get(key);
    if (before === undefined) strong.entries.set(key, value);
    else if (before.kind === 'nil') {
      if (!keepNulls && value.kind !== 'nil') strong.entries.delete(key);
    } else if (isDraft(before) && isDraft(value)) complete(before, value, keepNulls);
  }
}

function dropNulls(table: Draft): void {
  for (const [key, value] of table.entries) {
    if (value.kind === 'nil') table.entries.delete(key);
    else if (isDraft(value)) dropNulls(value);
  }
}

/** A copy of a table, and of all tables in it. */
function draft(table: TableValue | undefined): Draft {
  const entries = new Map<string, Value>();
  for (const [key, value] of table?.entries ?? [])
    entries.set(key, value.kind === 'table' ? draft(value) : value);
  return { kind: 'table', entries, ...(table?.place === undefined ? {} : { place: table.place }) };
}

/** Within what is coalesced every table is a draft. */
function isDraft(value: Value | undefined): value is Draft {
  return isTable(value);
}
