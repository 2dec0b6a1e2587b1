import { formatPath, type PathSegment } from '../../formats/yaml/index.ts';

/** A place in an object as a chain to its root: the text of a path is only made for what is reported. */
export interface Place {
  readonly parent: Place | undefined;
  readonly segment: PathSegment;
  /** How many segments the path has. */
  readonly depth: number;
}

export function below(parent: Place | undefined, segment: PathSegment): Place {
  return { parent, segment, depth: (parent?.depth ?? 0) + 1 };
}

export function pathText(place: Place): string {
  const segments: PathSegment[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) segments.push(at.segment);
  return formatPath(segments.reverse());
}
