import { err, ok, type Result } from '../../result.ts';
import { emptyTable, isTable, type TableValue, type Value } from './value.ts';

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

/** A table that coalescing has made, and may change. */
interface Draft extends TableValue {
  readonly entries: Map<string, Value>;
}

interface Coalescing {
  readonly keepNulls: boolean;
  /** The entries of all drafts. What else there is of tables belongs to charts, and is shared. */
  readonly drafts: Set<ReadonlyMap<string, Value>>;
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
  const coalescing: Coalescing = { keepNulls, drafts: new Set() };
  const values = newDraft(given, coalescing);
  const wrong = coalesceChart(chart, values, coalescing);
  return wrong === undefined ? ok(values) : err(wrong);
}

/** `strong` completed by what `weak` has beyond it (helm, CoalesceTables; with `keepNulls` MergeTables). */
export function coalesceTables(strong: TableValue, weak: TableValue, keepNulls: boolean): TableValue {
  const coalescing: Coalescing = { keepNulls, drafts: new Set() };
  const values = newDraft(strong, coalescing);
  complete(values, weak, keepNulls, coalescing);
  return values;
}

/**
 * Drafts are changed in place, as in Helm: a table below `global` is one and the same for a parent and its subcharts from
 * the second level on, so that what one of them adds there the others have, too.
 */
function coalesceChart(chart: ChartValues, values: Draft, coalescing: Coalescing): CoalesceError | undefined {
  addDefaults(chart, values, coalescing);
  for (const dependency of chart.dependencies) {
    const before = values.entries.get(dependency.name) ?? emptyTable;
    if (!isTable(before)) return { code: 'not-a-table', chart: dependency.name };
    const own = draftAt(values, dependency.name, before, coalescing);
    passGlobals(values, own, coalescing);
    const wrong = coalesceChart(dependency, own, coalescing);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function addDefaults(chart: ChartValues, values: Draft, coalescing: Coalescing): void {
  const { keepNulls } = coalescing;
  for (const [key, value] of chart.values.entries) {
    const before = values.entries.get(key);
    if (before === undefined) {
      if (!keepNulls && value.kind === 'nil') continue;
      values.entries.set(key, !keepNulls && isTable(value) ? withoutNulls(value) : value);
    } else if (before.kind === 'nil') {
      if (!keepNulls) values.entries.delete(key);
    } else if (isTable(before) && isTable(value)) {
      const keep = keepNulls || chart.dependencies.some(({ name }) => name === key);
      complete(
        draftAt(values, key, before, coalescing),
        keep ? value : withoutNulls(value),
        keep,
        coalescing,
      );
    }
  }
}

/** The parent's globals are stronger than those that are given for the subchart. */
function passGlobals(parent: Draft, child: Draft, coalescing: Coalescing): void {
  const given = parent.entries.get('global') ?? emptyTable;
  const before = child.entries.get('global') ?? emptyTable;
  if (!isTable(given) || !isTable(before)) return;
  // What is not there is not made: the parent has no globals of its own.
  const from =
    given === emptyTable ? newDraft(given, coalescing) : draftAt(parent, 'global', given, coalescing);
  const to = draftAt(child, 'global', before, coalescing);
  for (const [key, value] of from.entries) {
    const there = to.entries.get(key);
    if (isTable(value)) {
      if (there !== undefined && !isTable(there)) continue;
      // All below is shared from now on.
      const own = draftAt(from, key, value, coalescing);
      makeDrafts(own, coalescing);
      const copy = newDraft(own, coalescing);
      if (there !== undefined) complete(copy, there, true, coalescing);
      to.entries.set(key, copy);
    } else if (!isTable(there)) to.entries.set(key, value);
  }
}

function complete(strong: Draft, weak: TableValue, keepNulls: boolean, coalescing: Coalescing): void {
  for (const [key, value] of weak.entries) {
    const before = strong.entries.get(key);
    if (before === undefined) strong.entries.set(key, value);
    else if (before.kind === 'nil') {
      if (!keepNulls && value.kind !== 'nil') strong.entries.delete(key);
    } else if (isTable(before) && isTable(value))
      complete(draftAt(strong, key, before, coalescing), value, keepNulls, coalescing);
  }
}

const cleaned = new WeakMap<ReadonlyMap<string, Value>, TableValue>();

/** A chart's own table without nulls, the same one each time: it is shared by all that the chart is rendered with. */
function withoutNulls(table: TableValue): TableValue {
  const known = cleaned.get(table.entries);
  if (known !== undefined) return known;
  const made = hasNulls(table) ? cleanTable(table) : table;
  cleaned.set(table.entries, made);
  return made;
}

function cleanTable({ entries, ...rest }: TableValue): TableValue {
  const kept = new Map<string, Value>();
  for (const [key, value] of entries)
    if (value.kind !== 'nil') kept.set(key, isTable(value) ? withoutNulls(value) : value);
  return { ...rest, entries: kept };
}

function hasNulls({ entries }: TableValue): boolean {
  for (const value of entries.values())
    if (value.kind === 'nil' || (isTable(value) && hasNulls(value))) return true;
  return false;
}

/** What stands at a key of a draft, ready to be changed. */
function draftAt(parent: Draft, key: string, table: TableValue, coalescing: Coalescing): Draft {
  if (isDraft(table, coalescing)) return table;
  const made = newDraft(table, coalescing);
  parent.entries.set(key, made);
  return made;
}

function makeDrafts(table: Draft, coalescing: Coalescing): void {
  for (const [key, value] of table.entries)
    if (isTable(value)) makeDrafts(draftAt(table, key, value, coalescing), coalescing);
}

/** A copy of a table; those in it remain what they are. */
function newDraft({ entries, place }: TableValue, { drafts }: Coalescing): Draft {
  const made: Draft = { kind: 'table', entries: new Map(entries), ...(place === undefined ? {} : { place }) };
  drafts.add(made.entries);
  return made;
}

function isDraft(table: TableValue, { drafts }: Coalescing): table is Draft {
  return drafts.has(table.entries);
}
