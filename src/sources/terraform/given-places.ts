import type { Value } from '../../formats/hcl/index.ts';
import type { Place, Span } from '../../text/index.ts';

/** Where the texts stand that a module is given, so that a piece of an image is known for one of them. */
export interface GivenPlaces {
  readonly isEmpty: boolean;
  /** The argument that a stretch of a file belongs to. */
  readonly argumentOf: (file: string, span: Span) => string | undefined;
  /** Whether a text of these stands in some values. */
  readonly holdAny: (values: Iterable<Value>) => boolean;
}

interface Stretch {
  readonly span: Span;
  readonly argument: string;
}

export function givenPlaces(given: ReadonlyMap<string, Value>): GivenPlaces {
  const byFile = new Map<string, Stretch[]>();
  for (const [argument, value] of given) {
    for (const { file, span } of placesIn(value)) {
      const known = byFile.get(file);
      if (known === undefined) byFile.set(file, [{ span, argument }]);
      else known.push({ span, argument });
    }
  }
  for (const stretches of byFile.values()) stretches.sort((a, b) => a.span.start - b.span.start);
  const argumentOf = (file: string, { start, end }: Span): string | undefined => {
    const stretches = byFile.get(file) ?? [];
    let low = 0;
    let high = stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stretches[middle]?.span.start ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const last = stretches[low - 1];
    return last !== undefined && end <= last.span.end ? last.argument : undefined;
  };
  return {
    isEmpty: byFile.size === 0,
    argumentOf,
    holdAny: (values) => {
      for (const value of values)
        for (const { file, span } of placesIn(value)) if (argumentOf(file, span) !== undefined) return true;
      return false;
    },
  };
}

/** Values are shared, and a tree of few nodes may unfold into very many: each is looked into once. */
function placesIn(root: Value): readonly Place[] {
  const places: Place[] = [];
  const seen = new Set<Value>([root]);
  for (const value of seen) {
    if (value.kind === 'object') for (const entry of value.entries.values()) seen.add(entry);
    else if (value.kind === 'tuple') for (const item of value.items) seen.add(item);
    else if (value.kind === 'number' && value.place !== undefined) places.push(value.place);
    else if (value.kind === 'unknown') for (const choice of value.choices ?? []) seen.add(choice.value);
    else if (value.kind === 'string') {
      for (const fragment of value.fragments)
        if (fragment.kind === 'text' && fragment.place !== undefined) places.push(fragment.place);
    }
  }
  return places;
}
