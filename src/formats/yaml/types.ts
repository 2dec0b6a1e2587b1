import type { Span } from '../../text/span.ts';

/**
 * YAML as a tree with exact spans. The tree is what extractors walk; it is never serialised: edits splice
 * the spans of the text it came from.
 */
export type YamlNode = YamlScalar | YamlMap | YamlSeq | YamlAlias;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface YamlScalar {
  readonly kind: 'scalar';
  /** The decoded text: `1.20` stays `1.20`, escapes and folding are resolved. Empty for an absent value. */
  readonly value: string;
  readonly style: ScalarStyle;
  /** The whole token: with its quotes, or from a block scalar's indicator to the end of its last line of text. */
  readonly span: Span;
  /**
   * The text inside: without quotes; for a block scalar from the first character after the indentation of its first
   * non-empty line to the end of its last line of text (the final line break excluded). Whenever
   * `text.slice(content) === value` the value can be edited by splicing alone.
   */
  readonly content: Span;
  readonly tag?: string;
  readonly anchor?: string;
}

export interface YamlPair {
  readonly key: YamlNode;
  /** An absent value (`key:`) is an empty plain scalar whose span is empty. */
  readonly value: YamlNode;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly span: Span;
  readonly flow: boolean;
  /** In source order, duplicate keys and merge keys (`<<`) as they stand. */
  readonly entries: readonly YamlPair[];
  readonly tag?: string;
  readonly anchor?: string;
}

export interface YamlSeq {
  readonly kind: 'seq';
  readonly span: Span;
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
  readonly tag?: string;
  readonly anchor?: string;
}

/** `*name`. `target` is the node last anchored with that name before it; undefined where there is none. */
export interface YamlAlias {
  readonly kind: 'alias';
  readonly name: string;
  readonly span: Span;
  readonly target: YamlNode | undefined;
}

export interface YamlProblem {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
}

export interface YamlDocument {
  /** Undefined for an empty document. */
  readonly root: YamlNode | undefined;
  readonly span: Span;
}

export interface YamlStream {
  readonly documents: readonly YamlDocument[];
  /** What could not be read; the documents hold all that could. */
  readonly problems: readonly YamlProblem[];
  /** The text that was read; absent where documents were put together from nodes. */
  readonly text?: string;
}

/** One entry of a map as a reader of the data sees it: merge keys followed, the last of duplicate keys. */
export interface YamlField {
  readonly key: string;
  readonly keyNode: YamlNode;
  /** Aliases resolved. */
  readonly value: Exclude<YamlNode, YamlAlias>;
  /** The alias through which the value is reached (`image: *name`, or the `*base` of a merge key); undefined where it stands literally. */
  readonly via?: YamlAlias;
}
