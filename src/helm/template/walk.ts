import type { BranchNode, CallNode, ListNode, TemplateNode } from '../../formats/gotemplate/index.ts';
import { partsOf } from '../functions/measure.ts';
import { FunctionFailure } from '../functions/types.ts';
import { formatValue } from '../go/fmt/value.ts';
import { unknown } from '../values/unknown.ts';
import { type Guard, invalid, plain, type Value } from '../values/value.ts';
import { TemplateFailure } from './failure.ts';
import type { NamedTemplate } from './named-template.ts';
import { evaluatePipeline } from './pipeline.ts';
import { isTrue } from './runtime.ts';
import { fail, forgetVariables, print, type State, step, stop, tooDeep, variable } from './state.ts';
import { addGuard, couldBeAssigned } from './trace.ts';

/** How a list of nodes was left. */
type Exit = 'break' | 'continue' | undefined;

/** Executes a template of the set with a value for dot and `$`, and prints into `output`. */
export function runTemplate(
  state: Omit<State, 'variables' | 'template'>,
  template: NamedTemplate,
  dot: Value,
): void {
  const { budget } = state.execution;
  const { execution, output } = state;
  const own: State = {
    execution,
    output,
    template,
    variables: [{ name: '$', value: dot, guard: undefined }],
  };
  const { root } = template.tree;
  budget.depth -= depthOfCall;
  if (budget.depth < 0) stop(own, root.span, tooDeep);
  walkList(own, dot, root);
  budget.depth += depthOfCall;
}

/** A template within another takes the stack of several blocks. */
const depthOfCall = 3;

function walkList(state: State, dot: Value, { nodes }: ListNode): Exit {
  const lenient = state.execution.trace?.lenient === true;
  for (const node of nodes) {
    const exit = lenient ? walkLeniently(state, dot, node) : walk(state, dot, node);
    if (exit !== undefined) return exit;
  }
  return undefined;
}

/** What fails prints nothing; a variable that it should have declared is there all the same. */
function walkLeniently(state: State, dot: Value, node: TemplateNode): Exit {
  const { length } = state.variables;
  const { budget } = state.execution;
  const { depth } = budget;
  try {
    return walk(state, dot, node);
  } catch (error) {
    if (!(error instanceof TemplateFailure) || error.code === 'limit') throw error;
    budget.depth = depth;
    forgetVariables(state, length);
    if (node.kind !== 'action' || node.pipe.assigns) return undefined;
    for (const { variable: name } of node.pipe.declarations)
      state.variables.push({ name, value: unknown, guard: state.execution.trace?.guard });
    return undefined;
  }
}

function walk(state: State, dot: Value, node: TemplateNode): Exit {
  step(state, node.span);
  switch (node.kind) {
    case 'text':
      print(state, node.text, node.span);
      return undefined;
    case 'comment':
      return undefined;
    case 'action': {
      const value = evaluatePipeline(state, dot, node.pipe);
      if (node.pipe.declarations.length === 0) printValue(state, node.span, value);
      return undefined;
    }
    case 'template':
      callTemplate(state, dot, node);
      return undefined;
    case 'if':
    case 'with':
    case 'range':
      return scoped(state, dot, node);
    default:
      return node.kind;
  }
}

/** Variables that are declared within are gone after it. */
function scoped(state: State, dot: Value, node: BranchNode): Exit {
  const { length } = state.variables;
  const { budget } = state.execution;
  if (--budget.depth < 0) stop(state, node.span, tooDeep);
  const exit = node.kind === 'range' ? walkRange(state, dot, node) : walkBranch(state, dot, node);
  budget.depth++;
  forgetVariables(state, length);
  return exit;
}

function walkBranch(state: State, dot: Value, node: BranchNode): Exit {
  const value = evaluatePipeline(state, dot, node.pipe);
  const held = isTrue(value);
  const taken = held ? node.body : node.otherwise;
  const guard = openGuard(state, node, value, held);
  try {
    return taken === undefined
      ? undefined
      : walkList(state, held && node.kind === 'with' ? value : dot, taken);
  } finally {
    if (guard !== undefined) closeGuard(state, node, guard);
  }
}

