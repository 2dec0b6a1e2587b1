import type { Span } from '../text/index.ts';

/** A value of the configuration with its place; the values are those of JSON. */
export type ConfigNode = ConfigScalar | ConfigList | ConfigMap;

export interface ConfigScalar {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
  /** As written: `1.20` for the number 1.2. */
  readonly text: string;
  readonly span: Span;
}

export interface ConfigList {
  readonly kind: 'list';
  readonly items: readonly ConfigNode[];
  readonly span: Span;
}

export interface ConfigEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: ConfigNode;
}

export interface ConfigMap {
  readonly kind: 'map';
  /** In source order; duplicate keys as they stand. */
  readonly entries: readonly ConfigEntry[];
  readonly span: Span;
}

/** The value without places, as JSON has it; of duplicate keys the last. */
export function plainValue(node: ConfigNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plainValue);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]));
  }
}

export function entryOf(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return node?.kind === 'map' ? node.entries.findLast((entry) => entry.key === key)?.value : undefined;
}
