import {
  field,
  fieldsOf,
  resolve,
  scalarText,
  type YamlAlias,
  type YamlMap,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/index.ts';
import type { ExtractContext } from '../source.ts';
import { fragmentsOfText, unknownValue } from '../text-values.ts';
import { expanded, type Names } from './expand.ts';
import { type Included, includedFiles } from './includes.ts';
import { lineOf, type Pipeline } from './pipeline.ts';
import { predefined } from './predefined.ts';

/** A file that is read, and what is read once for all of it. */
export interface PipelineScope {
  readonly pipeline: Pipeline;
  readonly context: ExtractContext;
  included: readonly Included[] | undefined;
}

/** One way in which a job runs: the job's name, undefined for what stands outside of jobs, and its part of a matrix. */
export interface Run {
  readonly job: string | undefined;
  readonly cell: ReadonlyMap<string, Definition>;
}

interface Definition {
  readonly source: SourceText;
  readonly value: YamlValue;
  readonly via?: YamlAlias;
}

/** What the names in a text stand for in one run. */
export function namesIn(scope: PipelineScope, run: Run): Names {
  const { pipeline } = scope;
  const names: Names = {
    file: pipeline.source.path,
    variable: (name, depth) => {
      const definitions = definitionsOf(scope, run, name);
      const values = definitions.flatMap((definition) => {
        const { source, value, via } = definition;
        return value.kind === 'scalar'
          ? expanded(fragmentsOfText(source, { scalar: value, via }), names, depth)
          : [];
      });
      return values.length > 0 ? values : predefined(name);
    },
    input: (name) => {
      for (const inputs of pipeline.inputs) {
        const found = field(field(inputs, name)?.value, 'default');
        if (found?.value.kind === 'scalar' && found.value.value !== '')
          return expanded(
            fragmentsOfText(pipeline.source, { scalar: found.value, via: found.via }),
            names,
            1,
          );
      }
      return [unknownValue(`the input ${name} has no default`)];
    },
  };
  return names;
}

/** What a variable is set to: for a part of a matrix, for a job or what it is made of, for the pipeline; and by rules. */
function definitionsOf(scope: PipelineScope, { job, cell }: Run, name: string): readonly Definition[] {
  const { pipeline } = scope;
  const inCell = cell.get(name);
  if (inCell !== undefined) return [inCell];
  const line = job === undefined ? [] : lineOf(pipeline, job);
  const ruled = line.slice(0, 1).flatMap(({ map }) => ruledVariables(pipeline.source, map, name));
  for (const { map } of line) {
    const own = variableOf(pipeline.source, map, name);
    if (own !== undefined) return [own, ...ruled];
  }
  const workflow = field(pipeline.root, 'workflow')?.value;
  const global = variableOf(pipeline.source, pipeline.root, name);
  const byWorkflow = workflow?.kind === 'map' ? ruledVariables(pipeline.source, workflow, name) : [];
  const found = [...(global === undefined ? [] : [global]), ...byWorkflow, ...ruled];
  return found.length > 0 ? found : includedVariable(scope, name);
}

function includedVariable(scope: PipelineScope, name: string): readonly Definition[] {
  const { pipeline, context } = scope;
  scope.included ??= includedFiles({ source: pipeline.source, root: pipeline.root }, context);
  for (const { source, root } of scope.included) {
    const found = variableOf(source, root, name);
    if (found !== undefined) return [found];
  }
  return [];
}

/** `variables: { NAME: text }` or `{ NAME: { value: text } }`. */
function variableOf(source: SourceText, holder: YamlMap, name: string): Definition | undefined {
  const variables = field(holder, 'variables');
  const found = field(variables?.value, name);
  if (found === undefined) return undefined;
  const inner = found.value.kind === 'map' ? field(found.value, 'value') : found;
  if (inner === undefined || scalarText(inner.value) === undefined) return undefined;
  const via = variables?.via ?? found.via ?? inner.via;
  return { source, value: inner.value, ...(via === undefined ? {} : { via }) };
}

function ruledVariables(source: SourceText, holder: YamlMap, name: string): readonly Definition[] {
  const rules = field(holder, 'rules')?.value;
  if (rules?.kind !== 'seq') return [];
  return rules.items.flatMap((item) => {
    const rule = resolve(item);
    return rule.kind === 'map' ? (variableOf(source, rule, name) ?? []) : [];
  });
}

const MOST_CELLS = 256;

/** The parts of a job's `parallel:matrix`; one without any where it has none. */
export function cellsOf(pipeline: Pipeline, job: string): readonly Run['cell'][] {
  const line = lineOf(pipeline, job);
  for (const { map } of line) {
    const matrix = field(field(map, 'parallel')?.value, 'matrix')?.value;
    if (matrix?.kind !== 'seq') continue;
    const cells = matrix.items.flatMap((item) => {
      const entry = resolve(item);
      return entry.kind === 'map' ? productOf(pipeline.source, entry) : [];
    });
    if (cells.length > 0) return cells.slice(0, MOST_CELLS);
  }
  return [new Map()];
}

function productOf(source: SourceText, entry: YamlMap): readonly Run['cell'][] {
  let cells: readonly ReadonlyMap<string, Definition>[] = [new Map()];
  for (const { key, value } of fieldsOf(entry)) {
    const values = value.kind === 'seq' ? value.items.map(resolve) : [value];
    cells = cells
      .flatMap((cell) => values.map((each) => new Map(cell).set(key, { source, value: each })))
      .slice(0, MOST_CELLS);
  }
  return cells;
}
