import {
  field,
  resolve,
  type YamlField,
  type YamlMap,
  type YamlNode,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import { type Path, type Report, reportImage, runsFor, type Written } from './report.ts';
import type { PipelineScope, Run } from './scope.ts';
import { reportScripts } from './scripts.ts';

/** The images of a pipeline: for all jobs, by default, and of each job. */
export function reportPipeline(report: Report, scope: PipelineScope): void {
  const { root, jobs } = scope.pipeline;
  const users = (key: string): readonly string[] =>
    [...jobs.values()]
      .filter(({ name, map }) => !name.startsWith('.') && field(map, key) === undefined)
      .map(({ name }) => name);
  reportHolder(report, scope, undefined, root, [], users);
  const byDefault = field(root, 'default')?.value;
  if (byDefault?.kind === 'map') reportHolder(report, scope, undefined, byDefault, ['default'], users);
  for (const { name, map } of jobs.values()) reportHolder(report, scope, name, map, [name], () => []);
}

function reportHolder(
  report: Report,
  scope: PipelineScope,
  job: string | undefined,
  holder: YamlMap,
  path: Path,
  users: (key: string) => readonly string[],
): void {
  const image = ownField(scope, holder, 'image');
  const runs = (key: string) => (): readonly Run[] => runsFor(scope, job, users(key));
  if (image !== undefined) reportNamed(report, scope, runs('image'), image, [...path, 'image']);
  const services = ownField(scope, holder, 'services');
  if (services?.value.kind === 'seq' && !isReference(services.value)) {
    for (const [index, item] of services.value.items.entries()) {
      const via = services.via ?? (item.kind === 'alias' ? item : undefined);
      const written = { value: resolve(item), ...(via === undefined ? {} : { via }) };
      reportNamed(report, scope, runs('services'), written, [...path, 'services', index]);
    }
  }
  const scripts = ['before_script', 'script', 'after_script'].flatMap(
    (key) => ownField(scope, holder, key) ?? [],
  );
  reportScripts(report, scope, runs('script'), scripts, path);
}

/** A field of a job that is not merged from another one, where it is reported. */
function ownField({ pipeline }: PipelineScope, holder: YamlMap, key: string): YamlField | undefined {
  const found = field(holder, key);
  const target: YamlNode | undefined = found?.via?.target;
  const merged = target !== undefined && target !== found?.value;
  if (!merged || target.kind !== 'map') return found;
  return [...pipeline.jobs.values()].some(({ map }) => map === target) ? undefined : found;
}

/** `!reference [.job, image]`: what it names is reported where it stands. */
export function isReference(value: YamlValue): boolean {
  return value.tag === '!reference';
}

/** An image is its name, or a map with it. */
function reportNamed(
  report: Report,
  scope: PipelineScope,
  runs: () => readonly Run[],
  written: Written,
  path: Path,
): void {
  const { value } = written;
  if (isReference(value)) return;
  if (value.kind !== 'map') {
    reportImage(report, scope, runs, written, path);
    return;
  }
  const name = field(value, 'name');
  if (name === undefined || isReference(name.value)) return;
  const via = written.via ?? name.via;
  reportImage(report, scope, runs, { value: name.value, ...(via === undefined ? {} : { via }) }, [
    ...path,
    'name',
  ]);
}
