import { append } from '../../append.ts';
import { ok, type Result } from '../../result.ts';
import type { Chart } from '../chart/types.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { EngineError, EngineOptions } from '../engine/options.ts';
import { chartParseCache, createParseCache } from '../engine/parse-cache.ts';
import type { EngineFile, FileTemplate, ParseFailure } from '../engine/template-set.ts';
import type { TemplateFailure } from '../template/failure.ts';
import { type Budget, newBudget } from '../template/state.ts';
import { newTrace } from '../template/trace.ts';
import type { PrintedPiece, TableValue } from '../values/value.ts';
import { type Assignment, noAssignment } from './assignment.ts';
import { evaluate, type LookUp } from './evaluate.ts';
import { overridesOf } from './overrides.ts';
import { pack } from './pack.ts';
import { schemaValues } from './schema-values.ts';
import {
  addTarget,
  afterWorld,
  collect,
  newSearch,
  noteRendered,
  relevanceIn,
  type Search,
  wasRendered,
} from './search.ts';
import { type Subchart, subchartsOf } from './subcharts.ts';
import type { Target } from './targets.ts';
import { type Unreached, unreachedOf } from './unreached.ts';
import { lookUpIn, type WorldValues } from './world-values.ts';

/** One file in one world. */
export interface Rendering {
  readonly file: EngineFile;
  /** What the world sets; nothing for that of the given values. */
  readonly assignment: Assignment;
  /** What Helm would say to it. */
  readonly failure?: TemplateFailure;
}

/** With what it printed, and with that all that the file's execution has left behind. */
export interface PrintedRendering extends Rendering {
  readonly pieces: readonly PrintedPiece[];
}

/** What is to be seen in a rendering before the next file is rendered. */
export type Look<Seen> = (rendering: PrintedRendering) => Seen;

/** What has been learnt of a chart; of each rendering what `look` made of it. */
export interface Exploration<Seen = unknown> {
  /** With the given values, in Helm's order. */
  readonly given: readonly Seen[];
  /** Only files that can print an image, each only in the worlds that were to bring something new to light in it. */
  readonly worlds: readonly Seen[];
  readonly subcharts: readonly Subchart[];
  readonly lookUp: LookUp;
  /** Of all worlds, by name. */
  readonly templates: ReadonlyMap<string, FileTemplate>;
  /** What could not be parsed. */
  readonly unparsed: readonly ParseFailure[];
  /** Whether every side that one knew a way to has been tried: false where the chart was too large for that. */
  readonly complete: boolean;
  /** What no world that was tried has come to. */
  readonly unreached: readonly Unreached[];
  /** There are more switches than are tried. */
  readonly isCut: boolean;
}

/** Worlds beyond the given one; charts with many switches that exclude each other take about ten. */
const mostWorlds = 32;

/** Of those the ones that are tried with values which only the user has: the first few show nearly all that there is. */
const mostOpenWorlds = 3;

/**
 * Renders a chart with the given values, and in as few worlds more as it takes to execute every side of its guards that can
 * print an image. A side that was reached once with the same condition is not sought again.
 *
 * `look` is called with each rendering at once, and nothing else of it is kept: what values were made of takes many times the room of what
 * they are.
 */
