/**
 * The keys and indices of a field path as `formatPath` writes it: `spec.list[0]["a.b/c"]`, with `[-1]` for the last item
 * of a list; undefined for other text.
 */
export function parseFieldPath(path: string): readonly (string | number)[] | undefined {
  const segments: (string | number)[] = [];
  const segment = /\.?([A-Za-z_][A-Za-z0-9_-]*)|\[(-1|[0-9]+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (segment.lastIndex < path.length) {
    const match = segment.exec(path);
    if (match === null) return undefined;
    const [, key, index, quoted] = match;
    if (key !== undefined) segments.push(key);
    else if (index !== undefined) segments.push(Number(index));
    else segments.push(String(JSON.parse(quoted ?? '""')));
  }
  return segments;
}
