import type { SourceText } from '../../text/source-text.ts';
import { parseFast } from './fast-stream.ts';
import { parseWithLibrary } from './library.ts';
import type { YamlStream } from './types.ts';

const streams = new WeakMap<SourceText, YamlStream>();

/**
 * The documents of a YAML (or JSON) text with exact spans. Never throws: what could not be read is listed under
 * `problems`. The tree of a text is built once.
 */
export function parseYaml(source: SourceText): YamlStream {
  const known = streams.get(source);
  if (known !== undefined) return known;
  const stream = parseFast(source.text) ?? parseWithLibrary(source.text);
  streams.set(source, stream);
  return stream;
}
