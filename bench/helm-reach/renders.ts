import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseYaml } from '../../src/formats/yaml/index.ts';
import type { Chart } from '../../src/helm/chart/types.ts';
import { renderChart } from '../../src/helm/engine/render-chart.ts';
import type { Assignment } from '../../src/helm/reach/assignment.ts';
import { overridesOf } from '../../src/helm/reach/overrides.ts';
import type { TableValue, Value } from '../../src/helm/values/value.ts';
import { err, ok, type Result } from '../../src/result.ts';
import { readObjects } from '../../src/sources/kubernetes/read-objects.ts';
import { sourceText } from '../../src/text/index.ts';
import { nameOf } from '../helm/charts.ts';
import { type Analysed, cache } from './analysed.ts';

/** The images of a rendering, one for each place that has it, sorted; or what helm says instead, in one line. */
export type Rendered = Result<readonly string[], string>;

export type Render = (assignment: Assignment) => Rendered;

/** Renders a chart with the real helm, with the given values and what an assignment adds; each assignment once. */
export function renderer(
  { folder, exploration }: Analysed,
  { helm, kept }: { readonly helm: string; readonly kept: string | undefined },
): Render {
  const known = new Map<string, Rendered>();
  return (assignment) => {
    const values = JSON.stringify(plain(overridesOf(assignment, exploration.lookUp)));
    const apis = [...assignment.apis];
    const id = createHash('sha256').update(values).update(apis.join('\n')).digest('hex').slice(0, 32);
    const before = known.get(id);
    if (before !== undefined) return before;
    const file = kept === undefined ? undefined : join(kept, nameOf(folder), `${id}.json`);
    const rendered = file !== undefined && existsSync(file) ? read(file) : run(helm, folder, values, apis);
    if (file !== undefined) write(file, rendered);
    known.set(id, rendered);
    return rendered;
  };
}

const read = (file: string): Rendered => JSON.parse(readFileSync(file, 'utf8')) as Rendered;

function write(file: string, rendered: Rendered): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(rendered));
}

function run(helm: string, folder: string, values: string, apis: readonly string[]): Rendered {
  const args = ['template', 'release-name', folder, '--values', '-'];
  for (const api of apis) args.push('--api-versions', api);
  const { status, stdout, stderr } = spawnSync(helm, args, {
    encoding: 'utf8',
    input: values,
    maxBuffer: 1 << 28,
  });
  if (status !== 0) return err(messageIn(stderr));
  const { found } = readObjects(parseYaml(sourceText('rendered', stdout)));
  return ok(found.map(({ value }) => value).sort());
}

/** The same with src/helm instead of helm, in a twentieth of the time: for a first look. */
export function ownRenderer({ chart, exploration }: Analysed): Render {
  const known = new Map<string, Rendered>();
  return (assignment) => {
    const over = overridesOf(assignment, exploration.lookUp);
    const id = JSON.stringify([plain(over), ...assignment.apis]);
    const before = known.get(id);
    if (before !== undefined) return before;
    const rendered = renderOwn(chart, over, [...assignment.apis]);
    known.set(id, rendered);
    return rendered;
  };
}

function renderOwn(chart: Chart, over: TableValue, apiVersions: readonly string[]): Rendered {
  const rendered = renderChart(chart, over, { apiVersions, cache });
  if (!rendered.ok) return err(rendered.error.message);
  const { failures, files } = rendered.value;
  const [failure] = failures;
  if (failure !== undefined) return err(`${failure.name}: ${failure.error.message}`);
  const texts = files.filter(({ kind }) => kind !== 'notes').map(({ text }) => text);
  const { found } = readObjects(parseYaml(sourceText('rendered', texts.join('\n---\n'))));
  return ok(found.map(({ value }) => value).sort());
}

/** Without warnings before the message. */
function messageIn(stderr: string): string {
  const at = stderr.lastIndexOf('Error:');
  return stderr.slice(Math.max(at, 0)).replaceAll('\n', ' ').trim();
}

function plain(value: Value): unknown {
  switch (value.kind) {
    case 'nil':
    case 'host':
      return null;
    case 'int':
      return Number(value.value);
    case 'list':
      return value.items.map(plain);
    case 'table':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)]));
    default:
      return value.value;
  }
}
