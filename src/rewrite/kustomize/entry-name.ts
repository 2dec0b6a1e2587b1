/** Everything that means more than itself in Go's regular expressions, `.` apart. */
const SPECIAL = /[\\+*?()|[\]{}^$]/g;

/**
 * An image name as an entry's `name`, which kustomize takes for an expression. A `.` is left alone: it matches itself, and
 * an entry that is written as people write it is found by `kustomize edit set image`, Argo CD and Flux, which compare names
 * as text and would add a second entry beside an escaped one. `literalPattern` is for names that would match another image.
 */
export function plainPattern(name: string): string {
  return name.replace(SPECIAL, '\\$&');
}

/** The expression that matches this name and no other. */
export function literalPattern(name: string): string {
  return plainPattern(name).replaceAll('.', '\\.');
}

/** The image name that an entry's `name` is written for; undefined when it is more of a pattern than a name. */
export function namedBy(pattern: string): string | undefined {
  const name = pattern.replace(/\\([\\+*?()|[\]{}^$.])/g, '$1');
  return plainPattern(name) === pattern || literalPattern(name) === pattern ? name : undefined;
}
