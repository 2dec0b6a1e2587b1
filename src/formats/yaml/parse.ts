import type { SourceText } from '../../text/source-text.ts';
import { parseFast } from './fast-stream.ts';
import { parseWithLibrary } from './library.ts';
import type { YamlProblem, YamlStream } from './types.ts';

let last: { readonly source: SourceText; readonly stream: YamlStream } | undefined;

/**
 * The documents of a YAML (or JSON) text with exact spans. Never throws: what could not be read is listed under
 * `problems`. The tree of the last text is kept: files are worked on one at a time, and a weak map of all of them costs
 * the collector more than it saves.
 */
export function parseYaml(source: SourceText): YamlStream {
  if (last?.source === source) return last.stream;
  const stream = parseYamlText(source.text);
  last = { source, stream };
  return stream;
}

/** The same for a text that stands within another: the tree of the outer one stays the one that is kept. */
export function parseYamlText(text: string): YamlStream {
  const stream = parseFast(text) ?? parseWithLibrary(text);
  return { ...(stream.problems.some(isUnclosed) ? (parseFast(text, true) ?? stream) : stream), text };
}

/**
 * A quote that closes a text of several lines at the beginning of its line: YAML wants it indented; libyaml and go-yaml, which
 * Helm and kustomize read with, do not ask, and charts have it (kube-prometheus-stack).
 */
function isUnclosed({ message }: YamlProblem): boolean {
  return message.startsWith('Missing closing');
}

/** The same as long as the text is certain without the package `yaml`, which reads anything but is many times slower. */
export function parseCertainYaml(text: string): YamlStream | undefined {
  const stream = parseFast(text);
  return stream === undefined ? undefined : { ...stream, text };
}
