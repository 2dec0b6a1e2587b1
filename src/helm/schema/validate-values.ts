import { append } from '../../append.ts';
import { TooManySteps } from '../../regexp/index.ts';
import type { Result } from '../../result.ts';
import type { Chart } from '../chart/types.ts';
import { isTable, type KeyPath, keysOf, type Place, type TableValue, type Value } from '../values/value.ts';
import { TooMuch } from './check.ts';
import { compileSchema } from './compile.ts';
import { validate } from './evaluate.ts';
import { reasonsOf, textOf } from './failure.ts';
import type { CompiledSchema } from './types.ts';

/**
 * - `values`: Helm refuses these values. - `schema`: it refuses the schema. - `not-a-table`: a subchart is given something else
 * than a map, which it refuses, too.
 * - `remote`: a schema that Helm would fetch; anything is taken to do for it. - `limit`: given up, so that nothing is known.
 */
export interface SchemaProblem {
  readonly code: 'values' | 'schema' | 'not-a-table' | 'remote' | 'limit';
  /** The chart whose schema it is. */
  readonly chart: string;
  /** From the top chart's values on; empty for them as a whole. */
  readonly keys: readonly (string | number)[];
  /** Helm's words (`at '/image/tag': got number, want string`); from the chart's own values on, as there. */
  readonly message: string;
  /** Where the value is written. */
  readonly place?: Place;
}

/** Schemas by their text, for who validates several times. */
export type CompiledSchemas = Map<string, Result<CompiledSchema, string>>;

const mostProblems = 100;
const mostLines = 50;

/**
 * Holds the values of a chart and of its subcharts, as they are when all has been coalesced, against their `values.schema.json`
 * (helm, pkg/chart/common/util, ValidateAgainstSchema). Nothing is fetched.
 */
export function validateValues(
  chart: Chart,
  values: TableValue,
  compiled: CompiledSchemas = new Map(),
): readonly SchemaProblem[] {
  return validateChart(chart, values, undefined, compiled);
}

function validateChart(
  chart: Chart,
  values: TableValue,
  path: KeyPath | undefined,
  compiled: CompiledSchemas,
): readonly SchemaProblem[] {
  const { name } = chart.metadata;
  const problems: SchemaProblem[] = [];
  if (chart.schema !== undefined) append(problems, validateOne(name, chart.schema, values, path, compiled));
  for (const subchart of chart.dependencies) {
    const key = subchart.metadata.name;
    const own = values.entries.get(key);
    if (own === undefined || own.kind === 'nil') continue;
    const at = { parent: path, key };
    if (isTable(own)) append(problems, validateChart(subchart, own, at, compiled));
    else {
      const message = `invalid type for values: expected object (map), got ${own.kind}`;
      problems.push(problem('not-a-table', key, at, message, own));
    }
  }
  return problems;
}

function validateOne(
  chart: string,
  text: string,
  values: TableValue,
  path: KeyPath | undefined,
  compiled: CompiledSchemas,
): readonly SchemaProblem[] {
  const schema = compiled.get(text) ?? compileSchema(text);
  compiled.set(text, schema);
  if (!schema.ok) return [problem('schema', chart, path, schema.error)];
  const { remote } = schema.value;
  const problems = remote.map((url) =>
    problem('remote', chart, path, `${url} is not fetched: anything will do for it`),
  );
  try {
    const failure = validate(schema.value, values);
    for (const reason of failure === undefined ? [] : reasonsOf(failure).slice(0, mostProblems)) {
      const at = joinedPath(path, reason.path);
      problems.push(problem('values', chart, at, textOf(reason, mostLines), reason.value));
    }
  } catch (thrown) {
    if (!(thrown instanceof TooMuch) && !(thrown instanceof TooManySteps)) throw thrown;
    problems.push(problem('limit', chart, path, thrown.message));
  }
  return problems;
}

function joinedPath(outer: KeyPath | undefined, inner: KeyPath | undefined): KeyPath | undefined {
  return inner === undefined ? outer : { parent: joinedPath(outer, inner.parent), key: inner.key };
}

function problem(
  code: SchemaProblem['code'],
  chart: string,
  path: KeyPath | undefined,
  message: string,
  value?: Value,
): SchemaProblem {
  const { place } = value ?? {};
  return { code, chart, keys: keysOf(path), message, ...(place === undefined ? {} : { place }) };
}
