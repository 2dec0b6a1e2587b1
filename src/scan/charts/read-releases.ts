import type { SkippedFile } from '../../audit/index.ts';
import { valueAt } from '../../helm/values/lookup.ts';
import { overlay } from '../../helm/values/overlay.ts';
import { UNKNOWN } from '../../helm/values/unknown.ts';
import type { TableValue } from '../../helm/values/value.ts';
import { type EditedContent, readText, remotesOf, type WalkedFile } from '../../host/index.ts';
import type { Extracted } from '../../sources/extract.ts';
import { extract, judgeImage } from '../../sources/extract.ts';
import { analyseChart } from '../../sources/helm/analyse.ts';
import type { ChartImage, ChartUnresolved } from '../../sources/helm/chart-analysis.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import type { ChartRequest, ChartSource } from '../../sources/releases/index.ts';
import type { ExtractContext, Source } from '../../sources/source.ts';
import { unresolvedText } from '../../sources/unresolved-text.ts';
import { type SourceText, sourceText } from '../../text/index.ts';
import { optionsOf, type Parsed } from './analyse-unit.ts';
import type { Deployments } from './deployments.ts';
import { chartFinder, type FindChart } from './find-chart.ts';
import { missingCharts } from './missing.ts';
import { requestValues } from './request-values.ts';
import type { ChartTexts } from './texts.ts';
import { problemsOf, usesOf } from './to-uses.ts';
import type { ChartSettings } from './types.ts';

/** A file with requests of charts that may be at hand. */
export interface ReleaseFile {
  readonly entry: WalkedFile;
  readonly candidates: readonly Source[];
}

export interface ReleaseContext {
  readonly root: string;
  readonly maxBytes: number;
  readonly edited: EditedContent | undefined;
  readonly settings: ChartSettings;
  readonly deployments: Deployments;
  readonly sources: readonly ChartSource[];
  readonly contextOf: (entry: WalkedFile) => ExtractContext;
  readonly parsed: () => Parsed;
}

export interface ReleaseFindings {
  readonly uses: readonly (ImageUse | UnresolvedUse)[];
  readonly skipped: readonly SkippedFile[];
  /** The values files that charts were given. */
  readonly valuesFiles: readonly SourceText[];
  /** The requests whose charts say what they pull, by their number. */
  readonly answered: ReadonlySet<number>;
  readonly source: SourceText;
  readonly extracted: Extracted;
}

export type ReadRelease = (file: ReleaseFile) => ReleaseFindings | SkippedFile | undefined;

/** Reads files that have charts installed: each chart that is at hand with the values that the file gives it. */
export function releaseReader(context: ReleaseContext): ReadRelease {
  const { root, maxBytes, edited, settings, sources, contextOf } = context;
  const { dependencies } = settings;
  const find = chartFinder({ root, maxBytes, edited, dependencies, sources, remotes: remotesOf(root) });
  return ({ entry, candidates }) => {
    const content = readText(entry.absolute, { maxBytes, edited });
    if (content.kind !== 'text')
      return content.kind === 'skipped' ? { file: entry.path, reason: content.reason } : undefined;
    const source = sourceText(entry.path, content.text);
    const extracted = extract(source, candidates, contextOf(entry));
    if (extracted === undefined) return undefined;
    const answers = (extracted.requests ?? []).map((request) => answer(request, source, find, context));
    const charts = answers.filter((each) => each !== undefined);
    return {
      uses: charts.flatMap(({ uses }) => uses),
      skipped: charts.flatMap(({ skipped }) => skipped),
      valuesFiles: charts.flatMap(({ valuesFiles }) => valuesFiles),
      answered: new Set(answers.flatMap((each, index) => (each?.answered === true ? [index] : []))),
      source,
      extracted,
    };
  };
}

interface Answer extends Pick<ReleaseFindings, 'uses' | 'skipped' | 'valuesFiles'> {
  /** False where nothing of the chart could be rendered: the shape of the values says more. */
  readonly answered: boolean;
}

