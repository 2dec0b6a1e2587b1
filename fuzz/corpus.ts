import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { sources, textSources } from '../src/sources/index.ts';
import type { ExtractContext, Source } from '../src/sources/source.ts';
import { decodeText, type SourceText, sourceText } from '../src/text/index.ts';

/** A file to be changed, in the tree that it is part of. */
export interface Sample {
  readonly root: string;
  /** From the root, with `/`. */
  readonly path: string;
  readonly chart: string | undefined;
}

export const allSources: readonly Source[] = [...new Set([...sources, ...textSources])];

const largest = 200_000;

/**
 * The samples by the sources that claim them: first those that it finds images in, which most of the YAML that `ansible` claims
 * has not, then no more of the others than of these. A list claims no path: everything is one to it.
 */
export function samplesBySource(folders: readonly string[]): ReadonlyMap<Source, readonly Sample[]> {
  const roots = [...fixtureRoots(), ...folders.map((folder) => resolve(folder))];
  const samples = roots.flatMap((root) => samplesBelow(root));
  return new Map(
    allSources.map((source) => {
      const claimed = samples.filter(({ path, chart }) => source.claims(path, chart));
      const all = claimed.length > 0 ? claimed : samples;
      const telling = all.filter((sample) => finds(source, sample));
      const others = all.filter((sample) => !telling.includes(sample));
      return [source, [...telling, ...others.slice(0, Math.max(telling.length, 10))]];
    }),
  );
}

function finds(source: Source, sample: Sample): boolean {
  const file = sourceText(sample.path, textOf(sample));
  return (source.extract(file, contextOf(sample, file))?.found.length ?? 0) > 0;
}

function fixtureRoots(): readonly string[] {
  return subfolders('fixtures').flatMap((folder) => subfolders(folder));
}

function subfolders(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => resolve(folder, name))
    .toSorted();
}

function samplesBelow(root: string): readonly Sample[] {
  const samples: Sample[] = [];
  walk(root, '', undefined, samples);
  return samples;
}

const skipped: ReadonlySet<string> = new Set(['.git', 'node_modules', 'vendor', 'expected.json']);

function walk(root: string, folder: string, outer: string | undefined, samples: Sample[]): void {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const chart = entries.some(({ name }) => name === 'Chart.yaml') ? folder : outer;
  for (const entry of entries) {
    if (skipped.has(entry.name)) continue;
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) walk(root, path, chart, samples);
    else if (entry.isFile() && allSources.some((source) => source.claims(path, chart))) {
      samples.push({ root, path, chart });
    }
  }
}

const empty = '';

export function textOf({ root, path }: Sample): string {
  const file = join(root, path);
  return statSync(file).size > largest ? empty : sourceText(path, decodeText(readFileSync(file))).text;
}

/** A changed sample in its tree: the others are as they were. */
export function contextOf({ root, chart }: Sample, file: SourceText): ExtractContext {
  const folder = posix.dirname(file.path);
  const fileAt = (path: string): SourceText | undefined =>
    path === file.path ? file : readAt(root, posix.normalize(path));
  return {
    buildArgs: {},
    ...(chart === undefined ? {} : { chart }),
    fileAt,
    neighbours: (paths) =>
      namesIn(dirname(join(root, file.path)))
        .filter((name) => paths.test(name))
        .flatMap((name) => fileAt(posix.join(folder, name)) ?? []),
  };
}

const kept = new Map<string, SourceText | undefined>();
const keptNames = new Map<string, readonly string[]>();

function readAt(root: string, path: string): SourceText | undefined {
  const file = join(root, path);
  if (!kept.has(file)) {
    kept.set(file, path.startsWith('../') ? undefined : fileOn(root, path));
  }
  return kept.get(file);
}

/** What stands in a file may be no name of one: too long, with a NUL. */
function fileOn(root: string, path: string): SourceText | undefined {
  try {
    return sourceText(path, textOf({ root, path, chart: undefined }));
  } catch {
    return undefined;
  }
}

/** At most some tens: a folder of thousands of files says nothing more. */
function namesIn(folder: string): readonly string[] {
  const names =
    keptNames.get(folder) ??
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => basename(entry.name))
      .toSorted()
      .slice(0, 30);
  keptNames.set(folder, names);
  return names;
}
