import { parseYaml } from '../../formats/yaml/index.ts';
import { type Span, sourceText } from '../../text/index.ts';
import { hooksOf, splitManifests } from '../engine/manifests.ts';
import type { RenderedFile } from '../engine/render-chart.ts';
import { valueOfYaml } from '../values/from-yaml.ts';
import { isOpaque } from '../values/opaque.ts';
import { isTable, type PrintedPiece, type Value } from '../values/value.ts';

/** One document that a chart renders to. */
export interface RenderedDocument {
  /** The template, as Helm names it: `shop/templates/web.yaml`. */
  readonly source: string;
  readonly text: string;
  /** As Kubernetes would read it; undefined for what is no YAML, whose text is compared. */
  readonly value: Value | undefined;
  readonly object: DocumentObject;
  /** Whether a stretch of the text is random, secret or of the clock. */
  readonly isOpaque: (span: Span) => boolean;
}

export interface DocumentObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** What `helm template` printed: each document behind a line that names its template, and perhaps one more separator. */
export function helmDocuments(stdout: string): readonly RenderedDocument[] {
  const [, ...parts] = stdout.split(/^---\n# Source: (.*)\n/m);
  return parts.flatMap((source, index) =>
    index % 2 === 1
      ? []
      : splitManifests(parts[index + 1] ?? '').flatMap(({ text }) => documentOf(source, text, () => false)),
  );
}

/** What is rendered here, without what Helm executes and does not print: notes, and hooks of a kind that it does not know. */
export function ownDocuments(files: readonly RenderedFile[]): readonly RenderedDocument[] {
  return files.flatMap(({ name, kind, text, pieces }) => {
    if (kind === 'notes') return [];
    const opaque = opaqueSpans(pieces);
    return splitManifests(text).flatMap((manifest) => {
      if (hooksOf(manifest.text).unknown) return [];
      const isOpaqueAt = ({ start, end }: Span): boolean =>
        opaque.some((span) => span.start < manifest.start + end && span.end > manifest.start + start);
      return documentOf(name, manifest.text, isOpaqueAt);
    });
  });
}

/** None for a document that holds nothing but comments. */
function documentOf(
  source: string,
  text: string,
  isOpaqueAt: RenderedDocument['isOpaque'],
): readonly RenderedDocument[] {
  const { documents, problems } = parseYaml(sourceText(source, text));
  const roots = documents.flatMap(({ root }) => root ?? []);
  const [root, ...more] = roots;
  if (root === undefined && problems.length === 0) return [];
  const read =
    root === undefined || problems.length + more.length > 0 ? undefined : valueOfYaml(source, root);
  const value = read?.ok === true ? read.value : undefined;
  return [{ source, text, value, object: objectOf(value), isOpaque: isOpaqueAt }];
}

function objectOf(value: Value | undefined): DocumentObject {
  if (!isTable(value)) return {};
  const metadata = value.entries.get('metadata');
  const below = isTable(metadata) ? metadata.entries : new Map<string, Value>();
  return {
    ...textAt('apiVersion', value.entries),
    ...textAt('kind', value.entries),
    ...textAt('namespace', below),
    ...textAt('name', below),
  };
}

function textAt<Key extends string>(
  key: Key,
  entries: ReadonlyMap<string, Value>,
): Partial<Record<Key, string>> {
  const value = entries.get(key);
  return value?.kind === 'string' ? ({ [key]: value.value } as Partial<Record<Key, string>>) : {};
}

function opaqueSpans(pieces: readonly PrintedPiece[]): readonly Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { text, value } of pieces) {
    const start = at;
    at += text.length;
    if (value !== undefined && isOpaque(value)) spans.push({ start, end: at });
  }
  return spans;
}
