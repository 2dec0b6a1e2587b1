import { append } from '../../append.ts';
import { fragmentsOfScalar } from '../../formats/yaml/index.ts';
import type { Fragment, Place, SourceText } from '../../text/index.ts';
import { commandImages, type Script } from '../commands/index.ts';
import { likelyFolders } from '../dockerfile/index.ts';
import { stretch } from '../pieces.ts';
import type { TextValue } from '../text-values.ts';
import type { Choice, Language } from './choices.ts';
import type { Reading } from './report.ts';
import { pathOf, type Spot, textAt, writtenAt } from './spot.ts';

export interface ScriptOptions {
  /** What the system puts into the script before a shell sees it. */
  readonly language?: Language | undefined;
  /** The environment of the shell. */
  readonly variable?: Script['variable'] | undefined;
  readonly when?: string | undefined;
}

/** Reads the commands of a script, and of each line of a list of them. What they build is told apart at the end. */
export function reportScript(reading: Reading, spot: Spot | undefined, options: ScriptOptions = {}): void {
  if (spot?.node.kind !== 'scalar') return;
  // The text of an anchor is one script, however often it is named.
  if (reading.scripts.has(spot.node)) return;
  reading.scripts.add(spot.node);
  addCommands(reading, scriptFragments(reading.source, spot, options.language), pathOf(spot), options);
}

export function addCommands(
  reading: Reading,
  fragments: readonly Fragment[],
  path: string,
  { variable, when }: Omit<ScriptOptions, 'language'>,
): void {
  const script: Script = {
    fragments,
    file: reading.source.path,
    path,
    ...(variable === undefined ? {} : { variable }),
    place: reading.context && { context: reading.context, folders: rootFirst(reading.source.path) },
  };
  for (const image of commandImages(script)) {
    const { found } = image;
    if (when === undefined || found === undefined) reading.commands.push(image);
    else reading.commands.push({ ...image, found: { ...found, reach: 'conditional', when } });
  }
}

/** What a system of CI runs it runs in the checkout. */
function rootFirst(file: string): readonly string[] {
  return [...likelyFolders(file)].reverse();
}

/** The text of a scalar with its expressions filled in: of several values the first. */
export function scriptFragments(
  source: SourceText,
  spot: Spot,
  language: Language | undefined,
): readonly Fragment[] {
  const text = writtenAt(spot, source);
  if (text === undefined || spot.node.kind !== 'scalar') return [];
  const literal = fragmentsOfScalar(source, spot.node);
  const placeholders = language?.find(text.value) ?? [];
  if (language === undefined || placeholders.length === 0) return literal;
  const filled: Fragment[] = [];
  let at = 0;
  for (const { start, end, expression } of placeholders) {
    append(filled, stretch(literal, at, start));
    const value = language.lookUp(expression, { text, start });
    const use = { file: source.path, span: text.spanOf(start, end) };
    if ('code' in value) filled.push({ kind: 'hole', unknown: { reason: value.reason }, use });
    else append(filled, fragmentsAt(value[0], use));
    at = end;
  }
  return [...filled, ...stretch(literal, at, text.value.length)];
}

/** A choice as the pieces of a script, which come in at `use`. */
export function fragmentsAt(choice: Choice | undefined, use: Place): readonly Fragment[] {
  return (choice?.fragments ?? []).map((fragment): Fragment => {
    if (fragment.kind === 'text') return { ...fragment, use };
    // To a shell it is a variable without a value, whatever it is to the system.
    return { kind: 'hole', unknown: { reason: fragment.unknown.reason }, use };
  });
}

/** The variables that maps of names and texts set, the nearest map first. */
export function environmentOf(
  source: SourceText,
  maps: readonly (Spot | undefined)[],
  language?: Language,
): NonNullable<Script['variable']> {
  return (name): readonly TextValue[] | undefined => {
    for (const map of maps) {
      if (map?.node.kind !== 'map') continue;
      const entry = map.node.entries.findLast(({ key }) => key.kind === 'scalar' && key.value === name);
      if (entry === undefined || entry.value.kind !== 'scalar') continue;
      const spot: Spot = { ...map, node: entry.value };
      if (textAt(spot) === undefined) continue;
      return [{ fragments: scriptFragments(source, spot, language), origin: [] }];
    }
    return undefined;
  };
}
