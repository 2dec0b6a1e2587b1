import { formatPath, type PathSegment } from '../../formats/yaml/index.ts';

/** A place in an object as a chain to its root: the text of a path is only made for what is reported. */
export interface Place {
  readonly parent: Place | undefined;
  readonly segment: PathSegment;
  /** How many segments the path has. */
  readonly depth: number;
  /** The field whose text holds the object that this place is in. */
  readonly within?: Place;
}

export function below(parent: Place | undefined, segment: PathSegment): Place {
  return { parent, segment, depth: (parent?.depth ?? 0) + 1 };
}

/** A place of an object that is itself the text of the field `outer`. */
export function within(outer: Place, inner: Place): Place {
  return { ...inner, within: inner.within === undefined ? outer : within(outer, inner.within) };
}

/**
 * `spec.containers[0].image`; behind `!` what stands in the text of a field: `data["pod.yaml"]!spec.containers[0].image`.
 * Kustomize's transformers do not look into texts, and to its reading of paths this is none.
 */
export function pathText(place: Place): string {
  const segments: PathSegment[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) segments.push(at.segment);
  const path = formatPath(segments.reverse());
  return place.within === undefined ? path : `${pathText(place.within)}!${path}`;
}
