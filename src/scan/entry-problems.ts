import type { EntryProblem } from '../audit/index.ts';
import {
  buildersOf,
  cannotMatch,
  type EntryTrap,
  entryTraps,
  imagesHazards,
  type Kustomization,
  type KustomizeGraph,
  type PlacedImage,
} from '../kustomize/index.ts';
import { placedImage } from '../sources/kustomize/index.ts';
import { locationOf, type SourceText, type Span } from '../text/index.ts';
import type { Scan } from './scan.ts';

/**
 * What is wrong with the `images:` entries of the kustomizations that a scan found. `sourceOf` reads a file of the
 * repository; it is asked only for what kustomizations with entries build.
 */
export function entryProblems(
  { report: { uses, unresolved }, kustomizations }: Pick<Scan, 'report' | 'kustomizations'>,
  graph: KustomizeGraph,
  sourceOf: (file: string) => SourceText | undefined,
): readonly EntryProblem[] {
  const images: readonly PlacedImage[] = [...uses.map(placedImage), ...unresolved];
  const textOf = (file: string): string | undefined => sourceOf(file)?.text;
  const invalid = kustomizations.flatMap(invalidEntries);
  const traps = entryTraps(graph, images).filter(
    (trap) => trap.kind !== 'unmatched' || cannotMatch(graph, trap.at, trap.located.entry, textOf),
  );
  return [...invalid, ...traps.flatMap(problemOf), ...breaking(graph, sourceOf)];
}

function invalidEntries({ source, problems }: Kustomization): readonly EntryProblem[] {
  return problems.flatMap(({ span, message, entry }) => {
    if (entry === undefined) return [];
    const place = placeIn(source, span, '', `${entry.name}\0${message.replace(/^\S+ /, '')}`);
    return [{ code: 'invalid', place, message: `${message}.` }];
  });
}

function problemOf(trap: EntryTrap): readonly EntryProblem[] {
  const { kind, at, located } = trap;
  // An entry that kustomize refuses has a problem of its own.
  if (at.problems.some(({ entry }) => entry === located.entry)) return [];
  const key = kind === 'tag-in-name' ? 'newName' : 'name';
  const text = located.texts[key] ?? located.texts.name;
  const span = (located.via ?? text?.via ?? text?.scalar)?.span ?? located.node.span;
  const place = placeIn(at.source, span, `${located.path}.${key}`, located.entry.name);
  return [{ code: kind, place, message: messageOf(trap) }];
}

function messageOf(trap: EntryTrap): string {
  const { at, located } = trap;
  const { name, newName } = located.entry;
  if (trap.kind === 'unmatched') return `No image that ${at.source.path} builds is called ${name}.`;
  if (trap.kind === 'tag-in-name')
    return `newName ${newName} has a version in it: kustomize makes ${trap.to} of ${trap.from}.`;
  const { by } = trap;
  const where = by.at === at ? 'an entry before it' : by.at.source.path;
  return `The entry for ${name} has no effect: ${where} has renamed it to ${by.entry.newName ?? ''}.`;
}

/** Places that stop the build of a kustomization with entries, each once. */
function breaking(
  graph: KustomizeGraph,
  sourceOf: (file: string) => SourceText | undefined,
): readonly EntryProblem[] {
  return [...graph.files.keys()].flatMap((file) => {
    const at = [...buildersOf(graph, file)].find(({ images }) => images.length > 0);
    const source = at === undefined ? undefined : sourceOf(file);
    if (at === undefined || source === undefined) return [];
    return imagesHazards(source).map(
      ({ span, message }): EntryProblem => ({
        code: 'breaks-build',
        place: placeIn(source, span, '', source.text.slice(span.start, span.end).slice(0, 100)),
        message: `${at.source.path} has images entries and cannot be built with this object: ${message}.`,
      }),
    );
  });
}

function placeIn(source: SourceText, span: Span, path: string, value: string): EntryProblem['place'] {
  return { ...locationOf(source, span), file: source.path, path, value };
}
