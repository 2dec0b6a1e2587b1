import { err, ok, type Result } from '../../result.ts';
import { chartValues } from '../chart/chart-values.ts';
import { turnsSwitch } from '../chart/switches.ts';
import type { Chart } from '../chart/types.ts';
import { table, text } from '../functions/make.ts';
import { withSharedValues } from '../functions/shared-values.ts';
import { executeNamed } from '../template/execute.ts';
import type { TemplateFailure } from '../template/failure.ts';
import { type Budget, budgetOfFile, type Call, newBudget } from '../template/state.ts';
import { restart, type Trace } from '../template/trace.ts';
import { coalesceValues } from '../values/coalesce.ts';
import { overlay } from '../values/overlay.ts';
import type { PrintedPiece, TableValue } from '../values/value.ts';
import { templateCalls } from './calls.ts';
import { capabilities, defaultKubeVersion, type KubeVersion } from './capabilities.ts';
import { chartsIn, completeChart, notATable } from './complete-chart.ts';
import { goValues } from './go-values.ts';
import { cleanPiece } from './include.ts';
import { withKeys } from './keys.ts';
import { layOver } from './lay-over.ts';
import type { EngineError, EngineOptions } from './options.ts';
import { createParseCache } from './parse-cache.ts';
import { freshScopes, type Scopes, scopesOf } from './scopes.ts';
import { kubeVersionFor, release, type Surroundings } from './surroundings.ts';
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
  renderFile(file: EngineFile, trace?: Trace): Rendered;
  /** The same chart with values that no template has changed, and with all of its budget. */
  fresh(): Engine;
  /**
   * The same chart as if `over` had been given on top of what was, and the cluster offered more; out of the same budget. No schema is
   * asked what it says of these values.
   */
  with(over: TableValue, apiVersions?: readonly string[]): Result<Engine, EngineError>;
}

type Rendered = Result<readonly PrintedPiece[], TemplateFailure>;

/** What an engine is made of. */
interface Parts extends TemplateSet {
  readonly whole: Whole;
  /** With the subcharts that are switched on, under their aliases. */
  readonly chart: Chart;
  readonly values: TableValue;
  readonly surroundings: Surroundings;
  readonly functions: ReadonlyMap<string, Call>;
}

/** What `createEngine` was given. */
interface Whole {
  readonly chart: Chart;
  readonly given: TableValue;
  readonly options: EngineOptions;
  readonly kube: KubeVersion;
}

/** No public chart has a hundred. Ten aliases on every level would make any number of them. */
const mostCharts = 3_000;

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
  const { cache = createParseCache(), budget = newBudget() } = options;
  const surroundings = {
    release: release(options),
    capabilities: capabilities(kube.value, options.apiVersions ?? []),
  };
  const parts: Parts = {
    ...templateSet(enabled, cache),
    whole: { chart, given, options: { ...options, cache, budget }, kube: kube.value },
    chart: enabled,
    values,
    surroundings,
    functions: templateCalls(cache),
  };
  return ok(engineOf(parts, scopesOf(enabled, values, surroundings), budget));
}

/** Charts whose templates change the values that they get. */
const changing = new WeakSet<Chart>();

function engineOf(parts: Parts, untouched: Scopes, all: Budget): Engine {
  const { templates, files, failures, chart, values, functions, whole } = parts;
  const scopes = freshScopes(untouched, !changing.has(whole.chart));
  const execute = ({ name, chartPath, template }: EngineFile, trace: Trace | undefined): Rendered => {
    const dot = scopes.at(chartPath);
    if (dot === undefined) throw new TypeError(`${chartPath} is no chart of this engine`);
    const own = table([
      ['Name', text(name)],
      ['BasePath', text(`${chartPath}/templates`)],
    ]);
    (dot.entries as Map<string, unknown>).set('Template', goValues(own));
    const budget = budgetOfFile(all);
    const { steps, outputUnits } = budget;
    const execution = { templates, functions, budget, included: new Map() };
    const traced = trace === undefined ? execution : { ...execution, trace };
    const result = executeNamed(traced, template, dot);
    all.steps -= steps - budget.steps;
    all.outputUnits -= outputUnits - budget.outputUnits;
    return result.ok ? ok(result.value.map(cleanPiece)) : result;
  };
  return {
    ...{ templates, files, failures, chart, values },
    renderFile(file, trace) {
      const rendered = scopes.areShared() ? withSharedValues(() => execute(file, trace)) : undefined;
      if (rendered !== undefined) return rendered;
      changing.add(whole.chart);
      scopes.copyValues();
      if (trace !== undefined) restart(trace);
      return execute(file, trace);
    },
    fresh: () => engineOf(parts, untouched, newBudget()),
    with: (over, apiVersions = []) => variant(parts, over, apiVersions, all),
  };
}

function variant(
  parts: Parts,
  over: TableValue,
  apiVersions: readonly string[],
  budget: Budget,
): Result<Engine, EngineError> {
  const { chart, given, kube, options } = parts.whole;
  const apis = [...(options.apiVersions ?? []), ...apiVersions];
  const values = turnsSwitch(chart, over) ? undefined : layOver(parts.values, over, parts.chart);
  if (values === undefined) {
    const { validate: _, ...others } = options;
    return createEngine(chart, overlay(given, over), { ...others, budget, apiVersions: apis });
  }
  const surroundings =
    apiVersions.length === 0
      ? parts.surroundings
      : { ...parts.surroundings, capabilities: capabilities(kube, apis) };
  return ok(engineOf({ ...parts, values }, scopesOf(parts.chart, values, surroundings), budget));
}
