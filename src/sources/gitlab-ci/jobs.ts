import {
  at,
  field,
  fieldsOf,
  resolve,
  scalarText,
  type YamlField,
  type YamlMap,
  type YamlNode,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import type { Report, Written } from '../ci/index.ts';
import { gradeOf } from '../reference-grade.ts';
import type { Job } from './pipeline.ts';
import { type Path, reportImage, runsFor } from './report.ts';
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
  for (const job of jobs.values()) {
    reportHolder(report, scope, job.name, job.map, [job.name], () => []);
    reportKept(report, scope, job);
  }
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
      if (item.kind === 'seq') reportReferenced(report, scope, runs('services'), item, ['services']);
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

/** `!reference [.job, image]`: what a job says is reported there; what is only kept to be named is reported for who names it. */
function reportReferenced(
  report: Report,
  scope: PipelineScope,
  runs: () => readonly Run[],
  reference: YamlValue,
  ofJobs: readonly string[],
): void {
  if (!isReference(reference) || reference.kind !== 'seq') return;
  const path = reference.items.map((item) => scalarText(item) ?? '');
  if (path.length < 2 || ofJobs.includes(path[1] ?? '')) return;
  const target = at(scope.pipeline.root, path);
  if (target !== undefined && !isReference(target)) reportNamed(report, scope, runs, { value: target }, path);
}

const KEPT = /^\..*(?:image|service)s?/i;

/** Images that hidden keys keep for `!reference`, also of other files: `.services: { db: { name: postgres:17 } }`. */
function reportKept(report: Report, scope: PipelineScope, { name, map }: Job): void {
  if (!KEPT.test(name)) return;
  for (const { key, value, via } of fieldsOf(map)) {
    const image = value.kind === 'map' ? field(value, 'name') : { value };
    if (via !== undefined || image?.value.kind !== 'scalar' || /^(?:image|services)$/.test(key)) continue;
    const grade = gradeOf(image.value.value);
    if (grade !== 'full' && grade !== 'path' && grade !== 'tagged') continue;
    const path = value.kind === 'map' ? [name, key, 'name'] : [name, key];
    reportImage(report, scope, () => runsFor(scope, name, []), { value: image.value }, path, 'likely');
  }
}

function isReference(value: YamlValue): boolean {
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
  if (isReference(value)) {
    reportReferenced(report, scope, runs, value, ['image']);
    return;
  }
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
