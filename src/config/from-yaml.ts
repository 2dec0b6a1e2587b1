import { parseYaml, resolve, scalarType, type YamlNode, type YamlScalar } from '../formats/yaml/index.ts';
import type { SourceText } from '../text/index.ts';
import type { ConfigIssue } from './issue.ts';
import type { ConfigEntry, ConfigNode, ConfigScalar } from './tree.ts';

export interface ReadTree {
  /** Undefined where the file is empty or there are issues. */
  readonly root: ConfigNode | undefined;
  readonly issues: readonly ConfigIssue[];
}

/** No configuration has so many values: aliases that multiply end here. */
const maxNodes = 100_000;
const maxDepth = 50;

/** Reads a YAML or JSON text as one value of JSON's kinds. Merge keys and tags of one's own are refused rather than guessed at. */
export function readTree(source: SourceText): ReadTree {
  const { documents, problems } = parseYaml(source);
  const issues: ConfigIssue[] = problems.map(({ message, span }) => ({
    code: 'syntax',
    severity: 'error',
    message: `not valid YAML: ${message}`,
    span,
  }));
  if (issues.length > 0) return { root: undefined, issues };
  const [first, second] = documents.filter((document) => document.root !== undefined);
  if (second !== undefined) {
    const message = 'holds several YAML documents; a configuration is one';
    return {
      root: undefined,
      issues: [{ code: 'several-documents', severity: 'error', message, span: (second.root ?? second).span }],
    };
  }
  if (first?.root === undefined) return { root: undefined, issues: [] };
  const root = convert(first.root, issues);
  return { root: issues.length === 0 ? root : undefined, issues };
}

function convert(top: YamlNode, issues: ConfigIssue[]): ConfigNode {
  let nodes = 0;
  const refuse = (node: YamlNode, message: string): ConfigNode => {
    issues.push({ code: 'unsupported-yaml', severity: 'error', message, span: node.span });
    return { kind: 'scalar', value: null, text: '', span: node.span };
  };
  const toNode = (node: YamlNode, depth: number): ConfigNode => {
    if (++nodes > maxNodes || depth > maxDepth) {
      return nodes > maxNodes + 1 ? empty(node) : refuse(node, 'too many or too deeply nested values');
    }
    const value = resolve(node);
    if (value.kind === 'scalar')
      return scalar(value) ?? refuse(node, `the tag ${value.tag} has no meaning here`);
    if (value.kind === 'seq') {
      return { kind: 'list', span: node.span, items: value.items.map((item) => toNode(item, depth + 1)) };
    }
    const entries = value.entries.flatMap((entry): ConfigEntry[] => {
      const key = resolve(entry.key);
      if (key.kind === 'scalar') {
        return [{ key: key.value, keySpan: entry.key.span, value: toNode(entry.value, depth + 1) }];
      }
      refuse(entry.key, 'a key has to be a name');
      return [];
    });
    return { kind: 'map', span: node.span, entries };
  };
  return toNode(top, 0);
}

function empty({ span }: YamlNode): ConfigScalar {
  return { kind: 'scalar', value: null, text: '', span };
}

function scalar(node: YamlScalar): ConfigScalar | undefined {
  const text = node.value;
  const of = (value: ConfigScalar['value']): ConfigScalar => ({
    kind: 'scalar',
    value,
    text,
    span: node.span,
  });
  switch (scalarType(node)) {
    case 'null':
      return of(null);
    case 'bool':
      return of(text.toLowerCase() === 'true');
    case 'int':
    case 'float':
      return of(Number(text));
    case 'str':
      return of(text);
    case 'other':
      return undefined;
  }
}
