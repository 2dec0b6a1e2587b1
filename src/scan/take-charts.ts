import { append } from '../append.ts';
import { ok, type Result } from '../result.ts';
import type { HelmComparison } from '../sources/helm/chart-comparison.ts';
import { betterKnown, removeFrom } from './better-known.ts';
import type { ChartSettings, RenderedEdit } from './charts/types.ts';
import type { Findings } from './findings.ts';
import { givenValuesFiles } from './given-values.ts';
import type { ScanOptions } from './options.ts';
import type { FileReader } from './read-files.ts';
import type { Walked } from './read-walked.ts';

/** What charts come to beside what is found in them. */
export interface TakenCharts {
  /** The files that are done with, by their path. */
  readonly done: ReadonlySet<string>;
  readonly renderedEdits: readonly RenderedEdit[];
  /** Undefined where nothing is compared. */
  readonly helm?: HelmComparison;
}

export interface ScanInHand {
  readonly options: ScanOptions;
  readonly findings: Findings;
  readonly reader: FileReader;
}

/**
 * Reads the charts of a walk, and the files that have some installed; what charts say exactly takes the place of what was told by the
 * shape of values. The error is a sentence about the values that charts are given, or about the Helm to compare with.
 */
export async function takeCharts(walked: Walked, scan: ScanInHand): Promise<Result<TakenCharts, string>> {
  const { units, releases, later } = walked;
  const { options, findings, reader } = scan;
  const { root, charts: settings, maxBytes, edited } = options;
  if (units.length + releases.length === 0 && !isGiven(settings) && options.helm === undefined)
    return ok({ done: new Set(), renderedEdits: [] });

  options.onCharts?.(units.length);
  const { helmProgram, readCharts, readDeployments } = await import('./helm-charts.ts');
  const deployments = readDeployments(root, settings, edited);
  if (!deployments.ok) return deployments;
  const helm = options.helm && helmProgram(options.helm.program, options.helm.environment);
  if (helm?.ok === false) return helm;
  const givenValues = givenValuesFiles(options);
  const found = await readCharts({
    ...{ walk: options, maxBytes, edited, settings, units, releases },
    deployments: deployments.value,
    chartSources: findings.chartSources,
    contextOf: reader.contextOf,
    takeRelease: findings.take,
    valuesFiles: new Set(later.map(({ path }) => path).filter((path) => givenValues.has(path))),
    detach: findings.detach,
    helm: helm?.value,
    memory: options.chartMemory,
  });

  const released = new Set(releases.map(({ entry }) => entry.path));
  const isBetterKnown = betterKnown(found, released, findings.namedValues);
  for (const list of [findings.uses, findings.unresolved]) removeFrom(list, isBetterKnown);
  for (const path of found.valuesFiles)
    if (!findings.namedValues.has(path) && reader.unrecognised.delete(path)) findings.files.read++;
  append(findings.uses, found.uses);
  append(findings.unresolved, found.unresolved);
  append(findings.skipped, found.skipped);
  for (const [file, ignored] of found.directives) findings.directives.set(file, ignored);
  for (const { kind, path } of units) if (kind === 'archive' && found.done.has(path)) findings.files.read++;
  const { done, renderedEdits, comparisons } = found;
  const taken = { done, renderedEdits };
  return ok(
    helm === undefined ? taken : { ...taken, helm: { version: helm.value.version, charts: comparisons } },
  );
}

function isGiven({ charts, values, set }: ChartSettings): boolean {
  return charts.length + values.length + set.length > 0;
}
