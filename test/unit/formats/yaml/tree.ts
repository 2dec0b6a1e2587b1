import {
  parseYaml,
  type YamlNode,
  type YamlScalar,
  type YamlStream,
} from '../../../../src/formats/yaml/index.ts';
import { type SourceText, sourceText } from '../../../../src/text/source-text.ts';

export interface Parsed {
  readonly source: SourceText;
  readonly stream: YamlStream;
  readonly root: YamlNode;
}

export function parsed(text: string): Parsed {
  const source = sourceText('test.yaml', text);
  const stream = parseYaml(source);
  const root = stream.documents[0]?.root;
  if (root === undefined) throw new Error('The document is empty');
  return { source, stream, root };
}

export function scalar(node: YamlNode | undefined): YamlScalar {
  if (node?.kind !== 'scalar') throw new Error(`Expected a scalar, found ${node?.kind}`);
  return node;
}

/** Plain data as a reader of the document would see it, every scalar a string and absent values null. */
export function data(node: YamlNode | undefined): unknown {
  if (node === undefined) return null;
  switch (node.kind) {
    case 'alias':
      return data(node.target);
    case 'seq':
      return node.items.map(data);
    case 'map':
      return node.entries.map(({ key, value }) => [data(key), data(value)]);
    case 'scalar':
      return node.value === '' && node.style === 'plain' ? null : node.value;
  }
}

export function allScalars(node: YamlNode): readonly YamlScalar[] {
  switch (node.kind) {
    case 'alias':
      return [];
    case 'scalar':
      return [node];
    case 'seq':
      return node.items.flatMap(allScalars);
    case 'map':
      return node.entries.flatMap(({ key, value }) => [...allScalars(key), ...allScalars(value)]);
  }
}
