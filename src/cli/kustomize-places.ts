import { join } from 'node:path';
import { statusAt } from '../host/index.ts';
import {
  type KustomizeGraph,
  kustomizationFileNames,
  type NamedPlace,
  namedPlaces,
  rootsOf,
} from '../kustomize/index.ts';
import { positionAt } from '../text/index.ts';

/** Says which files and directories that kustomizations name are not there, or were not read although they are. */
export function explainPlaces(
  graph: KustomizeGraph,
  /** Absolute, of the repository. */
  directory: string,
  /** Kustomization files of which it has been said that they could not be read. */
  unread: ReadonlySet<string>,
  warn: (message: string) => void,
): void {
  const consequences = new Map<string, string>();
  for (const named of namedPlaces(graph)) {
    const problem = problemOf(named, directory, unread);
    if (problem === undefined) continue;
    const { source } = named.from;
    const { line, column } = positionAt(source, (named.text.via ?? named.text.scalar).span.start);
    const consequence = consequences.get(source.path) ?? consequenceFor(graph, source.path);
    consequences.set(source.path, consequence);
    warn(`${source.path}:${line}:${column}: ${named.text.value} ${problem}${consequence}`);
  }
}

function problemOf(
  { from, text, as, location }: NamedPlace,
  directory: string,
  unread: ReadonlySet<string>,
): string | undefined {
  const absolute =
    location.kind === 'local'
      ? join(directory, location.path)
      : text.value.startsWith('/')
        ? text.value
        : join(directory, from.directory, text.value);
  const status = statusAt(absolute);
  if (status === undefined) return 'is not there: kustomize fails on it';
  if (location.kind === 'outside') return 'is not part of the repository and was not read';
  if (!status.isDirectory()) return undefined;
  if (as === 'file') return 'is a directory, and no file: kustomize fails on it';
  const file = kustomizationFileNames.find((name) => statusAt(join(absolute, name)) !== undefined);
  if (file === undefined) return 'is a directory without a kustomization: kustomize fails on it';
  const known = location.path === '' ? file : `${location.path}/${file}`;
  return unread.has(known) ? undefined : 'was not read: it is not among the files that were asked for';
}

/** Which builds the place is missing in. */
function consequenceFor(graph: KustomizeGraph, file: string): string {
  const [first, ...others] = rootsOf(graph, file);
  if (first === undefined) return '';
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `; not all images of ${first.source.path}${more} are known`;
}
