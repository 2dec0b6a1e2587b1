import { entriesAt, fieldAt, itemsAt, type Spot } from '../ci/index.ts';

/** A tree of more is no configuration that anybody wrote. */
const DEEPEST = 40;

/**
 * The places that a path leads to: `jobs.*.image` goes through every entry of a map, `steps[]` through every item of a list, `**`
 * through everything below, and `*_script` to what ends so.
 */
export function follow(root: Spot, path: string): readonly Spot[] {
  let spots: readonly Spot[] = [root];
  for (const segment of segmentsOf(path)) spots = spots.flatMap((spot) => next(spot, segment));
  return spots;
}

const split = new Map<string, readonly string[]>();

function segmentsOf(path: string): readonly string[] {
  const known = split.get(path);
  if (known !== undefined) return known;
  const segments = path.replaceAll('[]', '.[]').split('.');
  split.set(path, segments);
  return segments;
}

function next(spot: Spot, segment: string): readonly Spot[] {
  if (segment === '[]') return itemsAt(spot);
  if (segment === '**') return allBelow(spot);
  if (!segment.includes('*')) {
    const found = fieldAt(spot, segment);
    return found === undefined ? [] : [found];
  }
  const end = segment.slice(1);
  return entriesAt(spot).flatMap(({ key, value }) => (key.endsWith(end) ? [value] : []));
}

/** A place, and all maps and lists in it. */
function allBelow(root: Spot): readonly Spot[] {
  const found: Spot[] = [];
  const pending: Spot[] = [root];
  for (let spot = pending.pop(); spot !== undefined; spot = pending.pop()) {
    if (spot.node.kind === 'scalar' || spot.segments.length > DEEPEST) continue;
    found.push(spot);
    for (const item of itemsAt(spot)) pending.push(item);
    for (const { value } of entriesAt(spot)) pending.push(value);
  }
  return found;
}
