import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type CacheRegistry,
  type ConfigProblem,
  type ConfiguredFields,
  checks,
  fieldsOfTexts,
  importRules,
  mergeLayers,
  type PartialSettings,
  readConfig,
  readImageCache,
  registryFrom,
  sourceText,
} from '../../src/index.ts';
import { Failure, messageOf } from './failure.ts';

/** Where the program is run. */
export interface Surroundings {
  /** Directory of the kustomization, which paths in the ImageCache are relative to. */
  readonly root: string;
  /** ISO date (YYYY-MM-DD). */
  readonly today: string;
  readonly warn: (message: string) => void;
}

/** What an ImageCache asks for. */
export interface Order {
  readonly registry: CacheRegistry;
  /** Fields of the user's own that hold images; undefined for none. */
  readonly fields: ConfiguredFields | undefined;
  /** Nothing is rewritten; what would be pulled past the cache is an error. */
  readonly checking: boolean;
}

/** What the text of an ImageCache asks for, itself or through a `pullthrough.yaml`. Any error in it is a failure. */
export function readOrder(text: string, surroundings: Surroundings): Order {
  const { root, today, warn } = surroundings;
  const read = readImageCache(sourceText('ImageCache', text), { checks, today });
  // kustomize sorts the keys of the object and drops its comments: a line number would be of no file the user knows.
  tell(read.problems, warn, () => '');
  const { config, mode, settings } = read.imageCache ?? { settings: {} };
  const configured =
    config === undefined
      ? { registry: registryOf(settings, root, today), fields: fieldsOf(settings) }
      : readConfiguration(config, 'spec.config', surroundings);
  return { ...configured, checking: mode === 'check' };
}

/** What a `pullthrough.yaml` says; without a path, of the nearest one in the directory or above it. */
export function readConfiguration(
  path: string | undefined,
  purpose: string,
  { root, today, warn }: Surroundings,
): Pick<Order, 'registry' | 'fields'> {
  const file = path === undefined ? nearest(root) : resolve(root, path);
  const name = path ?? file;
  const { problems, settings } = readConfig(sourceText(name, readText(file, purpose)), { checks, today });
  tell(problems, warn, ({ line, column }) => `${name}:${line}:${column}: `);
  if (settings?.registry === undefined)
    throw new Failure(`${name} names no registry. Set registry there, such as team.azurecr.io.`);
  return { registry: registryOf(settings, dirname(file), today), fields: fieldsOf(settings) };
}

function fieldsOf({ imageFields = [], imageFlags = [] }: PartialSettings): ConfiguredFields | undefined {
  return fieldsOfTexts({ fields: imageFields, flags: imageFlags });
}

function nearest(root: string): string {
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    const file = join(folder, 'pullthrough.yaml');
    if (existsSync(file)) return file;
    if (folder === dirname(folder))
      throw new Failure(
        `there is no pullthrough.yaml in ${resolve(root)} or above it. Name one with --config.`,
      );
  }
}

/** Warns of warnings; errors, all of them in one message, are a failure. */
function tell(
  problems: readonly ConfigProblem[],
  warn: (message: string) => void,
  place: (problem: ConfigProblem) => string,
): void {
  const describe = (problem: ConfigProblem): string =>
    `${place(problem)}${problem.message}.${problem.hint === undefined ? '' : ` ${problem.hint}`}`;
  for (const problem of problems) if (problem.severity === 'warning') warn(describe(problem));
  const errors = problems.filter(({ severity }) => severity === 'error').map(describe);
  if (errors.length > 0) throw new Failure(errors.join('\n'));
}

function registryOf(file: PartialSettings, base: string, today: string): CacheRegistry {
  const { settings } = mergeLayers({ flags: {}, environment: {}, file });
  const rules = settings.rulesFile.flatMap((path) => {
    const wanted = 'rulesFile wants what `az acr cache list -o json` prints.';
    const imported = importRules(parseJson(readText(resolve(base, path), 'rulesFile'), path, wanted));
    if (!imported.ok) throw new Failure(`${path}: ${imported.error.message}. ${wanted}`);
    return imported.value;
  });
  const registry = registryFrom(settings, { rules, credentialSets: [], repositories: [] }, today);
  if (registry.rules.length > 0) return registry;
  throw new Failure(
    'there is no cache rule, so no image would go through the cache. Set rules or rulesFile.',
  );
}

export function readText(path: string, purpose: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Failure(`${purpose} cannot be read: ${messageOf(error)}.`);
  }
  return utf8(bytes, path);
}

/** Decodes, a byte order mark kept. */
export function utf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure(`${name}: no UTF-8 text. Save it as UTF-8.`);
  }
}

function parseJson(text: string, path: string, wanted: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new Failure(`${path}: not JSON: ${messageOf(error)}. ${wanted}`);
  }
}
