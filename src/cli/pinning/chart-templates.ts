import { join } from 'node:path';
import { readText, treeFiles, type WalkEntry } from '../../host/index.ts';
import { type SourceText, sourceText } from '../../text/index.ts';

/**
 * The templates of the chart that a file of values belongs to, those of its subcharts among them; undefined where the file belongs
 * to none, and where a subchart is packed. Read when they are asked for, and once.
 */
export function chartTemplates(
  root: string,
  maxBytes: number,
  entries: readonly WalkEntry[],
): (file: string) => readonly SourceText[] | undefined {
  const known = new Map<string, readonly SourceText[] | undefined>();
  return (file) => {
    const entry = entries.find((candidate) => candidate.kind === 'file' && candidate.path === file);
    const chart = entry?.kind === 'file' ? entry.chart?.replace(/\/charts\/.*$/, '') : undefined;
    if (chart === undefined) return undefined;
    if (!known.has(chart)) known.set(chart, templatesIn(root, chart, maxBytes));
    return known.get(chart);
  };
}

function templatesIn(root: string, chart: string, maxBytes: number): readonly SourceText[] | undefined {
  const templates: SourceText[] = [];
  for (const { absolute, path } of treeFiles(join(root, chart), { within: root, wants: () => true })) {
    if (/(?:^|\/)charts\/[^/]+\.tgz$/.test(path)) return undefined;
    if (!/(?:^|\/)templates\//.test(path)) continue;
    const content = readText(absolute, { maxBytes });
    if (content.kind === 'text')
      templates.push(sourceText(chart === '' ? path : `${chart}/${path}`, content.text));
  }
  return templates;
}
