import { unknown, type Value } from '../../formats/expressions/index.ts';
import { maskComments } from '../../formats/jsonc/index.ts';
import { at, fieldsOf, parseYaml } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { valueOfTree } from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { ExtractContext } from '../source.ts';

/** Values of parameters, by their names in small letters. */
export type ParameterSet = ReadonlyMap<string, Value>;

/** The names of files that give values to the parameters of templates beside them. */
const PARAMETER_FILES = /parameters?[^/]*\.jsonc?$/i;

/** More files for one template than anybody deploys it with. */
const MAX_SETS = 12;

/** The files of parameters beside a template that are called after it, or after none. */
export function parameterSets({ path }: SourceText, { neighbours }: ExtractContext): readonly ParameterSet[] {
  const files = neighbours?.(PARAMETER_FILES) ?? [];
  const stem = fileName(path)
    .replace(/\.[^.]*$/, '')
    .toLowerCase();
  const own = files.filter((file) => {
    const name = fileName(file.path).toLowerCase();
    return (
      file.path !== path && (name.startsWith(`${stem}.`) || /^(?:azuredeploy\.)?parameters?\b/.test(name))
    );
  });
  return own.slice(0, MAX_SETS).flatMap((file) => readParameters(file) ?? []);
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The values in a file of parameters; undefined for a file of another kind. */
export function readParameters(source: SourceText): ParameterSet | undefined {
  const { documents } = parseYaml({ ...source, text: maskComments(source.text) });
  const parameters = at(documents[0]?.root, ['parameters']);
  if (parameters?.kind !== 'map') return undefined;
  const set = new Map<string, Value>();
  for (const { key, value: entry } of fieldsOf(parameters)) {
    if (entry.kind !== 'map') continue;
    const value = at(entry, ['value']);
    if (value !== undefined) set.set(key.toLowerCase(), valueOfTree(value, { file: source.path }));
    else if (at(entry, ['reference']) !== undefined)
      set.set(key.toLowerCase(), unknown(`parameter ${key} comes from a key vault`));
  }
  return set;
}

/**
 * What a template names with its defaults and with each set of parameters beside it. What some set tells is not reported as
 * unknown for want of it, and what only a set leaves open is not reported at all.
 */
export function withEachSet(
  sets: readonly ParameterSet[],
  read: (set: ParameterSet) => readonly FoundImage[],
): readonly FoundImage[] {
  const base = read(new Map());
  const all = base.length === 0 ? [] : [...base, ...sets.flatMap((set) => read(set))];
  const known = new Set(all.filter(({ unresolved }) => unresolved === undefined).map(placeKey));
  const always = new Set(all.filter(({ reach }) => reach === 'default').map(imageKey));
  const seen = new Set<string>();
  return all.filter((image) => {
    const key = `${imageKey(image)} ${image.when ?? ''}`;
    if (seen.has(key) || (image.reach !== 'default' && always.has(imageKey(image)))) return false;
    seen.add(key);
    return image.unresolved === undefined || !known.has(placeKey(image));
  });
}

function placeKey({ span, path, when }: FoundImage): string {
  return `${span.start} ${span.end} ${path} ${when ?? ''}`;
}

function imageKey({ span, path, value, unresolved }: FoundImage): string {
  return `${span.start} ${span.end} ${path} ${value} ${unresolved?.reason ?? ''}`;
}
