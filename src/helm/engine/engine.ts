import { err, ok, type Result } from '../../result.ts';
import { chartValues } from '../chart/chart-values.ts';
import { enabledCharts } from '../chart/enabled.ts';
import { importValues } from '../chart/import-values.ts';
import type { Chart } from '../chart/types.ts';
import { bool, int, table, text } from '../functions/make.ts';
import { parseConstraint, satisfies } from '../semver/constraint.ts';
import { parseVersion } from '../semver/version.ts';
import { executeNamed } from '../template/execute.ts';
import type { TemplateFailure } from '../template/failure.ts';
import { type Budget, budgetOfFile, type Call, newBudget } from '../template/state.ts';
import type { Trace } from '../template/trace.ts';
import { coalesceValues } from '../values/coalesce.ts';
import type { PrintedPiece, TableValue } from '../values/value.ts';
import { templateCalls } from './calls.ts';
import { capabilities, defaultKubeVersion, type KubeVersion, parseKubeVersion } from './capabilities.ts';
import { goValues } from './go-values.ts';
import { cleanPiece } from './include.ts';
import { withKeys } from './keys.ts';
import type { EngineError, EngineOptions } from './options.ts';
import { createParseCache } from './parse-cache.ts';
import { freshScopes, type Scopes, scopesOf } from './scopes.ts';
import { type EngineFile, type TemplateSet, templateSet } from './template-set.ts';

/** A chart with its values, ready to be rendered, file by file. */
export interface Engine extends TemplateSet {
  /** With the subcharts that are switched on, under their aliases. */
  readonly chart: Chart;
  /** As templates find them at first; nothing changes them. */
  readonly values: TableValue;
  /**
   * What a file prints. Templates can change the values that the files after it see, as in Helm: whoever wants none of that asks for
   * a fresh engine before.
   */
  renderFile(file: EngineFile, trace?: Trace): Result<readonly PrintedPiece[], TemplateFailure>;
  /** The same chart with values that no template has changed, and with all of its budget. */
  fresh(): Engine;
}

/** Makes a chart ready as `helm template` does: subcharts are switched on or off, then values are coalesced. */
export function createEngine(
  chart: Chart,
  given: TableValue,
  options: EngineOptions = {},
): Result<Engine, EngineError> {
  const kube = kubeVersionFor(chart, options.kubeVersion ?? defaultKubeVersion);
  if (!kube.ok) return kube;
  if (chart.metadata.type.toLowerCase() === 'library')
    return err({ code: 'library', message: 'library charts are not installable' });
  if (chartsIn(chart) > mostCharts)
    return err({ code: 'too-large', message: 'the chart has more subcharts, under aliases, than are read' });
  const complete = completeChart(chart, given);
  if (!complete.ok) return complete;
  const { value: enabled } = complete;
  const coalesced = coalesceValues(chartValues(enabled), given);
  if (!coalesced.ok) return err(notATable(coalesced.error.chart));
  const values = withKeys(coalesced.value, enabled);
  const wrong = options.validate?.(enabled, values);
  if (wrong !== undefined) return err({ code: 'schema', message: wrong });
  const cache = options.cache ?? createParseCache();
  const scopes = scopesOf(enabled, values, {
    release: release(options),
    capabilities: capabilities(kube.value, options.apiVersions ?? []),
  });
  const set = templateSet(enabled, cache);
  const budget = options.budget ?? newBudget();
  return ok(engineOf({ ...set, chart: enabled, values }, scopes, templateCalls(cache), budget));
}

function engineOf(
  parts: Omit<Engine, 'renderFile' | 'fresh'>,
  untouched: Scopes,
  functions: ReadonlyMap<string, Call>,
  all: Budget,
): Engine {
  const scopes = freshScopes(untouched);
  return {
    ...parts,
    renderFile({ name, chartPath, template }, trace) {
      const dot = scopes(chartPath);
      if (dot === undefined) throw new TypeError(`${chartPath} is no chart of this engine`);
      const own = table([
        ['Name', text(name)],
        ['BasePath', text(`${chartPath}/templates`)],
      ]);
      (dot.entries as Map<string, unknown>).set('Template', goValues(own));
      const budget = budgetOfFile(all);
      const { steps, outputUnits } = budget;
      const execution = { templates: parts.templates, functions, budget, included: new Map() };
      const traced = trace === undefined ? execution : { ...execution, trace };
      const result = executeNamed(traced, template, dot);
      all.steps -= steps - budget.steps;
      all.outputUnits -= outputUnits - budget.outputUnits;
      return result.ok ? ok(result.value.map(cleanPiece)) : result;
    },
    fresh: () => engineOf(parts, untouched, functions, newBudget()),
  };
}

const completed = new WeakMap<Chart, Map<string, Result<Chart, EngineError>>>();

/** No public chart has a hundred. Ten aliases on every level would make any number of them. */
const mostCharts = 3_000;

function chartsIn({ metadata, dependencies }: Chart): number {
  return dependencies.reduce((sum, each) => {
    const listed = metadata.dependencies?.filter(({ name }) => name === each.metadata.name).length ?? 0;
    return sum + Math.max(1, listed) * chartsIn(each);
  }, 1);
}

/** The same chart each time the same subcharts are on: what belongs to it is then made once. */
function completeChart(chart: Chart, given: TableValue): Result<Chart, EngineError> {
  const enabled = enabledCharts(chart, given);
  if (!enabled.ok) return err(notATable(enabled.error.chart));
  const known = completed.get(chart) ?? new Map<string, Result<Chart, EngineError>>();
  if (known.size === 0) completed.set(chart, known);
  const names = namesOf(enabled.value);
  const before = known.get(names);
  if (before !== undefined) return before;
  const imported = importValues(enabled.value);
  const complete = imported.ok ? imported : err(notATable(imported.error.chart));
  known.set(names, complete);
  return complete;
}

function namesOf({ metadata, dependencies }: Chart): string {
  return `${metadata.name}(${dependencies.map(namesOf).join()})`;
}

function notATable(chart: string): EngineError {
  return { code: 'not-a-table', message: `the values for the subchart ${chart} are not a map` };
}

/** The version of Kubernetes, if the chart is for it. */
function kubeVersionFor({ metadata }: Chart, given: string): Result<KubeVersion, EngineError> {
  const fails = (message: string) => err({ code: 'kube-version', message } as const);
  const kube = parseKubeVersion(given);
  if (kube === undefined) return fails(`${JSON.stringify(given)} is no version of Kubernetes`);
  const wanted = metadata.kubeVersion;
  if (wanted === '') return ok(kube);
  const constraint = parseConstraint(wanted);
  const version = parseVersion(kube.normalized);
  return constraint !== undefined && version !== undefined && satisfies(version, constraint)
    ? ok(kube)
    : fails(`chart requires kubeVersion: ${wanted} which is incompatible with Kubernetes ${kube.version}`);
}

function release({ releaseName, namespace, isUpgrade = false }: EngineOptions): TableValue {
  return table([
    ['Name', text(releaseName ?? 'release-name')],
    ['Namespace', text(namespace ?? 'default')],
    ['IsUpgrade', bool(isUpgrade)],
    ['IsInstall', bool(!isUpgrade)],
    ['Revision', int(1)],
    ['Service', text('Helm')],
  ]);
}
