/** A `ResourceList` in block style, its items apart. */
export interface Outline {
  /** The list without its items: `items: []` stands in their place. */
  readonly text: string;
  /** The items, from the dash of the first. */
  readonly body: string;
  /** What stands before and after the items in the text. */
  readonly before: string;
  readonly after: string;
}

const ITEMS = /^items:[ \t]*\n(?=- )/m;

/**
 * Cuts the items out of a text as kustomize writes it, with each dash at the beginning of a line: within an item every line
 * is indented, so that a dash there begins the next item and any other character the next key. Undefined for other layouts.
 */
export function outlineOf(text: string): Outline | undefined {
  const found = ITEMS.exec(text);
  if (found === null || text.includes('\r')) return undefined;
  const start = found.index + found[0].length;
  const next = /^[^\s#-]/gm;
  next.lastIndex = start;
  const end = next.exec(text)?.index ?? text.length;
  const body = text.slice(start, end);
  if (/^-(?! )/m.test(body)) return undefined;
  const before = text.slice(0, start);
  const after = text.slice(end);
  return { text: `${text.slice(0, found.index)}items: []\n${after}`, body, before, after };
}
