import { applySet, type SetKind } from '../../helm/strvals/apply.ts';
import { overlay } from '../../helm/values/overlay.ts';
import { readValues } from '../../helm/values/read-values.ts';
import { emptyTable, type TableValue } from '../../helm/values/value.ts';
import { type EditedContent, pathFrom, readContent } from '../../host/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { positionAt, sourceText } from '../../text/index.ts';
import type { ChartDeployment, ChartSettings } from './types.ts';

/** What a chart is given in one deployment. */
export interface Deployment {
  /** Absolute; undefined for charts that the configuration does not list. */
  readonly path?: string;
  readonly values: TableValue;
  readonly release: string;
  readonly namespace: string;
  readonly valuesFiles: readonly string[];
  /** What `values` holds of assignments, for Helm to make of them what it does. */
  readonly set: readonly string[];
  readonly setString: readonly string[];
}

export interface Deployments {
  readonly listed: readonly (Deployment & { readonly path: string })[];
  /** For every chart that is not listed. */
  readonly other: Deployment;
  /** The contents of all values files, by their path from the root. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

/** What `helm template` calls a release that has no name. */
const unnamed = { path: '', values: [], set: [], setString: [], release: '', namespace: '' };

/** Reads the values that the configuration names. The error is a sentence for the user. */
export function readDeployments(
  root: string,
  settings: ChartSettings,
  edited?: EditedContent,
): Result<Deployments, string> {
  const contents = new Map<string, Uint8Array>();
  const tables = new Map<string, TableValue>();
  const tableOf = (absolute: string): Result<TableValue, string> => {
    const file = pathFrom(root, absolute);
    const known = tables.get(file);
    if (known !== undefined) return ok(known);
    const content = readContent(absolute, mostBytes, edited);
    if (!(content instanceof Uint8Array)) return err(`${file}: ${content.reason}`);
    const source = sourceText(file, new TextDecoder().decode(content));
    const values = readValues(source);
    if (!values.ok) {
      const { line, column } = positionAt(source, values.error.span.start);
      return err(`${file}:${line}:${column}: ${values.error.message}`);
    }
    contents.set(file, content);
    tables.set(file, values.value);
    return values;
  };
  const deployment = (given: ChartDeployment): Result<Deployment & { readonly path: string }, string> => {
    const files = [...given.values, ...settings.values];
    let values = emptyTable;
    for (const file of files) {
      const table = tableOf(file);
      if (!table.ok) return table;
      values = overlay(values, table.value);
    }
    const assignments: readonly (readonly [SetKind, readonly string[]])[] = [
      ['set', given.set],
      ['set-string', given.setString],
      ['set', settings.set],
    ];
    for (const [kind, texts] of assignments) {
      for (const text of texts) {
        const set = applySet(values, kind, text);
        if (!set.ok) return err(`helm ${kind} ${JSON.stringify(text)}: ${set.error.message}`);
        values = set.value;
      }
    }
    return ok({
      path: given.path,
      values,
      release: given.release || 'release-name',
      namespace: given.namespace || 'default',
      valuesFiles: files.map((file) => pathFrom(root, file)),
      set: [...given.set, ...settings.set],
      setString: given.setString,
    });
  };
  const other = deployment(unnamed);
  if (!other.ok) return other;
  const listed: (Deployment & { readonly path: string })[] = [];
  for (const chart of settings.charts) {
    const read = deployment(chart);
    if (!read.ok) return read;
    listed.push(read.value);
  }
  const { path: _, ...rest } = other.value;
  return ok({ listed, other: rest, contents });
}

/** A values file is written by hand. */
const mostBytes = 10_000_000;
