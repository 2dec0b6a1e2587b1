import type { Chart } from '../../helm/chart/types.ts';
import { ownDocuments, type RenderedDocument } from '../../helm/compare/rendered-document.ts';
import type { ParseCache } from '../../helm/engine/parse-cache.ts';
import { type RenderedFile, renderChart } from '../../helm/engine/render-chart.ts';
import type { Deployment } from './deployments.ts';
import type { ChartSettings, RenderedEdit } from './types.ts';

/** What a chart is given, and what its templates are parsed with. */
type RenderOptions = Pick<Deployment, 'values' | 'release' | 'namespace'> &
  Pick<ChartSettings, 'kubeVersion' | 'apiVersions'> & { readonly cache: ParseCache };

/**
 * The lines of its default rendering that edits of a chart change; `now` is what it renders to with them. What is random, or hashed,
 * is no difference.
 */
export function renderedEdits(
  path: string,
  before: Chart,
  now: readonly RenderedFile[],
  options: RenderOptions,
): readonly RenderedEdit[] {
  const old = filesOf(before, options);
  if (old.length !== now.length) return [countsOf(path, 'files', old, now)];
  return old.flatMap((file, index) => {
    const other = now[index];
    // Nearly all that is rendered is the same to the letter: its documents need not be told apart.
    if (other === undefined || (file.name === other.name && file.text === other.text)) return [];
    return changedDocuments(path, ownDocuments([file]), ownDocuments([other]));
  });
}

function changedDocuments(
  path: string,
  old: readonly RenderedDocument[],
  now: readonly RenderedDocument[],
): readonly RenderedEdit[] {
  if (old.length !== now.length) return [countsOf(path, 'documents', old, now)];
  return old.flatMap((document, index) => {
    const other = now[index];
    return other === undefined ? [] : changedLines(path, document, other);
  });
}

function countsOf(
  chart: string,
  what: string,
  old: readonly unknown[],
  now: readonly unknown[],
): RenderedEdit {
  const text = ({ length }: readonly unknown[]): string => `${length} ${what}`;
  return { chart, template: '', object: '', before: text(old), after: text(now) };
}

/** What a schema refuses is rendered all the same, as the analysis of the edited chart does. */
function filesOf(
  chart: Chart,
  { values, release, namespace, kubeVersion, apiVersions, cache }: RenderOptions,
): readonly RenderedFile[] {
  const rendered = renderChart(chart, values, {
    releaseName: release,
    namespace,
    ...(kubeVersion === '' ? {} : { kubeVersion }),
    apiVersions,
    cache,
    validate: () => undefined,
  });
  return rendered.ok ? rendered.value.files : [];
}

function changedLines(
  chart: string,
  document: RenderedDocument,
  other: RenderedDocument,
): readonly RenderedEdit[] {
  if (document.text === other.text) return [];
  const { source: template, object } = document;
  const place = { chart, template, object: [object.kind, object.name].filter(Boolean).join(' ') };
  const old = document.text.split('\n');
  const now = other.text.split('\n');
  if (old.length !== now.length) return [{ ...place, before: document.text, after: other.text }];
  let offset = 0;
  return old.flatMap((before, index) => {
    const span = { start: offset, end: offset + before.length };
    offset = span.end + 1;
    const after = now[index] ?? '';
    if (steady(before) === steady(after) || document.isOpaque(span)) return [];
    return [{ ...place, before, after }];
  });
}

/** A line without what is a digest of something. */
function steady(line: string): string {
  return line.replace(/\b[0-9a-f]{8,}\b/g, '#');
}
