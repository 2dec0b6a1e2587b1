import { ok, type Result } from '../../result.ts';
import type { Chart } from '../chart/types.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { EngineError, EngineOptions } from '../engine/options.ts';
import { createParseCache } from '../engine/parse-cache.ts';
import type { EngineFile, FileTemplate, ParseFailure } from '../engine/template-set.ts';
import type { TemplateFailure } from '../template/failure.ts';
import { type Budget, newBudget } from '../template/state.ts';
import { newTrace, type Trace } from '../template/trace.ts';
import { overlay } from '../values/overlay.ts';
import type { Guard, PrintedPiece, TableValue, Value } from '../values/value.ts';
import { keyText, segmentsOf, type ValueKey } from '../values/value-key.ts';
import { type Assignment, noAssignment } from './assignment.ts';
import { below, evaluate, type LookUp } from './evaluate.ts';
import type { Formula } from './formula.ts';
import { guardFormula } from './formula-of.ts';
import { overridesOf } from './overrides.ts';
import { pack } from './pack.ts';
import { type Relevance, relevanceOf } from './relevance.ts';
import { type SchemaValues, schemaValues } from './schema-values.ts';
import type { Knowledge, Scalar } from './solve.ts';
import { type Subchart, subchartsOf } from './subcharts.ts';
import { decisionId, type Need, type Target, targetOf } from './targets.ts';

/** One file as it is rendered in one world. */
export interface Rendering {
  readonly file: EngineFile;
  readonly pieces: readonly PrintedPiece[];
  /** What the world sets; nothing for that of the given values. */
  readonly assignment: Assignment;
  /** What Helm would say to it. */
  readonly failure?: TemplateFailure;
}

export interface Exploration {
  /** With the given values, in Helm's order. */
  readonly given: readonly Rendering[];
  /** Only files that can print an image, each only in the worlds that were to bring something new to light in it. */
  readonly worlds: readonly Rendering[];
  readonly subcharts: readonly Subchart[];
  readonly lookUp: LookUp;
  /** Of all worlds, by name. */
  readonly templates: ReadonlyMap<string, FileTemplate>;
  /** What could not be parsed. */
  readonly unparsed: readonly ParseFailure[];
  /** Whether every side that one knew a way to has been tried: false where the chart was too large for that. */
  readonly complete: boolean;
  /** There are more switches than are tried. */
  readonly isCut: boolean;
}

/** Worlds beyond the given one; charts with many switches that exclude each other take about ten. */
const mostWorlds = 32;

/** Of those the ones that are tried with values which only the user has: the first few show nearly all that there is. */
const mostOpenWorlds = 3;

/** Sides to be reached; the public chart with the most has 350. */
const mostTargets = 2_000;

/** So often a side is tried to be reached, the second time in a world that was made for it. */
const mostAttempts = 2;

/**
 * Renders a chart with the given values, and in as few worlds more as it takes to execute every side of its guards that can
 * print an image. A side that was reached once with the same condition is not sought again.
 */
export function explore(
  chart: Chart,
  given: TableValue,
  { cache = createParseCache(), validate, ...rest }: EngineOptions,
): Result<Exploration, EngineError> {
  // Guards are told apart by their nodes: all worlds have to have the same.
  const { budget = newBudget() } = rest;
  const options: EngineOptions = { ...rest, budget, cache };
  // What the schema says of invented values tells nobody anything.
  const engine = createEngine(chart, given, validate === undefined ? options : { ...options, validate });
  if (!engine.ok) return engine;
  const valuesOfWorlds: WorldValues[] = [{ values: engine.value.values, assignment: noAssignment }];
  const lookUp = valuesIn(valuesOfWorlds, subchartPaths(chart));
  const subcharts = subchartsOf(chart, lookUp);
  const search = newSearch(lookUp, subcharts, schemaValues(chart));
  const base = renderBase(engine.value, search);
  for (const { path, condition } of subcharts) {
    if (evaluate(condition, lookUp, noAssignment) === false)
      addTarget(search, { id: `${path}/`, needs: [{ formula: condition, wanted: true }], file: `${path}/` });
  }
  const worlds: Rendering[] = [];
  let openWorlds = 0;
  const templates = new Map(engine.value.templates);
  const unparsed = new Map(engine.value.failures.map((failure) => [failure.name, failure]));
  for (let round = 0; round < mostWorlds && search.pending.length > 0; round++) {
    if (isSpent(budget)) break;
    const { assignment, targets, postponed, isOpen } = pack(search.pending, search.knowledge);
    search.pending = [...postponed];
    if (targets.length === 0 || (isOpen && openWorlds++ >= mostOpenWorlds)) break;
    const overrides = overridesOf(assignment, lookUp);
    const world = createEngine(chart, overlay(given, overrides), {
      ...options,
      apiVersions: [...(options.apiVersions ?? []), ...assignment.apis],
    });
    if (world.ok) {
      for (const [name, template] of world.value.templates) templates.set(name, template);
      for (const failure of world.value.failures) unparsed.set(failure.name, failure);
      valuesOfWorlds.push({ values: world.value.values, assignment });
      worlds.push(...renderWorld(world.value, assignment, targets, search));
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
    complete: !isSpent(budget),
    isCut,
  });
}

