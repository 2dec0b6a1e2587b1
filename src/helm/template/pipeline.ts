import { append } from '../../append.ts';
import {
  type CommandNode,
  type NumberNode,
  type Operand as OperandNode,
  type PipeNode,
  printNode,
} from '../../formats/gotemplate/index.ts';
import { unknown } from '../values/unknown.ts';
import { invalid, type NilValue, nil, type Value } from '../values/value.ts';
import { TemplateFailure } from './failure.ts';
import { type FieldArguments, fieldChain } from './fields.ts';
import { isTrue } from './runtime.ts';
import { type Call, fail, type State, step, stop, tooDeep, variable } from './state.ts';
import { assignedWithin, derive } from './trace.ts';
import { canGoOn, checksum, isPlain, takesChecksum, traced } from './traced-calls.ts';

/** What the command before it in the pipeline yielded; `none` for the first. */
type Final = Value | typeof none;

const none = Symbol('none');

/** The value of a pipeline, which its variables get, too (text/template, exec.go, evalPipeline). */
export function evaluatePipeline(state: State, dot: Value, pipe: PipeNode): Value {
  const { trace } = state.execution;
  if (trace !== undefined && takesChecksum(pipe)) return checksum;
  let final: Final = none;
  for (const command of pipe.commands) {
    const value: Value = evaluateCommand(state, dot, command, final);
    // A nil in an interface is an invalid value from here on.
    final = value.kind === 'nil' ? invalidated(value) : value;
  }
  const value = final === none ? invalid : final;
  for (const declared of pipe.declarations) {
    if (!pipe.assigns) state.variables.push({ name: declared.variable, value, guard: trace?.guard });
    else {
      const target = variable(state, declared.variable, declared.span);
      target.value = trace === undefined ? value : assignedWithin(trace, target.guard, value);
    }
  }
  return value;
}

function invalidated(value: NilValue): NilValue {
  const { place, key, from } = value;
  return key === undefined && from === undefined ? invalid : { kind: 'nil', invalid: true, place, key, from };
}

function evaluateCommand(state: State, dot: Value, command: CommandNode, final: Final): Value {
  step(state, command.span);
  const { args } = command;
  const first = args[0];
  if (first === undefined) return fail(state, command.span, 'empty command');
  const hasArguments = args.length > 1 || final !== none;
  switch (first.kind) {
    case 'identifier':
      return callFunction(state, dot, first.name, args, final, command);
    case 'field': {
      const given = hasArguments ? later(state, dot, args, final) : undefined;
      return fieldChain(state, first.span, dot, first.names, given);
    }
    case 'chain': {
      const given = hasArguments ? later(state, dot, args, final) : undefined;
      return fieldChain(state, first.span, chainOperand(state, dot, first.operand), first.names, given);
    }
    case 'variable': {
      if (first.names.length === 0) break;
      const { value } = variable(state, first.variable, first.span);
      const given = hasArguments ? later(state, dot, args, final) : undefined;
      return fieldChain(state, first.span, value, first.names, given);
    }
    case 'nil':
      return fail(state, first.span, 'nil is not a command');
  }
  if (hasArguments)
    fail(
      state,
      first.span,
      `can't give argument to non-function ${printNode(state.template.source.text, first)}`,
    );
  return evaluateOperand(state, dot, first);
}

/** Made by a function of its own: one that has closures within keeps what they see in a context, for every command. */
function later(state: State, dot: Value, args: readonly OperandNode[], final: Final): FieldArguments {
  return () => argumentsOf(state, dot, args, final);
}

/** The operands behind the first, and what the command before yielded. */
function argumentsOf(
  state: State,
  dot: Value,
  nodes: readonly OperandNode[],
  final: Final,
): readonly Value[] {
  // Traces keep them: an array that grows by `push` has room for 17.
  const values = new Array<Value>(final === none ? nodes.length - 1 : nodes.length);
  for (let i = 1; i < nodes.length; i++) values[i - 1] = argument(state, dot, nodes[i] as OperandNode);
  if (final !== none) values[nodes.length - 1] = final;
  return values;
}

/** The value of an operand by itself. */
function evaluateOperand(state: State, dot: Value, node: OperandNode): Value {
  switch (node.kind) {
    // A literal has what makes a value, and is never changed.
    case 'bool':
    case 'string':
      return node;
    case 'nil':
      return nil;
    case 'dot':
      return dot;
    case 'number':
      return constant(state, node);
    case 'field':
      return fieldChain(state, node.span, dot, node.names, undefined);
    case 'chain':
      return fieldChain(state, node.span, chainOperand(state, dot, node.operand), node.names, undefined);
    case 'variable':
      return fieldChain(
        state,
        node.span,
        variable(state, node.variable, node.span).value,
        node.names,
        undefined,
      );
    case 'parentheses':
      return parenthesized(state, dot, node.pipe);
    case 'identifier':
      return callFunction(state, dot, node.name, [node], none, node);
  }
}

