import type { BranchNode, CallNode, ListNode, TemplateNode } from '../../formats/gotemplate/index.ts';
import { formatValue } from '../go/fmt/value.ts';
import type { Value } from '../values/value.ts';
import { evaluatePipeline } from './pipeline.ts';
import { isTrue, type Operand } from './runtime.ts';
import { fail, type NamedTemplate, print, type State, step, stop, variable } from './state.ts';

/** How a list of nodes was left. */
type Exit = 'break' | 'continue' | undefined;

/** Executes a template of the set with a value for dot and `$`, and prints into `output`. */
export function runTemplate(
  state: Omit<State, 'variables' | 'template'>,
  template: NamedTemplate,
  dot: Operand,
): void {
  const { budget } = state.execution;
  const { execution, output } = state;
  const own: State = { execution, output, template, variables: [{ name: '$', value: dot }] };
  const { root } = template.tree;
  if (--budget.depth < 0) stop(own, root.span, 'templates call each other too deep');
  walkList(own, dot, root);
  budget.depth++;
}

function walkList(state: State, dot: Operand, { nodes }: ListNode): Exit {
  for (const node of nodes) {
    const exit = walk(state, dot, node);
    if (exit !== undefined) return exit;
  }
  return undefined;
}

function walk(state: State, dot: Operand, node: TemplateNode): Exit {
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
function scoped(state: State, dot: Operand, node: BranchNode): Exit {
  const { length } = state.variables;
  const exit = node.kind === 'range' ? walkRange(state, dot, node) : walkBranch(state, dot, node);
  state.variables.length = length;
  return exit;
}

function walkBranch(state: State, dot: Operand, node: BranchNode): Exit {
  const value = evaluatePipeline(state, dot, node.pipe);
  if (isTrue(value)) return walkList(state, node.kind === 'with' ? value : dot, node.body);
  return node.otherwise === undefined ? undefined : walkList(state, dot, node.otherwise);
}

function walkRange(state: State, dot: Operand, node: BranchNode): Exit {
  const value = evaluatePipeline(state, dot, node.pipe);
  const items = itemsOf(state, node, value);
  for (const [index, item] of items) {
    const { length } = state.variables;
    setLoopVariables(state, node, index, item);
    const exit = walkList(state, item, node.body);
    state.variables.length = length;
    if (exit === 'break') break;
  }
  if (items.length > 0 || node.otherwise === undefined) return undefined;
  return walkList(state, dot, node.otherwise);
}

function itemsOf(
  state: State,
  node: BranchNode,
  value: Operand,
): readonly (readonly [Value | undefined, Operand])[] {
  const { span } = node.pipe;
  switch (value?.kind) {
    case undefined:
      return [];
    case 'int': {
      if (node.pipe.declarations.length > 1)
        fail(state, span, `can't use ${value.value} to iterate over more than one variable`);
      if (value.value > BigInt(state.execution.budget.steps)) stop(state, span, 'the range is too large');
      const count = Math.max(0, Number(value.value));
      return Array.from({ length: count }, (_, index) => [undefined, { ...value, value: BigInt(index) }]);
    }
    case 'list':
      return value.items.map((item, index) => [{ kind: 'int', type: 'int', value: BigInt(index) }, item]);
    case 'table':
      return [...value.entries]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, entry]) => [{ kind: 'string', value: key }, entry]);
    default:
      return fail(state, span, `range can't iterate over ${shown(value)}`);
  }
}

/** With one variable it is the item, with two the index or key and the item. */
function setLoopVariables(state: State, { pipe }: BranchNode, index: Operand, item: Operand): void {
  const [first, second] = pipe.declarations;
  if (first === undefined) return;
  variable(state, first.variable, first.span).value = second === undefined ? item : index;
  if (second !== undefined) variable(state, second.variable, second.span).value = item;
}

function callTemplate(state: State, dot: Operand, node: CallNode): void {
  const template = state.execution.templates.get(node.name);
  if (template === undefined) fail(state, node.nameSpan, `template ${JSON.stringify(node.name)} not defined`);
  const value = node.pipe === undefined ? undefined : evaluatePipeline(state, dot, node.pipe);
  const { execution, output } = state;
  runTemplate({ execution, output }, template, value);
}

function printValue(state: State, span: TemplateNode['span'], value: Operand): void {
  const place = value !== undefined && 'place' in value ? value.place : undefined;
  print(state, shown(value), span, place);
}

function shown(value: Operand): string {
  if (value === undefined) return '<no value>';
  return value.kind === 'host' ? (value.printed ?? value.text) : formatValue(value);
}
