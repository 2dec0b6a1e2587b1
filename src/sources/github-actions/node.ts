import {
  at,
  fragmentsOfScalar,
  isNull,
  type PathSegment,
  resolve,
  type YamlNode,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import type { Fragment, Place, SourceText } from '../../text/index.ts';

/** A node of a file, or of JSON that stands in an expression, with what its letters are made of. */
export interface DataNode {
  readonly value: YamlValue;
  readonly fragments: (node: YamlValue) => readonly Fragment[];
  /** It stands in JSON that an expression makes: spans of its nodes are none of the file. */
  readonly made?: true;
}

/** A node of the file; letters behind an alias come in where it stands. */
export function fileNode(source: SourceText, node: YamlNode, outer: Place | undefined): DataNode {
  const use = outer ?? (node.kind === 'alias' ? { file: source.path, span: node.span } : undefined);
  return {
    value: resolve(node),
    fragments: (value) => {
      if (value.kind !== 'scalar' || isNull(value)) return [];
      const fragments = fragmentsOfScalar(source, value);
      return use === undefined ? fragments : fragments.map((fragment) => ({ ...fragment, use }));
    },
  };
}

/** What a path leads to below a node. */
export function below(node: DataNode, segments: readonly string[]): DataNode | undefined {
  const path = segments.map((segment): PathSegment => (/^\d+$/.test(segment) ? Number(segment) : segment));
  const value = at(node.value, path);
  return value === undefined ? undefined : { ...node, value };
}
