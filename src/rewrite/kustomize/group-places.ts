import { formatPath } from '../../formats/yaml/index.ts';
import { type PlacedImage, parseFieldPath } from '../../kustomize/index.ts';

/** Images that stand in like fields of objects of one kind. */
interface PlaceGroup<T> {
  readonly kind: string | undefined;
  /** The field path; an index that differs between the images is `[*]`, a key `*`. */
  readonly pattern: string;
  readonly items: readonly T[];
}

type Segments = readonly (string | number)[];

/**
 * Groups images by the kind of their object and by their field: paths of one length with the same first and last key are
 * alike, as `spec.values.controllers.web.image` and `spec.values.controllers.api.image` are. The largest group comes first.
 */
export function groupPlaces<T>(
  items: readonly T[],
  imageOf: (item: T) => Pick<PlacedImage, 'path' | 'object'>,
): readonly PlaceGroup<T>[] {
  const groups = new Map<string, { kind: string | undefined; paths: Segments[]; items: T[] }>();
  for (const item of items) {
    const { path, object } = imageOf(item);
    const segments = parseFieldPath(path) ?? [path];
    const kind = object?.kind;
    const key = JSON.stringify([
      kind,
      segments.map((segment) => typeof segment),
      segments[0],
      nameIn(segments),
    ]);
    const group = groups.get(key) ?? { kind, paths: [], items: [] };
    groups.set(key, group);
    group.paths.push(segments);
    group.items.push(item);
  }
  return [...groups.values()]
    .map(({ kind, paths, items: members }) => ({ kind, pattern: patternOf(paths), items: members }))
    .sort((a, b) => b.items.length - a.items.length);
}

function nameIn(segments: Segments): string | number | undefined {
  return segments.findLast((segment) => typeof segment === 'string');
}

function patternOf(paths: readonly Segments[]): string {
  const [first = [], ...others] = paths;
  return first.reduce<string>((path, segment, depth) => {
    if (others.every((other) => other[depth] === segment)) {
      const part = formatPath([segment]);
      return path === '' || part.startsWith('[') ? path + part : `${path}.${part}`;
    }
    return typeof segment === 'number' ? `${path}[*]` : `${path}${path === '' ? '' : '.'}*`;
  }, '');
}
