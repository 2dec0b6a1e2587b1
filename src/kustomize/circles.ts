/** More names than these do not help to find a circle. */
const NAMED = 8;

interface LinkTo {
  readonly to: { readonly directory: string };
}

/** A link that closes a circle of kustomizations, and the circle in words: `a → b → a`. */
interface Circle<L extends LinkTo> {
  readonly closing: L;
  readonly names: string;
}

/**
 * The circles among kustomizations that include each other, at least one of those that hang together. One search through
 * the graph, without recursion: chains can be as long as a repository has directories.
 */
export function circlesOf<L extends LinkTo>(
  directories: Iterable<string>,
  linksFrom: (directory: string) => readonly L[],
): readonly Circle<L>[] {
  const circles: Circle<L>[] = [];
  const done = new Set<string>();
  const told = new Set<string>();
  for (const first of directories) {
    if (done.has(first)) continue;
    const path = [{ directory: first, next: 0 }];
    const depth = new Map([[first, 0]]);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const link = linksFrom(step.directory)[step.next++];
      if (link === undefined) {
        path.pop();
        depth.delete(step.directory);
        done.add(step.directory);
        continue;
      }
      const { directory } = link.to;
      const start = depth.get(directory);
      if (start !== undefined && !told.has(directory)) {
        told.add(directory);
        const circle = path.slice(start, start + NAMED).map((at) => at.directory);
        circles.push({ closing: link, names: inWords(circle, path.length - start) });
      } else if (start === undefined && !done.has(directory)) {
        depth.set(directory, path.length);
        path.push({ directory, next: 0 });
      }
    }
  }
  return circles;
}

function inWords(circle: readonly string[], length: number): string {
  const more = length > circle.length ? [`${length - circle.length} more`] : [];
  return [...circle, ...more, ...circle.slice(0, 1)].map((name) => name || '.').join(' → ');
}
