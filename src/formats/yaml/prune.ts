import type { CST } from 'yaml';
import type { Span } from '../../text/span.ts';
import { MAX_DEPTH } from './depth.ts';

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;
type Item = Collection['items'][number];

/**
 * Removes what is nested deeper than `MAX_DEPTH` from a token of the `yaml` package, in place, and tells where it
 * stood: composing descends recursively.
 */
export function pruneDeep(token: CST.Token): readonly Span[] {
  const pruned: Span[] = [];
  if (token.type !== 'document' || token.value === undefined) return pruned;
  let level: Collection[] = isCollection(token.value) ? [token.value] : [];
  for (let depth = 1; level.length > 0; depth++) {
    const below: Collection[] = [];
    for (const collection of level) {
      for (const item of collection.items) {
        if (depth < MAX_DEPTH) addChildren(item, below);
        else cutChildren(item, pruned);
      }
    }
    level = below;
  }
  return pruned;
}

function addChildren(item: Item, into: Collection[]): void {
  if (isCollection(item.key)) into.push(item.key);
  if (isCollection(item.value)) into.push(item.value);
}

function cutChildren(item: Item, pruned: Span[]): void {
  if (isCollection(item.key)) {
    pruned.push({ start: item.key.offset, end: item.key.offset + 1 });
    item.key = emptyScalar(item.key);
  }
  if (isCollection(item.value)) {
    pruned.push({ start: item.value.offset, end: item.value.offset + 1 });
    item.value = emptyScalar(item.value);
  }
}

function isCollection(token: CST.Token | null | undefined): token is Collection {
  return token?.type === 'block-map' || token?.type === 'block-seq' || token?.type === 'flow-collection';
}

function emptyScalar(at: Collection): CST.FlowScalar {
  return { type: 'scalar', offset: at.offset, indent: at.indent, source: '' };
}
