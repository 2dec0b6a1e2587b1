import type { ScanReport } from '../audit/index.ts';
import type { ImageUse, UnresolvedUse } from '../sources/image-use.ts';
import { withBuiltHere } from './built-here.ts';

type Places = Pick<ScanReport, 'uses' | 'unresolved'>;

/**
 * What is judged by the cache rules: the uses, and the places whose repository is plain though their tag is not, as uses of that
 * repository. Left unresolved is what nothing can be said of.
 */
export function judgedPlaces({ uses, unresolved }: Places): Places {
  const open = unresolved.flatMap((use) => useOfRepository(use) ?? []);
  if (open.length === 0) return { uses, unresolved };
  return {
    uses: withBuiltHere([...uses, ...open]),
    unresolved: unresolved.filter(({ named }) => named === undefined),
  };
}

function useOfRepository(place: UnresolvedUse): ImageUse | undefined {
  const { code: _, reason: __, named, ...rest } = place;
  if (named === undefined) return undefined;
  const reach = place.when === undefined ? 'default' : 'conditional';
  return { ...rest, ...named, inheritsTag: true, reach };
}
