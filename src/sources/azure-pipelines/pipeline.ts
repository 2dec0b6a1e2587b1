import {
  environmentOf,
  fieldAt,
  type Reading,
  reportNamed,
  reportScript,
  type Spot,
  textAt,
} from '../ci/index.ts';
import { type Containers, containersOf, readContainer, readResources, readServices } from './containers.ts';
import { entriesOf, fieldOf, itemsOf } from './cursor.ts';
import { languageOf } from './expression.ts';
import { readTemplate } from './read-template.ts';
import { type Cursor, type Scope, type Templates, withVariables } from './scope.ts';
import { readTask } from './tasks.ts';

/** What a pipeline that is started itself says; a template that it includes does not. */
const ofPipelines: readonly string[] = ['trigger', 'pr', 'schedules', 'extends', 'resources'];

/** Names that another file may give values to: more than these are never looked at. */
const MOST_VALUES = 20_000;

export function readPipeline(root: Spot, reading: Reading, templates: Templates): void {
  const scope: Scope = {
    source: reading.source,
    parameters: fieldAt(root, 'parameters'),
    variables: [],
    loops: new Map(),
    budget: { left: MOST_VALUES },
    templates,
  };
  const cursor: Cursor = { spot: root, when: undefined, scope };
  const complete = ofPipelines.some((key) => fieldAt(root, key) !== undefined);
  const containers = containersOf(fieldOf(cursor, 'resources'), complete);
  readBelow(cursor, containers, reading, false);
}

/** A template has the containers of the pipeline that includes it. */
function readIncluded(root: Cursor, containers: Containers, reading: Reading): void {
  readBelow(root, containers, reading, false);
}

const scripts: ReadonlySet<string> = new Set(['script', 'bash', 'sh']);

/** Reads a node and all below it. `given`: the node is what a template or a parameter is given, of any shape. */
function readBelow(cursor: Cursor, containers: Containers, reading: Reading, given: boolean): void {
  if (cursor.spot.node.kind === 'seq') {
    for (const item of itemsOf(cursor)) {
      if (item.spot.node.kind !== 'scalar') readBelow(item, containers, reading, given);
    }
    return;
  }
  if (cursor.spot.node.kind === 'map') readMap(cursor, containers, reading, given);
}

function readMap(outer: Cursor, containers: Containers, reading: Reading, given: boolean): void {
  const scope = withVariables(outer.scope, fieldOf(outer, 'variables'));
  const cursor: Cursor = scope === outer.scope ? outer : { ...outer, scope };
  const entries = entriesOf(cursor);
  const has = (key: string): boolean => entries.some((entry) => entry.key === key);
  const isRoot = cursor.spot.segments.length === 0;
  const isJob = has('job') || has('deployment') || has('steps') || (has('strategy') && has('pool'));
  const legs = isJob ? legsOf(cursor) : [];
  for (const { key, value } of entries) {
    if (key === 'container' && !(isRoot && !isJob)) {
      for (const leg of legs.length === 0 ? [value] : legs.map((variables) => inLeg(value, variables)))
        readContainer(leg, containers, isJob, reading);
    } else if (key === 'services' && isJob) {
      for (const leg of legs.length === 0 ? [value] : legs.map((variables) => inLeg(value, variables)))
        readServices(leg, containers, reading);
    } else if (key === 'target' && isStep(has)) readTarget(value, containers, reading);
    else if (key === 'resources' && isRoot) readResources(value, reading);
    else if (scripts.has(key) && value.spot.node.kind === 'scalar') {
      const language = languageOf(value.scope);
      const variable = environmentOf(reading.source, [fieldOf(cursor, 'env')?.spot], language);
      reportScript(reading, value.spot, { language, variable, when: value.when });
    } else if (key === 'inputs' && has('task')) {
      const task = textAt(fieldOf(cursor, 'task')?.spot) ?? '';
      readTask(task, value, reading);
    } else if (key === 'template' && value.spot.node.kind === 'scalar')
      readTemplate(cursor, value, containers, reading, readIncluded);
    else if (key === 'parameters') readGiven(value, containers, reading, isRoot);
    else if (key === 'variables') readVariables(value, reading);
    else if (value.spot.node.kind !== 'scalar') {
      const inner = legs.length === 0 ? value : inLegs(value, legs);
      readBelow(inner, containers, reading, given && !isJob);
    } else if (given) reportNamed(reading, value.spot, key, languageOf(value.scope), { when: value.when });
  }
}

function isStep(has: (key: string) => boolean): boolean {
  return [...scripts, 'task', 'pwsh', 'powershell', 'checkout', 'template'].some(has);
}

/** `target: name`, or `target: { container: name }`; `host` is the agent itself. */
function readTarget(target: Cursor, containers: Containers, reading: Reading): void {
  const named = target.spot.node.kind === 'map' ? fieldOf(target, 'container') : target;
  if (named === undefined || textAt(named.spot) === 'host') return;
  readContainer(named, containers, true, reading);
}

/** What templates are given, and what parameters are by default: jobs and steps, containers, texts. */
function readGiven(value: Cursor, containers: Containers, reading: Reading, declared: boolean): void {
  if (!declared || value.spot.node.kind === 'map') {
    readBelow(value, containers, reading, true);
    return;
  }
  for (const parameter of itemsOf(value)) {
    const fallback = fieldOf(parameter, 'default');
    const name = textAt(fieldOf(parameter, 'name')?.spot) ?? '';
    if (fallback === undefined) continue;
    if (fallback.spot.node.kind !== 'scalar') readBelow(fallback, containers, reading, true);
    else reportNamed(reading, fallback.spot, name, languageOf(fallback.scope));
  }
}

/** A variable that is called an image and holds one. */
function readVariables(variables: Cursor, reading: Reading): void {
  for (const { key, value } of entriesOf(variables)) {
    reportNamed(reading, value.spot, key, languageOf(value.scope), { when: value.when });
  }
  for (const item of itemsOf(variables)) {
    const value = fieldOf(item, 'value');
    const name = textAt(fieldOf(item, 'name')?.spot);
    if (value === undefined || name === undefined) continue;
    reportNamed(reading, value.spot, name, languageOf(value.scope), { when: value.when });
  }
}

/** The variables of each leg of a matrix: every leg is a job of its own. */
function legsOf(job: Cursor): readonly Cursor[] {
  const strategy = fieldOf(job, 'strategy');
  const matrix = strategy === undefined ? undefined : fieldOf(strategy, 'matrix');
  return matrix === undefined
    ? []
    : entriesOf(matrix).flatMap(({ value }) => (value.spot.node.kind === 'map' ? [value] : []));
}

function inLeg(value: Cursor, variables: Cursor): Cursor {
  return inLegs(value, [variables]);
}

function inLegs(value: Cursor, legs: readonly Cursor[]): Cursor {
  const { scope } = value;
  return { ...value, scope: { ...scope, variables: [...legs, ...scope.variables] } };
}
