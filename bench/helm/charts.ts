import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Gunzip, RawFile } from '../../src/helm/chart/archive.ts';
import { type IsIgnored, parseHelmIgnore } from '../../src/helm/chart/ignore.ts';

/** A chart, and one of the ways in which it is rendered. */
export interface Rendering {
  readonly chart: string;
  /** `default`, or `ci-NAME` for `ci/NAME.yaml`. */
  readonly name: string;
  readonly valuesFile?: string;
}

/** The charts that the command line names, as folders or as lists of folders. */
export function chartFolders(given: readonly string[]): readonly string[] {
  return given.flatMap((path) => {
    if (statSync(path).isDirectory()) return [resolve(path)];
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => resolve(line.trim()));
  });
}

export function renderingsOf(chart: string): readonly Rendering[] {
  const values = namesIn(join(chart, 'ci'))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => ({
      chart,
      name: `ci-${name.replace(/\.ya?ml$/, '')}`,
      valuesFile: join(chart, 'ci', name),
    }));
  return [{ chart, name: 'default' }, ...values];
}

/** `repository/chart`, in a folder of charts of several repositories. */
export const nameOf = (chart: string): string => `${basename(resolve(chart, '..'))}/${basename(chart)}`;

/** The files of a chart's folder as Helm finds them: links are followed, .helmignore of the chart itself counts. */
export function readFolder(root: string): readonly RawFile[] {
  const rules = namesIn(root).includes('.helmignore') ? readFileSync(join(root, '.helmignore'), 'utf8') : '';
  const ignored = parseHelmIgnore(rules);
  const files: RawFile[] = [];
  walk(root, '', ignored.ok ? ignored.value : () => false, files);
  return files;
}

function walk(root: string, prefix: string, isIgnored: IsIgnored, files: RawFile[]): void {
  for (const name of namesIn(join(root, prefix))) {
    const path = prefix + name;
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (found === undefined || isIgnored(path, found.isDirectory())) continue;
    if (found.isDirectory()) walk(root, `${path}/`, isIgnored, files);
    else if (found.isFile()) files.push({ path, bytes: readFileSync(join(root, path)) });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

export const gunzip: Gunzip = (bytes, maxOutputLength) => {
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
};
