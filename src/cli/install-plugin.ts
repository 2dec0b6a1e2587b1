import { chmodSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { findConfig, repositoryRoot, statusAt, writeText } from '../host/index.ts';
import { unifiedDiff } from '../text/index.ts';
import type { ExitCode } from './exit.ts';
import { guidance } from './installing/guidance.ts';
import { type Receiver, receiverIn } from './installing/kustomization.ts';
import { functionPlace, legacyPlace, type PluginPlace, pluginHome } from './installing/places.ts';
import { starter, starterName } from './installing/starter.ts';
import { say } from './say.ts';

export interface InstallFlags {
  /** `true`: into kustomize's plugin home. */
  readonly installPlugin: string | true;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly config?: string | boolean;
}

/** A file as it is to be. */
interface Wanted {
  readonly path: string;
  readonly content: string;
  /** As it stands; undefined where there is no such file. */
  readonly before: string | undefined;
  readonly isProgram: boolean;
}

const program = join(import.meta.dirname, 'plugins/kustomize/ImageCache');

/**
 * `pullthrough kustomize [DIRECTORY] --install-plugin [DIR]`: puts the plugin into kustomize's plugin home; with the
 * directory of a kustomization, beside it as a KRM function; with any other, there as a plugin home. Writes an ImageCache
 * where the kustomization has none, and prints the commands to build with.
 */
export function installPlugin(paths: readonly string[], flags: InstallFlags): ExitCode {
  const given = flags.installPlugin === true ? undefined : flags.installPlugin;
  const beside = given === undefined ? undefined : receiverIn(resolve(given));
  if (given !== undefined && statusAt(resolve(given))?.isDirectory() !== true)
    return refuse(`${given} is no directory`);
  const named = beside === undefined ? (paths[0] ?? '.') : (given as string);
  const receiver = beside ?? receiverIn(resolve(named));
  if (paths.length > (beside === undefined ? 1 : 0))
    return refuse('one kustomization at a time has the plugin installed for it');
  if (receiver === undefined && paths.length > 0)
    return refuse(`${named} has no kustomization, so it cannot have an ImageCache`);

  const place = beside === undefined ? homePlace(given) : functionPlace(beside.directory);
  const before = contentAt(place.program);
  if (before !== undefined && !before.includes('pullthrough ImageCache'))
    return refuse(`${shown(place.program)} is something else, and is left as it is`);
  const content = readFileSync(program, 'utf8');
  const wanted: Wanted[] = [{ path: place.program, content, before, isProgram: true }];
  const cache = receiver && imageCacheFor(receiver, place, flags);
  if (cache !== undefined) wanted.push(cache);

  const pending = wanted.filter((file) => file.before !== file.content || !isRunnable(file));
  if (flags.diff === true) return printDiff(pending);
  if (flags.check === true) return printPending(pending);
  for (const { path, content: text, isProgram } of pending) {
    const written = writeText({ path, content: text, overwrite: isProgram });
    if (!written.ok) return refuse(`${shown(path)}: ${written.error.message}`);
    if (isProgram) chmodSync(path, 0o755);
    say(`${shown(path)}: written`);
  }
  if (pending.length === 0) say(`${shown(place.program)}: is what it should be`);
  process.stdout.write(guidance({ place, receiver, directory: receiver === undefined ? 'DIR' : named }));
  return 0;
}

function homePlace(given: string | undefined): PluginPlace {
  const found = pluginHome(process.env, (directory) => statusAt(directory)?.isDirectory() === true);
  const home = resolve(given ?? found);
  return legacyPlace(home, home === resolve(found));
}

/** The ImageCache that a kustomization without one is given; undefined where it has one, or nothing to configure it with. */
function imageCacheFor(
  { directory, listed }: Receiver,
  { form }: PluginPlace,
  { config }: InstallFlags,
): Wanted | undefined {
  const path = join(directory, starterName);
  const before = contentAt(path);
  if (listed !== undefined || before !== undefined) return undefined;
  const found =
    typeof config === 'string'
      ? resolve(config)
      : findConfig(directory, repositoryRoot(directory) ?? directory)?.path;
  if (found === undefined) {
    say(
      `warning: there is no pullthrough.yaml, so no ${starterName} was written. Set registry in one, and run this again.`,
    );
    return undefined;
  }
  const content = starter(form, relative(directory, found).replaceAll('\\', '/'));
  return { path, content, before, isProgram: false };
}

function isRunnable({ path, isProgram }: Wanted): boolean {
  return !isProgram || ((statusAt(path)?.mode ?? 0) & 0o111) !== 0;
}

/** A program is named; of a text every line is shown. */
function printDiff(pending: readonly Wanted[]): ExitCode {
  for (const { path, content, before, isProgram } of pending) {
    if (isProgram) say(`${shown(path)}: would be ${before === undefined ? 'written' : 'brought up to date'}`);
    else process.stdout.write(unifiedDiff(shown(path), before ?? '', content));
  }
  return 0;
}

function printPending(pending: readonly Wanted[]): ExitCode {
  for (const { path, before } of pending)
    say(`${shown(path)}: ${before === undefined ? 'is missing' : 'is not up to date'}`);
  return pending.length === 0 ? 0 : 1;
}

function contentAt(path: string): string | undefined {
  return statusAt(path)?.isFile() === true ? readFileSync(path, 'utf8') : undefined;
}

function shown(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside.startsWith('..') ? path : inside;
}

function refuse(message: string): ExitCode {
  say(`error: ${message}`);
  return 2;
}
