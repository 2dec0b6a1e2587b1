import { append } from '../../append.ts';
import {
  field,
  fieldsOf,
  resolve,
  scalarText,
  type YamlMap,
  type YamlNode,
  type YamlStream,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/index.ts';

/** A job, or a hidden one that others are made of. */
export interface Job {
  readonly name: string;
  readonly map: YamlMap;
  /** The jobs that it is made of, the nearest first: `extends`, merge keys. */
  readonly parents: readonly string[];
}

/** One file of a pipeline. */
export interface Pipeline {
  readonly source: SourceText;
  readonly root: YamlMap;
  readonly jobs: ReadonlyMap<string, Job>;
  /** The maps of `spec:inputs`. */
  readonly inputs: readonly YamlValue[];
}

/** Keywords at the top of a file; every other key is a job. `pages` is one (GitLab, "CI/CD YAML syntax reference"). */
const keywords: ReadonlySet<string> = new Set([
  'default',
  'include',
  'stages',
  'types',
  'variables',
  'workflow',
  'spec',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
]);

const jobKeys: readonly string[] = ['script', 'extends', 'trigger', 'before_script'];

/** The pipelines that the documents of a file describe; one with a `spec` is the header of the others (components). */
export function pipelinesOf(source: SourceText, { documents }: YamlStream): readonly Pipeline[] {
  const maps = documents.flatMap(({ root }) => {
    const map = root === undefined ? undefined : resolve(root);
    return map?.kind === 'map' ? [map] : [];
  });
  const inputs = maps.flatMap((map) => {
    const declared = field(field(map, 'spec')?.value, 'inputs')?.value;
    return declared?.kind === 'map' ? [declared] : [];
  });
  const roots = maps.filter((map) => maps.length === 1 || field(map, 'spec') === undefined);
  return roots.map((root) => ({ source, root, jobs: jobsOf(root), inputs }));
}

function jobsOf(root: YamlMap): ReadonlyMap<string, Job> {
  const jobs = new Map<string, Job>();
  for (const { key, value, via } of fieldsOf(root)) {
    if (keywords.has(key) || value.kind !== 'map' || via !== undefined) continue;
    jobs.set(key, { name: key, map: value, parents: [] });
  }
  const names = new Map([...jobs.values()].map(({ name, map }) => [map, name]));
  for (const [name, job] of jobs) jobs.set(name, { ...job, parents: parentsOf(job.map, names) });
  return jobs;
}

/** Whether a map looks like a pipeline, for files whose names do not say so. */
export function looksLikePipeline({ root, jobs, inputs }: Pipeline): boolean {
  if (field(root, 'apiVersion') !== undefined) return false;
  const has = (key: string): boolean => field(root, key) !== undefined;
  if (inputs.length > 0 && jobs.size > 0) return true;
  // Pieces that others name or extend.
  if (jobs.size > 0 && [...jobs.keys()].every((name) => name.startsWith('.'))) return true;
  return (
    [...jobs.values()].some(({ map }) => jobKeys.some((key) => isJobField(field(map, key)?.value))) ||
    (has('stages') && has('include'))
  );
}

/** `script` in the values of a chart is as often a map. */
function isJobField(value: YamlValue | undefined): boolean {
  return (
    value !== undefined &&
    (value.kind !== 'map' || field(value, 'include') !== undefined || field(value, 'project') !== undefined)
  );
}

function parentsOf(map: YamlMap, names: ReadonlyMap<YamlMap, string>): readonly string[] {
  const parents: string[] = [];
  const extended = field(map, 'extends')?.value;
  // Of several the last wins.
  if (extended?.kind === 'seq')
    append(parents, extended.items.flatMap((item) => scalarText(item) ?? []).reverse());
  else if (extended !== undefined) append(parents, [scalarText(extended) ?? []].flat());
  for (const { key, value } of map.entries) {
    if (resolve(key).kind !== 'scalar' || scalarText(key) !== '<<') continue;
    const merged: readonly YamlNode[] = value.kind === 'seq' ? value.items : [value];
    for (const node of merged) {
      const target = resolve(node);
      const name = target.kind === 'map' ? names.get(target) : undefined;
      if (name !== undefined) parents.push(name);
    }
  }
  return parents;
}

/** A job and all that it is made of, the nearest first. */
export function lineOf({ jobs }: Pipeline, name: string): readonly Job[] {
  const line: Job[] = [];
  const seen = new Set<string>();
  const add = (next: string): void => {
    const job = jobs.get(next);
    if (job === undefined || seen.has(next)) return;
    seen.add(next);
    line.push(job);
    for (const parent of job.parents) add(parent);
  };
  add(name);
  return line;
}

/** More jobs than any pipeline has that are made of the same one. */
const MOST = 200;

/** The jobs that run with what a job says: itself, unless it is hidden and others are made of it, and those. */
export function runsOf(pipeline: Pipeline, name: string): readonly string[] {
  const byParent = childrenOf(pipeline);
  const all: string[] = [];
  const seen = new Set([name]);
  const queue = [name];
  while (queue.length > 0 && all.length < MOST) {
    for (const child of byParent.get(queue.shift() ?? '') ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      queue.push(child);
      all.push(child);
    }
  }
  const visible = all.filter((child) => !child.startsWith('.'));
  if (!name.startsWith('.')) return [name, ...visible];
  return visible.length > 0 ? visible : [name, ...all];
}

const children = new WeakMap<Pipeline, ReadonlyMap<string, readonly string[]>>();

function childrenOf(pipeline: Pipeline): ReadonlyMap<string, readonly string[]> {
  const known = children.get(pipeline);
  if (known !== undefined) return known;
  const byParent = new Map<string, string[]>();
  for (const { name, parents } of pipeline.jobs.values()) {
    for (const parent of parents) byParent.set(parent, [...(byParent.get(parent) ?? []), name]);
  }
  children.set(pipeline, byParent);
  return byParent;
}