function walkRange(state: State, dot: Value, node: BranchNode): Exit {
  const value = evaluatePipeline(state, dot, node.pipe);
  const items = itemsOf(state, node, value);
  const guard = openGuard(state, node, value, items.length > 0);
  try {
    return walkItems(state, dot, node, items);
  } finally {
    if (guard !== undefined) closeGuard(state, node, guard);
  }
}

function walkItems(
  state: State,
  dot: Value,
  node: BranchNode,
  items: readonly (readonly [Value, Value])[],
): Exit {
  for (const [index, item] of items) {
    const { length } = state.variables;
    setLoopVariables(state, node, index, item);
    const exit = walkList(state, item, node.body);
    forgetVariables(state, length);
    if (exit === 'break') break;
  }
  if (items.length > 0 || node.otherwise === undefined) return undefined;
  return walkList(state, dot, node.otherwise);
}

/** A note of a guard, for what it decides on; undefined where nothing is traced. */
function openGuard(state: State, node: BranchNode, value: Value, held: boolean): Guard | undefined {
  const { trace } = state.execution;
  if (trace === undefined) return undefined;
  trace.guard = addGuard(trace, node, value, held);
  return trace.guard;
}

function closeGuard(state: State, node: BranchNode, guard: Guard): void {
  const { trace } = state.execution;
  if (trace === undefined) return;
  trace.guard = guard.parent;
  const untaken = guard.held ? node.otherwise : node.body;
  if (untaken === undefined) return;
  for (const name of untaken.sets) {
    const target = state.variables.findLast((each) => each.name === name);
    if (target !== undefined) target.value = couldBeAssigned(trace, guard, target.value);
  }
}

function itemsOf(state: State, node: BranchNode, value: Value): readonly (readonly [Value, Value])[] {
  const { span } = node.pipe;
  switch (value.kind) {
    case 'nil':
      return [];
    case 'int': {
      if (node.pipe.declarations.length > 1)
        fail(state, span, `can't use ${value.value} to iterate over more than one variable`);
      if (value.value > BigInt(state.execution.budget.steps)) stop(state, span, 'the range is too large');
      const count = Math.max(0, Number(value.value));
      state.execution.budget.steps -= count;
      return Array.from({ length: count }, (_, index) => {
        const item = { ...value, value: BigInt(index) };
        return [item, item];
      });
    }
    case 'list':
      state.execution.budget.steps -= value.items.length;
      return value.items.map((item, index) => [
        { kind: 'int', type: 'int', value: BigInt(index) },
        plain(item),
      ]);
    case 'table':
      state.execution.budget.steps -= value.entries.size;
      return [...value.entries]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, entry]) => [{ kind: 'string', value: key }, plain(entry)]);
    case 'string':
      // What only the user can give has, at the least, one more of its kind.
      if (value.unknown === true) return [[value, value]];
      return fail(state, span, `range can't iterate over ${shown(value)}`);
    default:
      return fail(state, span, `range can't iterate over ${shown(value)}`);
  }
}

/** With one variable it is the item, with two the index or key and the item. */
function setLoopVariables(state: State, { pipe }: BranchNode, index: Value, item: Value): void {
  const [first, second] = pipe.declarations;
  if (first === undefined) return;
  variable(state, first.variable, first.span).value = second === undefined ? item : index;
  if (second !== undefined) variable(state, second.variable, second.span).value = item;
}

function callTemplate(state: State, dot: Value, node: CallNode): void {
  const template = state.execution.templates.get(node.name);
  if (template === undefined) fail(state, node.nameSpan, `template ${JSON.stringify(node.name)} not defined`);
  const value = node.pipe === undefined ? invalid : evaluatePipeline(state, dot, node.pipe);
  const { execution, output } = state;
  runTemplate({ execution, output }, template, value);
}

function printValue(state: State, span: TemplateNode['span'], value: Value): void {
  if (value.kind === 'list' || value.kind === 'table') measure(state, span, value);
  print(state, shown(value), span, value);
}

/** What a template builds can have any number of parts. */
function measure(state: State, span: TemplateNode['span'], value: Value): void {
  try {
    state.execution.budget.steps -= Math.floor(partsOf(value));
  } catch (error) {
    if (error instanceof FunctionFailure) fail(state, span, error.message);
    throw error;
  }
}

function shown(value: Value): string {
  if (value.kind === 'nil') return '<no value>';
  return value.kind === 'host' ? (value.printed ?? value.text) : formatValue(value);
}
