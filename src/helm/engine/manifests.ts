import { field, parseYaml, scalarText, type YamlNode } from '../../formats/yaml/index.ts';
import { sourceText } from '../../text/index.ts';

/** A document of what a file has been rendered to. */
export interface Manifest {
  readonly text: string;
  /** Where the text begins and ends in that of the file. */
  readonly start: number;
  readonly end: number;
}

/**
 * The documents of a rendered file that are not empty (helm, pkg/release/v1/util, SplitManifests). A line that begins with `---`
 * ends one, whatever follows on it: `---apiVersion: v1` is the start of the next.
 */
export function splitManifests(rendered: string): readonly Manifest[] {
  const manifests: Manifest[] = [];
  const add = (from: number, end: number): void => {
    const text = rendered.slice(from, end).trimStart();
    if (text !== '') manifests.push({ text, start: end - text.length, end });
  };
  let from = 0;
  for (const { index, 0: separator } of rendered.matchAll(/^---[ \t]*/gm)) {
    add(from, index);
    from = index + separator.length;
  }
  add(from, rendered.length);
  return manifests;
}

/** What `helm.sh/hook` of a document says. */
export interface Hooks {
  /** `pre-install`, `test`; none for what is no hook. */
  readonly events: readonly string[];
  /** One of the events is none that Helm knows: it leaves the document out. */
  readonly unknown: boolean;
}

const known = new Set([
  ...['pre', 'post'].flatMap((when) =>
    ['install', 'delete', 'upgrade', 'rollback'].map((what) => `${when}-${what}`),
  ),
  'test',
]);

/** The hooks that a document belongs to (helm, pkg/release/v1/util, manifest_sorter.go). */
export function hooksOf(manifest: string): Hooks {
  if (!manifest.includes('helm.sh/hook')) return { events: [], unknown: false };
  const root = parseYaml(sourceText('', manifest)).documents[0]?.root;
  return root === undefined ? { events: [], unknown: false } : hooksOfNode(root);
}

/** The same, of the root of a document that has been parsed. */
export function hooksOfNode(root: YamlNode): Hooks {
  const annotations = field(field(root, 'metadata')?.value, 'annotations')?.value;
  const written = field(annotations, 'helm.sh/hook');
  if (written === undefined) return { events: [], unknown: false };
  const names = (scalarText(written.value) ?? '').split(',').map((name) => name.trim().toLowerCase());
  const events = names.map((name) => (name === 'test-success' ? 'test' : name));
  return { events, unknown: events.some((event) => !known.has(event)) };
}
