import {
  field,
  fieldsOf,
  formatPath,
  isNull,
  type PathSegment,
  resolve,
  spanInSource,
  type YamlAlias,
  type YamlNode,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import { type SourceText, slice } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import type { WrittenText } from './choices.ts';

/** A node of a file and the way to it. */
export interface Spot {
  readonly node: YamlValue;
  readonly segments: readonly PathSegment[];
  /** The outermost alias through which it is reached. */
  readonly via: YamlAlias | undefined;
  /** Who reads through aliases asks it; false when more was read than anybody writes. */
  readonly mayEnter: (spot: Spot) => boolean;
}

/** Aliases can name more nodes than a file has bytes, and themselves; real files stay far below both. */
const MOST_NODES = 50_000;
const DEEPEST = 60;

export function spotOfRoot(root: YamlNode): Spot {
  let read = 0;
  const mayEnter = ({ node, segments, via }: Spot): boolean => {
    if (segments.length > DEEPEST) return false;
    if (via === undefined || node.kind === 'scalar') return true;
    read += 1 + (node.kind === 'map' ? node.entries.length : node.items.length);
    return read <= MOST_NODES;
  };
  const via = root.kind === 'alias' ? root : undefined;
  return { node: resolve(root), segments: [], via, mayEnter };
}

export function pathOf({ segments }: Spot): string {
  return formatPath(segments);
}

export function below(spot: Spot, segment: PathSegment, node: YamlNode, merged?: YamlAlias): Spot {
  return {
    node: resolve(node),
    segments: [...spot.segments, segment],
    via: spot.via ?? merged ?? (node.kind === 'alias' ? node : undefined),
    mayEnter: spot.mayEnter,
  };
}

/** The value of a field; undefined where there is none. */
export function fieldAt(spot: Spot | undefined, ...keys: readonly string[]): Spot | undefined {
  let at = spot;
  for (const key of keys) {
    const found = at === undefined ? undefined : field(at.node, key);
    if (at === undefined || found === undefined) return undefined;
    at = below(at, key, found.value, found.via);
  }
  return at;
}

export interface SpotEntry {
  readonly key: string;
  readonly value: Spot;
}

/** The entries of a map; none for anything else. */
export function entriesAt(spot: Spot | undefined): readonly SpotEntry[] {
  if (spot?.node.kind !== 'map' || !spot.mayEnter(spot)) return [];
  return fieldsOf(spot.node).map(({ key, value, via }) => ({ key, value: below(spot, key, value, via) }));
}

/** The items of a list; none for anything else. */
export function itemsAt(spot: Spot | undefined): readonly Spot[] {
  if (spot?.node.kind !== 'seq' || !spot.mayEnter(spot)) return [];
  return spot.node.items.map((item, index) => below(spot, index, item));
}

/** The text of a scalar, numbers and booleans as they are written; undefined for null, maps and lists. */
export function textAt(spot: Spot | undefined): string | undefined {
  return spot?.node.kind === 'scalar' && !isNull(spot.node) ? spot.node.value : undefined;
}

/** Where a use of the node is reported: the alias, else the text within its quotes. */
export function spanAt({ node, via }: Spot): Span {
  if (via !== undefined) return via.span;
  return node.kind === 'scalar' ? node.content : node.span;
}

/** The text of a scalar with the places of its stretches. */
export function writtenAt(spot: Spot | undefined, source: SourceText): WrittenText | undefined {
  const value = textAt(spot);
  if (value === undefined || spot?.node.kind !== 'scalar') return undefined;
  const { node: scalar } = spot;
  const { content } = scalar;
  const { path: file } = source;
  if (content.end - content.start === value.length && slice(source, content) === value) {
    return {
      value,
      file,
      spanOf: (start, end) => ({ start: content.start + start, end: content.start + end }),
    };
  }
  return { value, file, spanOf: (start, end) => spanInSource(source, scalar, { start, end }) };
}
