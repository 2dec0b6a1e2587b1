import type { TemplateError, TemplateTree } from '../../formats/gotemplate/index.ts';
import { sourceText } from '../../text/index.ts';
import type { Chart, ChartFile } from '../chart/types.ts';
import type { NamedTemplate } from '../template/named-template.ts';
import { mainName, type ParseCache } from './parse-cache.ts';

/** A template that Helm executes by itself. */
export interface EngineFile {
  /** `top/charts/sub/templates/deployment.yaml`. */
  readonly name: string;
  readonly file: ChartFile;
  /** The chart that it belongs to, `top/charts/sub`, and its place among the scopes. */
  readonly chartPath: string;
  /** NOTES.txt is executed, but is no manifest. */
  readonly kind: 'manifest' | 'notes';
  readonly template: NamedTemplate;
}

/** A template of a chart's file. */
export interface FileTemplate extends NamedTemplate {
  readonly file: ChartFile;
}

/** A file that is no template: for Helm the whole chart is none. */
export interface ParseFailure {
  readonly name: string;
  readonly file: ChartFile;
  readonly error: TemplateError;
}

export interface TemplateSet {
  readonly templates: ReadonlyMap<string, FileTemplate>;
  /** In the order in which Helm executes them. */
  readonly files: readonly EngineFile[];
  readonly failures: readonly ParseFailure[];
}

interface Entry {
  readonly name: string;
  readonly chartPath: string;
  readonly file: ChartFile;
}

/**
 * All templates of a chart and its subcharts, parsed in Helm's order: the deepest path first, so that what a parent defines takes
 * the place of what a subchart defines (helm, pkg/engine, sortTemplates).
 */
export function templateSet(top: Chart, cache: ParseCache): TemplateSet {
  const known = sets.get(top);
  if (known !== undefined) return known;
  const made = makeSet(top, cache);
  sets.set(top, made);
  return made;
}

/** By the chart with the subcharts that are on. */
const sets = new WeakMap<Chart, TemplateSet>();

function makeSet(top: Chart, cache: ParseCache): TemplateSet {
  const templates = new Map<string, FileTemplate>();
  const files: EngineFile[] = [];
  const failures: ParseFailure[] = [];
  for (const { name, chartPath, file } of sorted(entriesOf(top, top.metadata.name))) {
    const source = sourceText(name, file.text);
    const parsed = cache.parse(source);
    if (!parsed.ok) {
      failures.push({ name, file, error: parsed.error });
      continue;
    }
    const { main, trees } = parsed.value;
    const define = (key: string, tree: TemplateTree): void => {
      if (!tree.empty || !templates.has(key)) templates.set(key, { name: key, tree, source, file });
    };
    for (const [key, tree] of trees) if (key !== mainName) define(key, tree);
    define(name, main);
    const base = baseName(name);
    if (base.startsWith('_')) continue;
    const kind = name.endsWith('NOTES.txt') ? 'notes' : 'manifest';
    files.push({ name, file, chartPath, kind, template: { name, tree: main, source } });
  }
  return { templates, files, failures };
}

/** Of library charts only partials count. */
function entriesOf(chart: Chart, chartPath: string): readonly Entry[] {
  const isLibrary = chart.metadata.type.toLowerCase() === 'library';
  const own = chart.templates.filter(({ path }) => !isLibrary || baseName(path).startsWith('_'));
  return [
    ...own.map((file) => ({ name: `${chartPath}/${file.path}`, chartPath, file })),
    ...chart.dependencies.flatMap((each) => entriesOf(each, `${chartPath}/charts/${each.metadata.name}`)),
  ];
}

/** Deepest first, and of the same depth in reverse order. */
function sorted(entries: readonly Entry[]): readonly Entry[] {
  return entries
    .map((entry) => ({ entry, depth: entry.name.split('/').length }))
    .sort((a, b) => b.depth - a.depth || (a.entry.name < b.entry.name ? 1 : -1))
    .map(({ entry }) => entry);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
