import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Span } from '../../text/span.ts';
import { blockContent } from './block-content.ts';
import { decodedText } from './decode.ts';
import { decodeFlow } from './decode-flow.ts';
import type { ScalarStyle, YamlAlias, YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from './types.ts';

interface Context {
  readonly text: string;
  /** The node last anchored with each name so far in the document. */
  readonly anchors: Map<string, YamlNode>;
  readonly dangling: (alias: YamlAlias) => void;
}

/** A document's root in our tree; undefined where the document is empty. `dangling` is told of aliases without a target. */
export function convertRoot(
  contents: unknown,
  text: string,
  dangling: (alias: YamlAlias) => void,
): YamlNode | undefined {
  const root = convert(contents, 0, { text, anchors: new Map(), dangling });
  const empty = root.kind === 'scalar' && root.style === 'plain' && root.span.start === root.span.end;
  return empty && root.tag === undefined && root.anchor === undefined ? undefined : root;
}

/** `at` is where an absent node stands. */
function convert(node: unknown, at: number, context: Context): YamlNode {
  if (isAlias(node)) return convertAlias(node, at, context);
  if (isScalar(node)) return convertScalar(node, at, context);
  if (isMap(node)) return convertMap(node, at, context);
  if (isSeq(node)) return convertSeq(node, at, context);
  return {
    kind: 'scalar',
    value: '',
    style: 'plain',
    span: { start: at, end: at },
    content: { start: at, end: at },
  };
}

function convertAlias(node: Alias, at: number, { anchors, dangling }: Context): YamlAlias {
  const [start, end] = node.range ?? [at, at];
  const target = anchors.get(node.source);
  const alias: YamlAlias = { kind: 'alias', name: node.source, span: { start, end }, target };
  if (target === undefined) dangling(alias);
  return alias;
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  BLOCK_FOLDED: 'folded',
  BLOCK_LITERAL: 'literal',
  QUOTE_DOUBLE: 'double',
  QUOTE_SINGLE: 'single',
};

function convertScalar(node: Scalar, at: number, context: Context): YamlScalar {
  const style = styles[node.type ?? ''] ?? 'plain';
  const [start, end] = node.range ?? [at, at];
  return anchored(
    { kind: 'scalar', style, ...textOf(node, { start, end }, style, context), ...properties(node) },
    context,
  );
}

function textOf(
  { source = '', srcToken: token }: Scalar,
  span: Span,
  style: ScalarStyle,
  { text }: Context,
): Pick<YamlScalar, 'value' | 'span' | 'content'> {
  const { start, end } = span;
  if (style === 'plain') return { value: source, span, content: span };
  if (style === 'literal' || style === 'folded') {
    const indent = token !== undefined && 'indent' in token ? token.indent : 0;
    return { value: source, ...blockContent(text, start, end, indent) };
  }
  if (end - start > 1 && text[end - 1] === text[start])
    return { value: source, span, content: { start: start + 1, end: end - 1 } };
  // The package takes the last character of a scalar without its closing quote for the quote.
  const content = { start: start + 1, end: start + 1 + text.slice(start + 1, end).trimEnd().length };
  const decoded = decodedText(text);
  decodeFlow(text, content, style, decoded);
  return { value: decoded.value(), span, content };
}

function convertMap(node: YAMLMap, at: number, context: Context): YamlMap {
  const [start, end] = node.range ?? [at, at];
  const entries: YamlPair[] = [];
  const span = { start, end };
  const map: YamlMap = { kind: 'map', span, flow: node.flow === true, entries, ...properties(node) };
  anchored(map, context);
  for (const pair of node.items) entries.push(convertPair(pair, start, context));
  if (map.flow) return map;
  // The package places some maps in explicit keys at their first colon.
  span.start = Math.min(start, entries[0]?.key.span.start ?? start);
  span.end = entries.at(-1)?.value.span.end ?? end;
  return map;
}

function convertPair(pair: Pair, at: number, context: Context): YamlPair {
  const key = convert(pair.key, at, context);
  return { key, value: convert(pair.value, key.span.end, context) };
}

function convertSeq(node: YAMLSeq, at: number, context: Context): YamlSeq {
  const [start, end] = node.range ?? [at, at];
  const items: YamlNode[] = [];
  const span = { start, end };
  const seq: YamlSeq = { kind: 'seq', span, flow: node.flow === true, items, ...properties(node) };
  anchored(seq, context);
  for (const item of node.items)
    items.push(isPair(item) ? convertPair(item, start, context).value : convert(item, start, context));
  if (!seq.flow) span.end = items.at(-1)?.span.end ?? end;
  return seq;
}

/** Registered before the children are read: an alias may stand inside the node it names. */
function anchored<T extends YamlNode>(node: T, { anchors }: Context): T {
  if (node.kind !== 'alias' && node.anchor !== undefined) anchors.set(node.anchor, node);
  return node;
}

const STANDARD = 'tag:yaml.org,2002:';

/** Tags are named as they are written without a `%TAG` directive: `!Ref`, `!!binary`. */
function properties(node: Node): { tag?: string; anchor?: string } {
  const anchor = 'anchor' in node ? node.anchor : undefined;
  const tag = node.tag?.startsWith(STANDARD) ? `!!${node.tag.slice(STANDARD.length)}` : node.tag;
  return { ...(tag === undefined ? {} : { tag }), ...(anchor === undefined ? {} : { anchor }) };
}