export function explore<Seen>(
  chart: Chart,
  given: TableValue,
  options: EngineOptions,
  look: Look<Seen>,
): Result<Exploration<Seen>, EngineError> {
  const { budget = newBudget() } = options;
  const cache = chartParseCache(options.cache ?? createParseCache());
  const engine = createEngine(chart, given, { ...options, budget, cache });
  if (!engine.ok) return engine;
  const valuesOfWorlds: WorldValues[] = [{ values: engine.value.values, assignment: noAssignment }];
  const lookUp = lookUpIn(valuesOfWorlds, chart);
  const subcharts = subchartsOf(chart, lookUp);
  const search = newSearch(lookUp, subcharts, schemaValues(chart));
  const base = renderBase(engine.value, search, look);
  for (const { path, condition } of subcharts) {
    if (evaluate(condition, lookUp, noAssignment) === false)
      addTarget(search, {
        id: `${path}/`,
        needs: [{ formula: condition, wanted: true }],
        file: `${path}/`,
        held: true,
      });
  }
  const worlds: Seen[] = [];
  let openWorlds = 0;
  let latest = engine.value.templates;
  const templates = new Map(latest);
  const unparsed = new Map(engine.value.failures.map((failure) => [failure.name, failure]));
  let rounds = 0;
  for (; rounds < mostWorlds && search.pending.length > 0; rounds++) {
    if (isSpent(budget)) break;
    const { assignment, targets, postponed, isOpen } = pack(search.pending, search.knowledge);
    search.pending = [...postponed];
    if (targets.length === 0 || (isOpen && openWorlds++ >= mostOpenWorlds)) break;
    const overrides = overridesOf(assignment, lookUp);
    const world = engine.value.with(overrides, [...assignment.apis]);
    if (world.ok) {
      if (world.value.templates !== latest)
        for (const [name, template] of world.value.templates) templates.set(name, template);
      latest = world.value.templates;
      for (const failure of world.value.failures) unparsed.set(failure.name, failure);
      valuesOfWorlds.push({ values: world.value.values, assignment });
      append(worlds, renderWorld(world.value, assignment, targets, search, look));
    }
    afterWorld(search, targets);
  }
  const { isCut } = search;
  return ok({
    given: base,
    worlds,
    subcharts,
    lookUp,
    templates,
    unparsed: [...unparsed.values()],
    complete: !isSpent(budget) && rounds < mostWorlds,
    unreached: unreachedOf(search, templates),
    isCut,
  });
}

function isSpent({ steps, outputUnits }: Budget): boolean {
  return steps <= 0 || outputUnits <= 0;
}

function renderBase<Seen>(engine: Engine, search: Search, look: Look<Seen>): readonly Seen[] {
  return engine.files.map((file) => {
    noteRendered(file, noAssignment, search);
    const trace = newTrace(false);
    const result = engine.renderFile(file, trace);
    if (result.ok) {
      collect(engine, file, trace, search);
      return look({ file, pieces: result.value, assignment: noAssignment });
    }
    if (result.error.code === 'limit') {
      search.stopped.add(file.name);
      return look({ file, pieces: [], assignment: noAssignment, failure: result.error });
    }
    // What else the file has is still worth knowing.
    const again = newTrace(true);
    const rest = engine.renderFile(file, again);
    collect(engine, file, again, search);
    const pieces = rest.ok ? rest.value : [];
    return look({ file, pieces, assignment: noAssignment, failure: result.error });
  });
}

function renderWorld<Seen>(
  engine: Engine,
  assignment: Assignment,
  targets: readonly Target[],
  search: Search,
  look: Look<Seen>,
): readonly Seen[] {
  const wanted = new Set(targets.map(({ file }) => file));
  const charts = [...wanted].filter((name) => name.endsWith('/'));
  const relevance = relevanceIn(engine, search);
  const rendered: Seen[] = [];
  for (const name of charts) search.visited.add(name);
  for (const file of engine.files) {
    const isWanted = wanted.has(file.name) || charts.some((path) => file.name.startsWith(path));
    if (!isWanted || search.stopped.has(file.name) || !relevance.template(file.name)) continue;
    if (wasRendered(file, assignment, search)) continue;
    noteRendered(file, assignment, search);
    const trace = newTrace(true);
    const result = engine.renderFile(file, trace);
    collect(engine, file, trace, search);
    if (result.ok) rendered.push(look({ file, pieces: result.value, assignment }));
    else {
      search.stopped.add(file.name);
      rendered.push(look({ file, pieces: [], assignment, failure: result.error }));
    }
  }
  return rendered;
}
