/** Any key, or the items of a list. */
export const ANY = '*';

/** `spec/containers[]/image` or `/spec/containers/*\/image` as keys; `\/` is a slash within one. */
export function keysOf(path: string): readonly string[] {
  const keys: string[] = [];
  let key = '';
  for (let at = 0; at < path.length; at++) {
    const char = path[at];
    if (char === '\\' && path[at + 1] === '/') {
      key += '/';
      at++;
    } else if (char === '/') {
      keys.push(key);
      key = '';
    } else key += char;
  }
  keys.push(key);
  return keys.map((one) => one.replace(/(?:\[\])+$/, '')).filter((one) => one !== '');
}

/** The last key that stands in a file word for word; undefined where all are open. */
export function literalKey(path: string): string | undefined {
  return keysOf(path).findLast((key) => key !== ANY);
}
