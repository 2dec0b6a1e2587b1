import { append } from '../../append.ts';
import { resolve } from '../../formats/yaml/index.ts';
import { below, conditions, type Spot } from '../ci/index.ts';
import { type Cursor, withLoop } from './scope.ts';

export interface CursorEntry {
  readonly key: string;
  readonly value: Cursor;
}

const DIRECTIVE = /^\$\{\{\s*(if|elseif|else|each|insert)\b\s*([\s\S]*?)\s*\}\}$/;

/**
 * The entries of a map as the pipeline has them: what stands under `${{ if … }}:` belongs to the map around it. Both
 * sides of a condition are there, each under its condition.
 */
export function entriesOf({ spot, when, scope }: Cursor): readonly CursorEntry[] {
  if (spot.node.kind !== 'map' || !spot.mayEnter(spot)) return [];
  const entries: CursorEntry[] = [];
  let before: string | undefined;
  for (const { key, value } of spot.node.entries) {
    const name = resolve(key);
    if (name.kind !== 'scalar') continue;
    const child = below(spot, name.value, value);
    const directive = DIRECTIVE.exec(name.value);
    if (directive === null) {
      entries.push({ key: name.value, value: { spot: child, when, scope } });
      continue;
    }
    const inner = entered(directive, { spot: unnamed(child, spot), when, scope }, before);
    before = inner.before;
    append(entries, entriesOf(inner.cursor));
  }
  return entries;
}

/** The items of a list as the pipeline has them, those under `- ${{ if … }}:` and `- ${{ each … }}:` among them. */
export function itemsOf({ spot, when, scope }: Cursor): readonly Cursor[] {
  if (spot.node.kind !== 'seq' || !spot.mayEnter(spot)) return [];
  const items: Cursor[] = [];
  let before: string | undefined;
  for (const [index, item] of spot.node.items.entries()) {
    const child: Cursor = { spot: below(spot, index, item), when, scope };
    const { node } = child.spot;
    const keys = node.kind === 'map' ? node.entries : [];
    const directives = keys.map(({ key }) => {
      const name = resolve(key);
      return name.kind === 'scalar' ? DIRECTIVE.exec(name.value) : null;
    });
    if (keys.length === 0 || directives.some((directive) => directive === null)) {
      items.push(child);
      continue;
    }
    for (const [at, directive] of directives.entries()) {
      const entry = keys[at];
      if (entry === undefined || directive === null) continue;
      const inner = entered(
        directive,
        { ...child, spot: unnamed(below(child.spot, directive[0], entry.value), child.spot) },
        before,
      );
      before = inner.before;
      const listed = inner.cursor.spot.node.kind === 'seq';
      append(items, listed ? itemsOf(inner.cursor) : [inner.cursor]);
    }
  }
  return items;
}

/** What stands under a directive has the path of what stands around it. */
function unnamed(spot: Spot, { segments }: Spot): Spot {
  return { ...spot, segments };
}

/** What stands under a directive; `before` is the condition that an `else` belongs to. */
function entered(
  [, word, rest = '']: RegExpExecArray,
  cursor: Cursor,
  before: string | undefined,
): { readonly cursor: Cursor; readonly before: string | undefined } {
  switch (word) {
    case 'if':
    case 'elseif':
      return { cursor: { ...cursor, when: conditions([cursor.when, `if ${rest}`]) }, before: rest };
    case 'else': {
      const own = before === undefined ? 'else' : `unless ${before}`;
      return { cursor: { ...cursor, when: conditions([cursor.when, own]) }, before: undefined };
    }
    case 'each': {
      const [, name = '', list = ''] = /^(\w+)\s+in\s+([\s\S]+)$/.exec(rest) ?? [];
      return { cursor: { ...cursor, scope: withLoop(cursor.scope, name, list) }, before: undefined };
    }
    default:
      return { cursor, before: undefined };
  }
}

/** The value of a field; of several under different conditions the first. */
export function fieldOf(cursor: Cursor, key: string): Cursor | undefined {
  return entriesOf(cursor).find((entry) => entry.key === key)?.value;
}
