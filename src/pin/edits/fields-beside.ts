import { parseYaml, resolve, walkTree, type YamlMap, type YamlScalar } from '../../formats/yaml/index.ts';
import type { SourceText, Span } from '../../text/index.ts';

/** Finds the scalar under another key of the map that a text of a YAML file is a value of. */
export type FieldBeside = (place: Span, key: string) => YamlScalar | undefined;

/** Reads a file once; whoever asks of many places keeps what is returned. */
export function fieldsBeside(source: SourceText): FieldBeside {
  const maps = new Map<number, YamlMap>();
  for (const { root } of parseYaml(source).documents) {
    if (root === undefined) continue;
    walkTree(root, ({ node, via }) => {
      if (via !== undefined) return 'skip';
      if (node.kind === 'map') {
        for (const { value } of node.entries)
          if (value.kind === 'scalar') maps.set(value.content.start, node);
      }
      return undefined;
    });
  }
  return (place, key) => {
    const entries = maps.get(place.start)?.entries ?? [];
    const found = entries.filter((entry) => entry.key.kind === 'scalar' && entry.key.value === key);
    const value = found.length === 1 && found[0] !== undefined ? resolve(found[0].value) : undefined;
    return value?.kind === 'scalar' && found[0]?.value.kind === 'scalar' ? value : undefined;
  };
}
