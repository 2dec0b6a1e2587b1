import { append } from '../../append.ts';
import { type IgnoreDirective, ignoreDirectives, type SkippedFile } from '../../audit/index.ts';
import type { Chart } from '../../helm/chart/types.ts';
import { chartParseCache, type ParseCache } from '../../helm/engine/parse-cache.ts';
import type { RenderedFile } from '../../helm/engine/render-chart.ts';
import type { CompiledSchemas } from '../../helm/schema/index.ts';
import type { EditedContent, HelmProgram } from '../../host/index.ts';
import { analyseChart } from '../../sources/helm/analyse.ts';
import { annotatedImages } from '../../sources/helm/annotated-images.ts';
import type { ChartComparison } from '../../sources/helm/chart-comparison.ts';
import type { ChartOptions } from '../../sources/helm/chart-options.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import { compareWithHelm } from './compare-with-helm.ts';
import type { Deployment, Deployments } from './deployments.ts';
import { missingCharts } from './missing.ts';
import { ociDependencies } from './oci-dependencies.ts';
import { openChart } from './open-chart.ts';
import { readPackedCrds } from './packed-crds.ts';
import { renderedEdits } from './rendered-edits.ts';
import { problemsOf, usesOf } from './to-uses.ts';
import type { ChartSettings, RenderedEdit } from './types.ts';
import { type ChartUnit, isOwn } from './units.ts';

export interface UnitContext {
  readonly root: string;
  readonly maxBytes: number;
  readonly edited: EditedContent | undefined;
  readonly settings: ChartSettings;
  readonly deployments: Deployments;
  /** What is parsed and compiled once for all charts. */
  readonly parsed: Parsed;
  /** Whether git has a file of the chart, by its path from the root on. */
  readonly isListed: (path: string) => boolean;
  /** Undefined where nothing is compared. */
  readonly helm: HelmProgram | undefined;
}

export interface Parsed {
  readonly templates: ParseCache;
  readonly schemas: CompiledSchemas;
}

export interface UnitFindings {
  readonly uses: readonly (ImageUse | UnresolvedUse)[];
  readonly skipped: readonly SkippedFile[];
  readonly directives: ReadonlyMap<string, readonly IgnoreDirective[]>;
  /** False when the chart could not be read at all: only `skipped` says something then. */
  readonly read: boolean;
  /** The values files that it was given. */
  readonly valuesFiles: readonly string[];
  readonly comparisons: readonly ChartComparison[];
  /** What edits of its files change in what it renders to. */
  readonly renderedEdits: readonly RenderedEdit[];
  /** The files that all of this is made of, by their paths from the root; undefined where that is not known. */
  readonly texts?: readonly string[];
}

/** What one chart makes somebody pull, in each of its deployments. Its files are in memory until this returns. */
export function analyseUnit(unit: ChartUnit, context: UnitContext): UnitFindings {
  const { root, maxBytes, edited, settings, deployments, isListed } = context;
  const chosen = deploymentsOf(unit, deployments);
  const { isEdited, content } = watched(edited);
  // With edits a chart is rendered as it was, too, from mostly the same texts.
  const parsed: Parsed =
    edited === undefined
      ? context.parsed
      : { ...context.parsed, templates: chartParseCache(context.parsed.templates) };
  const opened = openChart((loader) => loader.load(unit.absolute), {
    root,
    maxBytes,
    edited: content,
    dependencies: settings.dependencies,
    isListed,
    name: unit.path,
  });
  if (opened.chart === undefined) {
    const { skipped } = opened;
    const reason = skipped.map((each) => each.reason).join('\n');
    const comparisons = comparisonsOf(unit, reason, chosen, context);
    return {
      uses: [],
      skipped,
      directives: new Map(),
      read: false,
      valuesFiles: [],
      comparisons,
      renderedEdits: [],
    };
  }
  const { chart, missing, fetched, texts } = opened;
  for (const [file, content] of deployments.contents) texts.add(file, content);
  const metadata = texts.at(chart.metadata.table.place?.file ?? '');
  const found = new Map<string, ImageUse | UnresolvedUse>();
  const skipped = [...opened.skipped];
  const rendered = new Map<Deployment, RenderedFile[]>();
  for (const deployment of chosen) {
    const files: RenderedFile[] = [];
    const analysis = analyseChart(
      { chart, problems: [] },
      {
        ...optionsOf(deployment, { settings, parsed }, texts.at),
        ...(isEdited() ? { onRendered: (file) => files.push(file) } : {}),
      },
    );
    rendered.set(deployment, files);
    const unresolved = [...analysis.unresolved, ...missingCharts(chart, missing, deployment.values, texts)];
    const images = [
      ...analysis.images,
      ...(metadata === undefined ? [] : annotatedImages(metadata, analysis.images)),
    ];
    for (const use of usesOf({ images, unresolved }, texts)) keep(use, found);
    const others = problemsOf(analysis, texts).filter(
      (problem) => !skipped.some((known) => isSame(known, problem)),
    );
    append(skipped, others);
  }
  for (const use of ociDependencies(fetched, texts)) keep(use, found);
  const crds = readPackedCrds(chart, texts);
  for (const use of crds.uses) keep(use, found);
  append(skipped, crds.skipped);
  const valuesFiles = chosen.flatMap((deployment) => deployment.valuesFiles);
  const own = unit.files.filter(isOwn).map(({ path }) => path);
  return {
    uses: [...found.values()],
    skipped,
    directives: directivesOf([...own, ...valuesFiles], texts.at),
    read: true,
    valuesFiles,
    comparisons: comparisonsOf(unit, chart, chosen, context),
    renderedEdits: isEdited() ? editsOf(unit, rendered, { ...context, parsed }) : [],
    texts: texts.names(),
  };
}

