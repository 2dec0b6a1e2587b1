import type { Chart } from '../../helm/chart/types.ts';
import { ownDocuments, type RenderedDocument } from '../../helm/compare/rendered-document.ts';
import { renderChart } from '../../helm/engine/render-chart.ts';
import type { Deployment } from './deployments.ts';
import type { ChartSettings } from './types.ts';

/** A line that a chart renders otherwise with edits of its files. */
export interface RenderedEdit {
  /** The chart's folder. */
  readonly chart: string;
  /** `shop/templates/web.yaml`, as Helm names it. */
  readonly template: string;
  /** Kind and name. */
  readonly object: string;
  readonly before: string;
  readonly after: string;
}

/** The lines of its default rendering that edits of a chart change. What is random, or hashed, is no difference. */
export function renderedEdits(
  path: string,
  before: Chart,
  after: Chart,
  deployment: Deployment,
  settings: ChartSettings,
): readonly RenderedEdit[] {
  const old = documentsOf(before, deployment, settings);
  const now = documentsOf(after, deployment, settings);
  if (old.length !== now.length) {
    const text = (count: number): string => `${count} documents`;
    return [{ chart: path, template: '', object: '', before: text(old.length), after: text(now.length) }];
  }
  return old.flatMap((document, index) => {
    const other = now[index];
    return other === undefined ? [] : changedLines(path, document, other);
  });
}

function documentsOf(
  chart: Chart,
  { values, release, namespace }: Deployment,
  { kubeVersion, apiVersions }: ChartSettings,
): readonly RenderedDocument[] {
  const rendered = renderChart(chart, values, {
    releaseName: release,
    namespace,
    ...(kubeVersion === '' ? {} : { kubeVersion }),
    apiVersions,
  });
  return rendered.ok ? ownDocuments(rendered.value.files) : [];
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