function parenthesized(state: State, dot: Value, pipe: PipeNode): Value {
  const { budget } = state.execution;
  if (--budget.depth < 0) stop(state, pipe.span, tooDeep);
  const value = evaluatePipeline(state, dot, pipe);
  budget.depth++;
  return value;
}

function chainOperand(state: State, dot: Value, node: OperandNode): Value {
  const value = evaluateOperand(state, dot, node);
  return value.kind === 'nil' ? invalidated(value) : value;
}

function argument(state: State, dot: Value, node: OperandNode): Value {
  return evaluateOperand(state, dot, node);
}

const digits = /^\d+$/;

/** The kind that a number has where any will do (text/template, exec.go, idealConstant). */
function constant(state: State, node: NumberNode): Value {
  const { text, int, float } = node;
  if (int !== undefined && digits.test(text)) return { kind: 'int', type: 'int', value: int };
  const isHex = /^0[xX]/.test(text) && !/[pP]/.test(text);
  if (float !== undefined && !isHex && !text.startsWith("'") && /[.eEpP]/.test(text)) {
    return { kind: 'float', value: float };
  }
  if (int !== undefined && !text.endsWith('i')) return { kind: 'int', type: 'int', value: int };
  return fail(state, node.span, `${text} ${text.endsWith('i') ? 'is a complex number' : 'overflows int'}`);
}

function callFunction(
  state: State,
  dot: Value,
  name: string,
  args: readonly OperandNode[],
  final: Final,
  site: { readonly span: CommandNode['span'] },
): Value {
  const { span } = site;
  if (name === 'and' || name === 'or') return shortCircuit(state, dot, name === 'or', args, final, span);
  const call = state.execution.functions.get(name);
  if (call === undefined) return fail(state, span, `${JSON.stringify(name)} is not a defined function`);
  const values = argumentsOf(state, dot, args, final);
  const { trace } = state.execution;
  const result = calling(state, name, span, call, values);
  if (result.ok) return trace === undefined ? result.value : traced(trace, site, name, values, result.value);
  if (trace?.lenient === true && canGoOn(result.error, values))
    return derive(unknown, { by: name, args: values });
  const { code, message } = result.error;
  if (code === 'refused') throw new TemplateFailure(message, state.template, span, 'refused');
  return fail(state, span, code === 'function' ? `error calling ${name}: ${message}` : message);
}

/** What fails within a template that the function executes gets this call as one that led there. */
function calling(
  state: State,
  name: string,
  span: CommandNode['span'],
  call: Call,
  values: readonly Value[],
): ReturnType<Call> {
  try {
    return call(state.execution, values);
  } catch (error) {
    const failure =
      error instanceof RangeError ? new TemplateFailure(tooDeep, state.template, span, 'limit') : error;
    if (failure instanceof TemplateFailure) failure.calls.push({ template: state.template, span, name });
    throw failure;
  }
}

/** `and` and `or` evaluate no more than they have to. */
function shortCircuit(
  state: State,
  dot: Value,
  wanted: boolean,
  args: readonly OperandNode[],
  final: Final,
  span: CommandNode['span'],
): Value {
  if (args.length === 1 && final === none)
    fail(state, span, `wrong number of args for ${wanted ? 'or' : 'and'}: want at least 1 got 0`);
  let value: Value = invalid;
  const { trace } = state.execution;
  const values: Value[] = [];
  for (let i = 1; i < args.length; i++) {
    value = argument(state, dot, args[i] as OperandNode);
    if (trace !== undefined) values.push(value);
    if (isTrue(value) !== wanted) continue;
    if (trace === undefined) return value;
    append(values, untested(state, dot, args.slice(i + 1)));
    return derive(value, { by: wanted ? 'or' : 'and', args: values.slice() });
  }
  const last = final === none ? value : final;
  if (trace === undefined) return last;
  if (final !== none) values.push(final);
  return derive(last, { by: wanted ? 'or' : 'and', args: values.slice() });
}

/** The arguments that decided nothing, as far as they can be looked at without effect: they belong to the condition. */
function untested(state: State, dot: Value, args: readonly OperandNode[]): readonly Value[] {
  const values: Value[] = [];
  for (const arg of args) {
    if (!isPlain(arg)) continue;
    try {
      values.push(argument(state, dot, arg));
    } catch (error) {
      if (!(error instanceof TemplateFailure) || error.code === 'limit') throw error;
    }
  }
  return values;
}
