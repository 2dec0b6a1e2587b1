import { resolve, type YamlAlias, type YamlField, type YamlValue } from '../../formats/yaml/index.ts';
import type { Reader } from './reader.ts';

export interface Item {
  readonly index: number;
  readonly value: YamlValue;
  readonly via: YamlAlias | undefined;
}

/** The items of a list; none for anything else. */
export function itemsOf(
  list: YamlField | undefined,
  outer: YamlAlias | undefined,
  reader: Reader,
): readonly Item[] {
  if (list?.value.kind !== 'seq') return [];
  const through = outer ?? list.via;
  if (through !== undefined && !mayRead(list.value.items.length, through, reader)) return [];
  return list.value.items.map((item, index) => ({
    index,
    value: resolve(item),
    via: through ?? (item.kind === 'alias' ? item : undefined),
  }));
}

/** Whether so many more fields or items behind an alias may be read. */
export function mayRead(count: number, via: YamlAlias, { budget, problems }: Reader): boolean {
  const before = budget.left;
  budget.left -= count + 1;
  if (budget.left >= 0) return true;
  if (before >= 0)
    problems.push({ span: via.span, message: 'Aliases name more than can be read; the rest is left out.' });
  return false;
}
