import type { FieldRule } from './field-rule.ts';

/** Field paths with a common beginning share it, so that a walk follows all of them at once. */
export interface FieldTrie {
  rule?: FieldRule;
  readonly children: Map<string, FieldTrie>;
}

export function emptyTrie(): FieldTrie {
  return { children: new Map() };
}

const ITEMS = '[]';
const ANY_KEY = '*';

/** Adds `spec.templates[].container.image`; `*` stands for any key. A later rule for the same path wins. */
export function addPath(trie: FieldTrie, path: string, rule: FieldRule): void {
  let at = trie;
  for (const segment of path.split('.')) {
    const items = segment.endsWith(ITEMS);
    at = childOf(at, items ? segment.slice(0, -ITEMS.length) : segment);
    if (items) at = childOf(at, ITEMS);
  }
  at.rule = rule;
}

function childOf(trie: FieldTrie, segment: string): FieldTrie {
  let child = trie.children.get(segment);
  if (child === undefined) {
    child = emptyTrie();
    trie.children.set(segment, child);
  }
  return child;
}

/** The places in the tries that a walk stands at. */
export type Cursor = readonly FieldTrie[];

const nowhere: Cursor = [];

/**
 * One step down, to the value of a key or to the items of a sequence (`undefined`). `floating` paths begin at every map
 * and come first: they are curated.
 */
export function step(cursor: Cursor, key: string | undefined, floating: FieldTrie | undefined): Cursor {
  let next: FieldTrie[] | undefined;
  for (const trie of floating === undefined || key === undefined ? cursor : [floating, ...cursor]) {
    for (const child of [
      trie.children.get(key ?? ITEMS),
      key === undefined ? undefined : trie.children.get(ANY_KEY),
    ]) {
      if (child !== undefined) next = next === undefined ? [child] : [...next, child];
    }
  }
  return next ?? nowhere;
}

export function ruleAt(cursor: Cursor): FieldRule | undefined {
  for (const trie of cursor) if (trie.rule !== undefined) return trie.rule;
  return undefined;
}