function answer(
  request: ChartRequest,
  source: SourceText,
  find: FindChart,
  context: ReleaseContext,
): Answer | undefined {
  // What has no place changes a request that stands elsewhere.
  if (request.place === undefined) return undefined;
  const { opened, skipped } = find(request, source.path);
  if (opened === undefined) return skipped.length === 0 ? undefined : nothing(skipped);
  const { chart, missing } = opened;
  const { other, contents } = context.deployments;
  for (const [file, content] of contents) opened.texts.add(file, content);
  const given = requestValues(request, chart, { ...context, source });
  const deployment = {
    values: overlay(given.values, other.values),
    release: known(request.release) ?? other.release,
    namespace: known(request.namespace) ?? other.namespace,
  };
  const texts = layered([source, ...given.files], opened.texts);
  const analysis = analyseChart(
    { chart, problems: [] },
    optionsOf(deployment, { settings: context.settings, parsed: context.parsed() }, texts.at),
  );
  const problems = [...skipped, ...given.skipped, ...problemsOf(analysis, texts)];
  if (analysis.unrendered === true) return nothing(problems);
  const absent = missingCharts(chart, missing, deployment.values, opened.texts);
  const { images, unresolved } = withPlaceholders(analysis.images);
  const open = analysis.unresolved.map((each) => whereOpen(each, given.values));
  const found = { images, unresolved: [...open, ...unresolved, ...absent] };
  return {
    uses: [
      ...usesOf(found, texts).map((use) => under(request, use)),
      ...given.absent.map((image) => judgeImage(owned(image, request), source, 'helm')),
    ],
    skipped: problems,
    valuesFiles: given.files,
    answered: true,
  };
}

function nothing(skipped: readonly SkippedFile[]): Answer {
  return { uses: [], skipped, valuesFiles: [], answered: false };
}

function owned<Image>(image: Image, { object }: ChartRequest): Image {
  return object === undefined ? image : { ...image, object };
}

/** A name as Kubernetes has it; what is filled in later is none. */
function known(name: string | undefined): string | undefined {
  return name !== undefined && /^[a-z0-9][a-z0-9.-]*$/.test(name) ? name : undefined;
}

/** What a request has installed under a condition is pulled under it. */
function under<Use extends ImageUse | UnresolvedUse>({ when, reach }: ChartRequest, use: Use): Use {
  if (when === undefined) return use;
  const whole = use.when === undefined ? when : `${when} and ${use.when}`;
  return { ...use, ...('reach' in use && reach !== undefined ? { reach } : {}), when: whole };
}

/** An image with a variable in it is none before something fills it in. */
function withPlaceholders(images: readonly ChartImage[]): {
  readonly images: readonly ChartImage[];
  readonly unresolved: readonly ChartUnresolved[];
} {
  const reasons = new Map(images.map((image) => [image, unresolvedText(image.value)] as const));
  return {
    images: images.filter((image) => reasons.get(image) === undefined),
    unresolved: images.flatMap(({ pieces: _, hooks: __, ...image }, index) => {
      const reason = reasons.get(images[index] as ChartImage);
      return reason === undefined ? [] : [{ ...image, ...reason }];
    }),
  };
}

/** What is filled in later is told where that stands, if the values say so. */
function whereOpen(unresolved: ChartUnresolved, values: TableValue): ChartUnresolved {
  const value = unresolved.value.replaceAll(UNKNOWN, '');
  for (const key of unresolved.origin) {
    const given = valueAt(values, key);
    if (given?.kind === 'string' && given.value.includes(UNKNOWN) && given.place !== undefined)
      return { ...unresolved, value, file: given.place.file, span: given.place.span };
  }
  return { ...unresolved, value };
}

function layered(sources: readonly SourceText[], below: ChartTexts): ChartTexts {
  const own = new Map(sources.map((source) => [source.path, source]));
  return { ...below, at: (file) => own.get(file) ?? below.at(file) };
}
