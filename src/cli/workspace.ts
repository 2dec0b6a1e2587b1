import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { checks } from '../audit/index.ts';
import type { CheckId, CheckLevel } from '../audit/types.ts';
import { type CacheRegistry, type PlanPolicy, upstreamCatalogue } from '../cache/index.ts';
import { planPolicy, type Settings } from '../config/index.ts';
import { createProgress, type WalkStart, walkStarts } from '../host/index.ts';
import { buildGraph, configurationFiles, type KustomizeGraph, readFieldSpecs } from '../kustomize/index.ts';
import { type ChartSettings, type GivenText, type Scan, type ScanOptions, scan } from '../scan/index.ts';
import { prepareForCharts } from './chart-flags.ts';
import { chartSettings } from './chart-settings.ts';
import { openConfiguration } from './configuration.ts';
import { CommandError } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { readSource } from './read-source.ts';
import { readStandardInput, standardInput, standardInputName } from './standard-input.ts';

/** A repository opened for a command: what to scan, with which settings, against which registry. */
export interface Workspace {
  /** Absolute; paths in reports are relative to it. */
  readonly root: string;
  readonly starts: readonly WalkStart[];
  readonly settings: Settings;
  readonly registry: CacheRegistry;
  readonly policy: PlanPolicy;
  /** The configuration file, relative to the root. */
  readonly configFile?: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly ignoreFiles: boolean;
  readonly charts: ChartSettings;
  /** What came on standard input, where a path of `-` asks for it. */
  readonly texts: readonly GivenText[];
}

/** A string of it has room in every engine. */
const mostInput = 400_000_000;

export async function openWorkspace(
  paths: readonly string[],
  flags: RepositoryFlags,
  warn: (message: string) => void,
): Promise<Workspace> {
  const cwd = process.cwd();
  const files = paths.filter((path) => path !== standardInput);
  const starts = await walkStarts(paths.length === 0 ? ['.'] : files, cwd);
  if (!starts.ok) throw new CommandError(starts.error.message);
  const first = directoryOf(starts.value[0]?.absolute ?? cwd);
  const { root, settings, origin, configFile, registry } = openConfiguration(first, flags, warn);
  const inRoot = (key: 'include' | 'exclude'): readonly string[] => {
    const base = origin[key] === 'file' && configFile !== undefined ? dirname(configFile) : cwd;
    return globsFrom(settings[key], relativeTo(root, base));
  };
  return {
    root,
    starts: starts.value,
    settings,
    registry,
    policy: planPolicy(
      settings,
      upstreamCatalogue.upstreams.map(({ loginServer }) => loginServer),
    ),
    ...(configFile === undefined ? {} : { configFile: relativeTo(root, configFile) }),
    include: inRoot('include'),
    exclude: inRoot('exclude'),
    ignoreFiles: flags.ignore,
    charts: chartSettings({ settings, origin, configFile }, cwd),
    texts: files.length === paths.length ? [] : [await givenText(warn)],
  };
}

async function givenText(warn: (message: string) => void): Promise<GivenText> {
  const bytes = await readStandardInput(mostInput);
  if (bytes === undefined)
    throw new CommandError(`standard input gives more than ${mostInput} bytes`, 'scan it in parts');
  if (bytes.length === 0) warn('standard input is empty: did the command before the pipe fail?');
  return { name: standardInputName, text: utf8(bytes) };
}

/** Decodes, a byte order mark kept. What is something else would come out of a filter as something else. */
function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CommandError(
      'standard input is no UTF-8 text',
      'Save it as UTF-8, or convert it: iconv -t UTF-8.',
    );
  }
}

/** Scans the workspace, with progress on a terminal. */
export async function scanWorkspace(
  { root, starts, settings, include, exclude, ignoreFiles, charts, texts }: Workspace,
  warn: (message: string) => void,
  more: Pick<
    ScanOptions,
    'helm' | 'entries' | 'edited' | 'chartMemory' | 'onEntry' | 'onText' | 'knownText' | 'onTogether'
  > = {},
): Promise<Scan> {
  const progress = createProgress(process.stderr, () => performance.now());
  const scanned = await scan({
    root,
    starts,
    include,
    exclude,
    ignoreFiles,
    maxBytes: settings.maxFileSize,
    buildArgs: settings.buildArgs,
    variables: settings.variables,
    places: { fields: settings.imageFields, flags: settings.imageFlags },
    charts,
    texts,
    ...more,
    onProgress: (seen) => progress.update(`${seen} files`),
    onCharts: prepareForCharts,
  });
  progress.clear();
  if (!scanned.ok) throw new CommandError(scanned.error);
  const found = scanned.value;
  if (found.report.files.seen === 0 && found.report.skipped.length === 0) {
    warn(
      'there is no file to read here: is the path right, and what do include, exclude and .gitignore leave?',
    );
  }
  return found;
}

/** How many of the files that could not be read are named where the command has no report to name them all. */
const namedFiles = 5;

/** For commands without a report of what was read: an image in such a file is missing in what they print. */
export function warnOfUnread({ report: { skipped } }: Scan, warn: (message: string) => void): void {
  for (const { file, line, reason } of skipped.slice(0, namedFiles)) {
    warn(`${file}${line === undefined ? '' : `:${line}`} was not read, or not whole: ${reason}`);
  }
  const more = skipped.length - namedFiles;
  if (more > 0) warn(`${more} more files were not read, or not whole; \`pullthrough scan\` lists them`);
}

/** The graph of the kustomizations that a scan found, with what their configuration files add. */
export function kustomizeGraph(
  { kustomizations }: Pick<Scan, 'kustomizations'>,
  { root }: Workspace,
): KustomizeGraph {
  const files = new Set(kustomizations.flatMap(configurationFiles));
  const specs = new Map(
    [...files].flatMap((file) => {
      const source = readSource(root, file);
      return source === undefined ? [] : [[file, readFieldSpecs(source.source)] as const];
    }),
  );
  return buildGraph(kustomizations, specs);
}

/** The configured levels by identifier: the configuration may name a check by its slug. */
export function checkLevels({ checks: configured }: Settings): Partial<Record<CheckId, CheckLevel>> {
  const levels: Partial<Record<CheckId, CheckLevel>> = {};
  for (const { id, slug } of checks) {
    const level = configured[id] ?? configured[slug];
    if (level !== undefined) levels[id] = level;
  }
  return levels;
}

function directoryOf(path: string): string {
  return statSync(path).isDirectory() ? path : dirname(path);
}

function relativeTo(root: string, path: string): string {
  return relative(root, resolve(path)).split(sep).join('/');
}

/** Globs of a configuration file speak of its directory, those of a flag of the working directory. */
function globsFrom(globs: readonly string[], base: string): readonly string[] {
  return base === '' ? globs : globs.map((glob) => `${base}/${glob.replace(/^\.\//, '')}`);
}