/** Tells whether any content that was asked for is an edited one. */
function watched(edited: EditedContent | undefined): {
  readonly content: EditedContent | undefined;
  readonly isEdited: () => boolean;
} {
  let touched = false;
  const content: EditedContent = (path, before) => {
    const after = edited?.(path, before) ?? before;
    touched ||= after !== before;
    return after;
  };
  return { content: edited && content, isEdited: () => touched };
}

/** The chart as it stands is opened beside the edited one; deployments with values files of their own read them edited. */
function editsOf(
  unit: ChartUnit,
  rendered: ReadonlyMap<Deployment, readonly RenderedFile[]>,
  { root, maxBytes, settings, isListed, parsed }: UnitContext,
): readonly RenderedEdit[] {
  const { dependencies } = settings;
  const name = unit.path;
  const before = openChart((loader) => loader.load(unit.absolute), {
    root,
    maxBytes,
    edited: undefined,
    dependencies,
    isListed,
    name,
  });
  if (before.chart === undefined) return [];
  const { chart: old } = before;
  const cache = parsed.templates;
  return [...rendered].flatMap(([each, files]) =>
    renderedEdits(unit.path, old, files, { ...settings, ...each, cache }),
  );
}

function comparisonsOf(
  unit: ChartUnit,
  chart: Chart | string,
  chosen: readonly Deployment[],
  { helm, ...context }: UnitContext,
): readonly ChartComparison[] {
  if (helm === undefined) return [];
  return chosen.map((deployment) => compareWithHelm(unit, chart, deployment, { ...context, helm }));
}

/** The deployments that the configuration lists, of the chart or of the folder of packed charts; or the one that has nothing of its own. */
function deploymentsOf({ absolute, kind }: ChartUnit, { listed, other }: Deployments): readonly Deployment[] {
  const folder = absolute.replace(/[/\\][^/\\]*$/, '');
  const own = listed.filter(({ path }) => path === absolute || (kind === 'archive' && path === folder));
  return own.length === 0 ? [other] : own;
}

export function optionsOf(
  { values, release, namespace }: Pick<Deployment, 'values' | 'release' | 'namespace'>,
  { settings: { kubeVersion, apiVersions }, parsed }: Pick<UnitContext, 'settings' | 'parsed'>,
  sourceOf: ChartOptions['sourceOf'],
): ChartOptions {
  return {
    values,
    release,
    namespace,
    ...(kubeVersion === '' ? {} : { kubeVersion }),
    apiVersions,
    cache: parsed.templates,
    schemas: parsed.schemas,
    sourceOf,
  };
}

/** Keeps each place and image once, whatever the release is called: what one deployment pulls in any case is no longer conditional. */
export function keep(use: ImageUse | UnresolvedUse, found: Map<string, ImageUse | UnresolvedUse>): void {
  const { file, span, value, purpose } = use;
  const key = JSON.stringify([file, span.start, span.end, value, purpose, 'reason' in use ? use.reason : '']);
  const before = found.get(key);
  if (before === undefined || rank(use) < rank(before)) found.set(key, use);
}

/** Pulled whatever is set, pulled with what is set, pulled if something is. */
function rank(use: ImageUse | UnresolvedUse): number {
  if (use.when === undefined) return 0;
  return 'reach' in use && use.reach === 'default' ? 1 : 2;
}

function isSame(left: SkippedFile, right: SkippedFile): boolean {
  return left.file === right.file && left.line === right.line && left.reason === right.reason;
}

/** The `pullthrough-ignore` comments in these files. What is packed nobody edits: comments there are other people's. */
export function directivesOf(
  files: readonly string[],
  sourceOf: ChartOptions['sourceOf'],
): ReadonlyMap<string, readonly IgnoreDirective[]> {
  const directives = new Map<string, readonly IgnoreDirective[]>();
  for (const file of files) {
    const source = file.endsWith('.tgz') ? undefined : sourceOf(file);
    const found = source === undefined ? [] : ignoreDirectives(source.text);
    if (found.length > 0) directives.set(file, found);
  }
  return directives;
}
