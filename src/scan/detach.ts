/** Copies plain data so that nothing of the text it was cut from stays in memory. */
export type Detach = <T>(data: T) => T;

/** Fewer distinct texts than this are kept to be shared; past it they are only copied. */
const mostShared = 100_000;

/**
 * Engines implement a slice of a string as a view of the whole: one image kept out of a file would keep the file's text
 * alive, and memory would grow with the bytes read. Equal texts are shared between the copies.
 */
export function createDetach(): Detach {
  const shared = new Map<string, string>();
  const text = (value: string): string => {
    const known = shared.get(value);
    if (known !== undefined) return known;
    // Joining code units is the one plain operation that is certain to make a string of its own.
    const own = value.split('').join('');
    if (shared.size < mostShared) shared.set(own, own);
    return own;
  };
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(copy);
    const result: Record<string, unknown> = {};
    for (const key in value) result[key] = copy((value as Record<string, unknown>)[key]);
    return result;
  };
  return <T>(data: T): T => copy(data) as T;
}
