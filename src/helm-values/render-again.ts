import type { Chart } from '../helm/chart/types.ts';
import { createEngine, type Engine } from '../helm/engine/engine.ts';
import type { EngineError, EngineOptions } from '../helm/engine/options.ts';
import type { EngineFile } from '../helm/engine/template-set.ts';
import { type Assignment, assignmentText, noAssignment } from '../helm/reach/assignment.ts';
import { below, type LookUp } from '../helm/reach/evaluate.ts';
import type { Exploration, Rendering } from '../helm/reach/explore.ts';
import { overridesOf } from '../helm/reach/overrides.ts';
import { newTrace } from '../helm/template/trace.ts';
import { overlay } from '../helm/values/overlay.ts';
import type { TableValue } from '../helm/values/value.ts';
import { segmentsOf, type ValueKey } from '../helm/values/value-key.ts';
import { ok, type Result } from '../result.ts';

/** What a chart is given: files, and what `--set` puts into them, which is stronger than any file. */
export interface GivenValues {
  readonly files: TableValue;
  readonly withSet: (files: TableValue) => TableValue;
  /** Whether `--set` gives a value. */
  readonly isSet: (key: ValueKey) => boolean;
}

export function allValues({ files, withSet }: GivenValues, over?: TableValue): TableValue {
  return withSet(over === undefined ? files : overlay(files, over));
}

/**
 * Renders once more what an exploration has rendered, in the same worlds and in the same order, but with other values laid over those
 * that were given. What Helm would not have in the new world (a file of a subchart) has no pieces.
 */
export function renderAgain(
  chart: Chart,
  given: GivenValues,
  over: TableValue,
  before: Exploration,
  options: EngineOptions,
): Result<readonly Rendering[], EngineError> {
  const engine = createEngine(chart, allValues(given, over), options);
  if (!engine.ok) return engine;
  const lookUp: LookUp = (key) => below(engine.value.values, segmentsOf(key)) ?? before.lookUp(key);
  const worlds = new Map<string, Engine | undefined>([[assignmentText(noAssignment), engine.value]]);
  const engineIn = (assignment: Assignment): Engine | undefined => {
    const text = assignmentText(assignment);
    if (worlds.has(text)) return worlds.get(text);
    const world = engine.value.with(overridesOf(assignment, lookUp), [...assignment.apis]);
    const made = world.ok ? world.value : undefined;
    worlds.set(text, made);
    return made;
  };
  const isGiven = before.given.length;
  return ok(
    [...before.given, ...before.worlds].map((rendering, index) =>
      renderedIn(engineIn(rendering.assignment), rendering, index >= isGiven),
    ),
  );
}

function renderedIn(engine: Engine | undefined, rendering: Rendering, isLenient: boolean): Rendering {
  const { assignment } = rendering;
  const file = engine?.files.find(({ name }) => name === rendering.file.name);
  if (engine === undefined || file === undefined) return { file: rendering.file, pieces: [], assignment };
  const result = engine.renderFile(file, newTrace(isLenient));
  if (result.ok) return { file, pieces: result.value, assignment };
  if (isLenient || result.error.code === 'limit')
    return { file, pieces: [], assignment, failure: result.error };
  return { file, pieces: rest(engine, file), assignment, failure: result.error };
}

/** What a file has beside what fails. */
function rest(engine: Engine, file: EngineFile): Rendering['pieces'] {
  const again = engine.renderFile(file, newTrace(true));
  return again.ok ? again.value : [];
}