function isSpent({ steps, outputUnits }: Budget): boolean {
  return steps <= 0 || outputUnits <= 0;
}

interface Search {
  readonly knowledge: Knowledge;
  readonly subcharts: readonly Subchart[];
  /** Decisions that have been seen. */
  readonly visited: Set<string>;
  /** Targets that are, or were, in `pending`. */
  readonly known: Set<string>;
  readonly attempts: Map<string, number>;
  readonly constants: Map<string, Set<Scalar>>;
  readonly relevances: Map<string, Relevance>;
  /** Files that do more than any real one: once is enough. */
  readonly stopped: Set<string>;
  pending: Target[];
  isCut: boolean;
}

function newSearch(lookUp: LookUp, subcharts: readonly Subchart[], ofSchema: SchemaValues): Search {
  const constants = new Map<string, Set<Scalar>>();
  const alternatives: Knowledge['alternatives'] = (key) => {
    const text = keyText(key);
    return [...new Set([...(constants.get(text) ?? []), ...ofSchema(text)])];
  };
  return {
    knowledge: { lookUp, alternatives },
    subcharts,
    visited: new Set(),
    known: new Set(),
    attempts: new Map(),
    constants,
    relevances: new Map(),
    stopped: new Set(),
    pending: [],
    isCut: false,
  };
}

function addTarget(search: Search, target: Target): void {
  if (search.known.has(target.id)) return;
  if (search.known.size >= mostTargets) {
    search.isCut = true;
    return;
  }
  search.known.add(target.id);
  search.pending.push(target);
}

interface WorldValues {
  readonly values: TableValue;
  readonly assignment: Assignment;
}

/**
 * Values as they are given; those of subcharts that are off come from the worlds in which they are on. Globals that a subchart
 * has by default stand with the subchart alone.
 */
function valuesIn(worlds: readonly WorldValues[], subcharts: readonly (readonly string[])[]): LookUp {
  const known = new Map<string, Value>();
  return (key) => {
    const text = keyText(key);
    const before = known.get(text);
    if (before !== undefined) return before;
    const keys = segmentsOf(key);
    for (const { values, assignment } of worlds) {
      if (isSet(key, assignment)) continue;
      const value = below(values, keys) ?? globalOf(values, keys, subcharts);
      if (value === undefined) continue;
      known.set(text, value);
      return value;
    }
    return undefined;
  };
}

