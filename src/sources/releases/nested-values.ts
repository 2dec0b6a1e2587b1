import {
  maskTemplates,
  parseYaml,
  spanInSource,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import type { Problem } from '../source.ts';

export interface NestedValues {
  /** The map that the string holds, every span that of the outer text; undefined when it holds none. */
  readonly map: YamlMap | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Reads the YAML that a string of a YAML text holds, in whatever style the string is written. Template actions, which
 * ApplicationSets and Cluster API fill in, are masked.
 */
export function nestedValues(source: SourceText, scalar: YamlScalar, path: string): NestedValues {
  const text = scalar.value.includes('{{') ? maskTemplates(scalar.value) : scalar.value;
  const stream = parseYaml({ path: source.path, text, bom: false });
  const place = (inner: Span): Span => spanInSource(source, scalar, inner);
  const problems = stream.problems.map(({ span, message }) => ({
    span: place(span),
    message: `in ${path}: ${message}`,
  }));
  const root = stream.documents[0]?.root;
  return { map: root?.kind === 'map' ? (rebased(root, place) as YamlMap) : undefined, problems };
}

/** The tree with other spans. What several aliases name stays one node. */
function rebased(root: YamlNode, place: (inner: Span) => Span): YamlNode {
  const known = new Map<YamlNode, YamlNode>();
  const open = new Set<YamlNode>();
  const rebase = (node: YamlNode): YamlNode => {
    const before = known.get(node);
    if (before !== undefined) return before;
    open.add(node);
    const moved = move(node);
    open.delete(node);
    known.set(node, moved);
    return moved;
  };
  const move = (node: YamlNode): YamlNode => {
    const span = place(node.span);
    switch (node.kind) {
      case 'scalar':
        return { ...node, span, content: place(node.content) };
      case 'alias':
        // What names itself has no end; it is read as absent.
        return {
          ...node,
          span,
          target: node.target === undefined || open.has(node.target) ? undefined : rebase(node.target),
        };
      case 'seq':
        return { ...node, span, items: node.items.map(rebase) };
      case 'map':
        return {
          ...node,
          span,
          entries: node.entries.map(({ key, value }) => ({ key: rebase(key), value: rebase(value) })),
        };
    }
  };
  return rebase(root);
}
