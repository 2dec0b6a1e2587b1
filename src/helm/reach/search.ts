import type { Engine } from '../engine/engine.ts';
import type { EngineFile, FileTemplate } from '../engine/template-set.ts';
import type { Trace } from '../template/trace.ts';
import type { Guard } from '../values/value.ts';
import { keyText } from '../values/value-key.ts';
import { type Assignment, assignmentText } from './assignment.ts';
import type { LookUp } from './evaluate.ts';
import type { Formula } from './formula.ts';
import { guardFormula } from './formula-of.ts';
import { type Relevance, relevanceOf } from './relevance.ts';
import type { SchemaValues } from './schema-values.ts';
import type { Knowledge, Scalar } from './solve.ts';
import type { Subchart } from './subcharts.ts';
import { decisionId, type Need, type Target, targetOf } from './targets.ts';

/** Sides to be reached; the public chart with the most has 350. */
const mostTargets = 2_000;

/** So often a side is tried to be reached. */
const mostAttempts = 2;

/** What has been seen of a chart so far, and what is still to be reached. */
export interface Search {
  readonly knowledge: Knowledge;
  readonly subcharts: readonly Subchart[];
  /** Decisions that have been seen. */
  readonly visited: Set<string>;
  /** Targets that are, or were, in `pending`. */
  readonly known: Map<string, Target>;
  /** The sides of guards that have been executed, whatever was tested. */
  readonly executed: Sides;
  readonly attempts: Map<string, number>;
  readonly constants: Map<string, Set<Scalar>>;
  readonly relevances: Map<ReadonlyMap<string, FileTemplate>, Relevance>;
  /** Files, each with the worlds that it has been rendered in. */
  readonly rendered: Map<string, Set<string>>;
  /** Files that do more than any real one: once is enough. */
  readonly stopped: Set<string>;
  pending: Target[];
  isCut: boolean;
}

interface Sides {
  add(site: object, held: boolean): void;
  has(site: object, held: boolean): boolean;
}

function newSides(): Sides {
  const held = new WeakSet<object>();
  const failed = new WeakSet<object>();
  return {
    add: (site, side) => (side ? held : failed).add(site),
    has: (site, side) => (side ? held : failed).has(site),
  };
}

export function newSearch(lookUp: LookUp, subcharts: readonly Subchart[], ofSchema: SchemaValues): Search {
  const constants = new Map<string, Set<Scalar>>();
  const alternatives: Knowledge['alternatives'] = (key) => {
    const text = keyText(key);
    return [...new Set([...(constants.get(text) ?? []), ...ofSchema(text)])];
  };
  return {
    knowledge: { lookUp, alternatives },
    subcharts,
    visited: new Set(),
    known: new Map(),
    executed: newSides(),
    attempts: new Map(),
    constants,
    relevances: new Map(),
    rendered: new Map(),
    stopped: new Set(),
    pending: [],
    isCut: false,
  };
}

export function addTarget(search: Search, target: Target): void {
  if (search.known.has(target.id)) return;
  if (search.known.size >= mostTargets) {
    search.isCut = true;
    return;
  }
  search.known.set(target.id, target);
  search.pending.push(target);
}

/** The charts that are on decide what the names of templates mean. */
export function relevanceIn({ templates }: Engine, search: Search): Relevance {
  const known = search.relevances.get(templates);
  if (known !== undefined) return known;
  const made = relevanceOf(templates);
  search.relevances.set(templates, made);
  return made;
}

/** Whether a file has been rendered in the world of an assignment, or in one that sets the same. */
export function wasRendered({ name }: EngineFile, assignment: Assignment, { rendered }: Search): boolean {
  return rendered.get(name)?.has(assignmentText(assignment)) === true;
}

export function noteRendered({ name }: EngineFile, assignment: Assignment, { rendered }: Search): void {
  const worlds = rendered.get(name) ?? new Set();
  rendered.set(name, worlds.add(assignmentText(assignment)));
}

/** Takes note of what was decided, and of what could be decided otherwise. */
export function collect(engine: Engine, file: EngineFile, { guards }: Trace, search: Search): void {
  const relevance = relevanceIn(engine, search);
  if (!relevance.template(file.name)) return;
  const around = chartNeeds(file, search);
  // Notes are no manifest: nothing in them is pulled.
  const isManifest = file.kind === 'manifest';
  const open: Guard[] = [];
  for (const guard of guards) {
    const held = relevance.side(guard.site, guard.held);
    const other = relevance.side(guard.site, !guard.held);
    if (!held && !other) continue;
    const formula = guardFormula(guard);
    if (formula.kind === 'constant') continue;
    noteConstants(formula, search.constants);
    search.visited.add(decisionId(guard, guard.held));
    search.executed.add(guard.site, guard.held);
    if (other && isManifest) open.push(guard);
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

/** What was not reached is tried once more, when all else has been: the first target of a world is in it in any case. */
export function afterWorld(search: Search, targets: readonly Target[]): void {
  const again = targets.filter(({ id }) => {
    if (search.visited.has(id)) return false;
    const attempts = (search.attempts.get(id) ?? 0) + 1;
    search.attempts.set(id, attempts);
    return attempts < mostAttempts;
  });
  const open = search.pending.filter(({ id }) => !search.visited.has(id));
  search.pending = [...open, ...again];
}
