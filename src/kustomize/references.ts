import type { KustomizeGraph } from './graph.ts';
import { type Location, locationOf } from './location.ts';
import type { Kustomization, ListedText } from './types.ts';

/** A file or directory that a kustomization names and that is no other kustomization of the graph. */
export interface NamedPlace {
  readonly from: Kustomization;
  readonly text: ListedText;
  /** `inclusion`: a file or a directory with a kustomization; `file`: a patch or a configuration. */
  readonly as: 'inclusion' | 'file';
  readonly location: Exclude<Location, { readonly kind: 'remote' }>;
}

/** What the kustomizations name besides each other: whether it is there only a look at the disk can say. */
export function namedPlaces(graph: KustomizeGraph): readonly NamedPlace[] {
  return [...graph.byDirectory.values()].flatMap((from) => {
    const inclusions = from.inclusions.filter(
      ({ location }) => !(location.kind === 'local' && graph.byDirectory.has(location.path)),
    );
    return [
      ...inclusions.flatMap((text) => placeOf(from, text, 'inclusion', text.location)),
      ...from.patches.flatMap((text) => placeOf(from, text, 'file', text.location)),
      ...from.configurations.flatMap((text) =>
        placeOf(from, text, 'file', locationOf(from.directory, text.value)),
      ),
    ];
  });
}

function placeOf(
  from: Kustomization,
  text: ListedText,
  as: NamedPlace['as'],
  location: Location | undefined,
): readonly NamedPlace[] {
  if (location === undefined || location.kind === 'remote' || text.value === '') return [];
  return [{ from, text, as, location }];
}
