import { partsFrom, type ShellWord, shapeOf } from '../../formats/shell/index.ts';
import { type BuildArgument, imagesOfBuild } from '../dockerfile/index.ts';
import { placeAt } from '../joined-text.ts';
import { folderOf, pathFrom } from '../releases/index.ts';
import type { TextValue } from '../text-values.ts';
import { writtenName } from './built.ts';
import type { CommandImage } from './command-image.ts';
import type { BuildCall } from './docker-build.ts';
import { pathIn } from './script.ts';
import { type Scope, valuesOf } from './variables.ts';

/**
 * The images that the Dockerfile of a build makes of the arguments that a command gives it: `likely`, as what a Dockerfile does
 * with them is plain.
 */
export function imagesOfBuildCall(scope: Scope, call: BuildCall): readonly CommandImage[] {
  const { script, folder } = scope;
  if (script.place === undefined) return [];
  const { context, folders } = script.place;
  const at =
    folder === '' ? folders : [...folders.flatMap((start) => pathFrom(start, folder) ?? []), ...folders];
  const build = {
    folders: at,
    context: call.context && pathOf(scope, call.context),
    dockerfile: call.dockerfile && pathOf(scope, call.dockerfile),
    args: call.args.flatMap((word) => argumentOf(scope, call.command, word)),
  };
  if (call.dockerfile !== undefined && build.dockerfile === undefined) return [];
  return imagesOfBuild(build, script.file, context).map((image) => ({
    found: { ...image, confidence: 'likely' },
    written: image.value,
    builds: false,
  }));
}

function argumentOf(scope: Scope, command: string, word: ShellWord): readonly BuildArgument[] {
  const { script, source } = scope;
  const [, name, equals] = /^([A-Za-z_]\w*)(=?)/.exec(shapeOf(source.text, word)) ?? [];
  if (name === undefined) return [];
  const value = equals === '=' ? partsFrom(word, name.length + 1) : undefined;
  const values: readonly TextValue[] =
    value === undefined ? (scope.set.get(name) ?? script.variable?.(name) ?? []) : valuesOf(scope, value);
  const { parts } = value !== undefined && value.parts.length > 0 ? value : word;
  const span = placeAt(
    source,
    { start: parts[0]?.start ?? word.start, end: parts.at(-1)?.end ?? word.end },
    script.file,
  );
  const path = pathIn(script, `${command} --build-arg ${name}`);
  return span === undefined || values.length === 0 ? [] : [{ name, values, span, path }];
}

/** Variables before a path mostly name the folder of the repository, or that of the script. */
const START = /^\{[^/]*\}\/?/;

/** A path as far as it is known, from where the script runs; undefined where something in its middle is not. */
export function pathOf(scope: Scope, word: ShellWord): string | undefined {
  const [value] = valuesOf(scope, word);
  const written = (value?.fragments ?? [])
    .map((fragment) => (fragment.kind === 'hole' ? '{}' : fragment.text))
    .join('');
  const path = written.replace(START, '');
  if (path.includes('{}')) return undefined;
  return path === '' ? '.' : path;
}

/** Where the script is after `cd`; the folder before it where that cannot be told. */
export function folderAfter(scope: Scope, words: readonly ShellWord[]): string {
  const { folder, source } = scope;
  const [program, to] = words;
  if (program === undefined || to === undefined || words.length !== 2) return folder;
  if (!/^(?:cd|pushd)$/.test(writtenName(source, program))) return folder;
  const path = pathOf(scope, to);
  if (path === undefined || path.startsWith('/') || path.startsWith('-')) return folder;
  return pathFrom(folder, path) ?? folderOf(folder);
}