function globalOf(
  values: TableValue,
  keys: readonly (string | number)[],
  subcharts: readonly (readonly string[])[],
): Value | undefined {
  if (keys[0] !== 'global') return undefined;
  for (const path of subcharts) {
    const value = below(values, [...path, ...keys]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The keys under which the values of subcharts stand, nearest first. */
function subchartPaths({ dependencies, metadata }: Chart): readonly (readonly string[])[] {
  const aliases = (metadata.dependencies ?? []).map(({ alias }) => alias).filter((alias) => alias !== '');
  const names = new Set([...dependencies.map((each) => each.metadata.name), ...aliases]);
  const own = [...names].map((name) => [name]);
  const deeper = dependencies.flatMap((each) =>
    subchartPaths(each).map((path) => [each.metadata.name, ...path]),
  );
  return [...own, ...deeper];
}

function isSet(key: ValueKey, { values }: Assignment): boolean {
  if (values.size === 0) return false;
  for (let at: ValueKey | undefined = key; at !== undefined; at = at.parent)
    if (values.has(keyText(at))) return true;
  return false;
}

function renderBase(engine: Engine, search: Search): readonly Rendering[] {
  return engine.files.map((file) => {
    const trace = newTrace(false);
    const result = engine.renderFile(file, trace);
    if (result.ok) {
      collect(engine, file, trace, search);
      return { file, pieces: result.value, assignment: noAssignment };
    }
    if (result.error.code === 'limit') {
      search.stopped.add(file.name);
      return { file, pieces: [], assignment: noAssignment, failure: result.error };
    }
    // What else the file has is still worth knowing.
    const again = newTrace(true);
    const rest = engine.renderFile(file, again);
    collect(engine, file, again, search);
    return { file, pieces: rest.ok ? rest.value : [], assignment: noAssignment, failure: result.error };
  });
}

function renderWorld(
  engine: Engine,
  assignment: Assignment,
  targets: readonly Target[],
  search: Search,
): readonly Rendering[] {
  const wanted = new Set(targets.map(({ file }) => file));
  const charts = [...wanted].filter((name) => name.endsWith('/'));
  const relevance = relevanceIn(engine, search);
  const rendered: Rendering[] = [];
  for (const name of charts) search.visited.add(name);
  for (const file of engine.files) {
    const isWanted = wanted.has(file.name) || charts.some((path) => file.name.startsWith(path));
    if (!isWanted || search.stopped.has(file.name) || !relevance.template(file.name)) continue;
    const trace = newTrace(true);
    const result = engine.renderFile(file, trace);
    collect(engine, file, trace, search);
    if (result.ok) rendered.push({ file, pieces: result.value, assignment });
    else {
      search.stopped.add(file.name);
      rendered.push({ file, pieces: [], assignment, failure: result.error });
    }
  }
  return rendered;
}

/** The charts that are on decide what the names of templates mean. */
function relevanceIn({ templates }: Engine, search: Search): Relevance {
  const key = String(templates.size);
  const known = search.relevances.get(key);
  if (known !== undefined) return known;
  const made = relevanceOf(templates);
  search.relevances.set(key, made);
  return made;
}

/** Takes note of what was decided, and of what could be decided otherwise. */
function collect(engine: Engine, file: EngineFile, { guards }: Trace, search: Search): void {
  const relevance = relevanceIn(engine, search);
  if (!relevance.template(file.name)) return;
  const around = chartNeeds(file, search);
  const open: Guard[] = [];
  for (const guard of guards) {
    const held = relevance.side(guard.site, guard.held);
    const other = relevance.side(guard.site, !guard.held);
    if (!held && !other) continue;
    const formula = guardFormula(guard);
    if (formula.kind === 'constant') continue;
    noteConstants(formula, search.constants);
    search.visited.add(decisionId(guard, guard.held));
    if (other) open.push(guard);
  }
  for (const guard of open) {
    const id = decisionId(guard, !guard.held);
    if (!search.visited.has(id) && !search.known.has(id))
      addTarget(search, targetOf(guard, file.name, around));
  }
}

function chartNeeds({ name }: EngineFile, { subcharts }: Search): readonly Need[] {
  const own = subcharts.findLast(({ path }) => name.startsWith(`${path}/templates/`));
  return own === undefined || own.condition.kind === 'constant'
    ? []
    : [{ formula: own.condition, wanted: true }];
}

function noteConstants(formula: Formula, constants: Map<string, Set<Scalar>>): void {
  if (formula.kind === 'equals') {
    const text = keyText(formula.key);
    const known = constants.get(text) ?? new Set();
    constants.set(text, known.add(formula.value));
  } else if (formula.kind === 'not') noteConstants(formula.of, constants);
  else if (formula.kind === 'and' || formula.kind === 'or')
    for (const part of formula.of) noteConstants(part, constants);
}

/** What was not reached is tried once more, first of all: the others then have to get along with it. */
function afterWorld(search: Search, targets: readonly Target[]): void {
  const again = targets.filter(({ id }) => {
    if (search.visited.has(id)) return false;
    const attempts = (search.attempts.get(id) ?? 0) + 1;
    search.attempts.set(id, attempts);
    return attempts < mostAttempts;
  });
  const open = search.pending.filter(({ id }) => !search.visited.has(id));
  search.pending = [...open, ...again];
}
