import type { Result } from '../../result.ts';
import type { Span } from '../../text/index.ts';
import type { Guard, PrintedPiece, Value } from '../values/value.ts';
import { TemplateFailure } from './failure.ts';
import type { NamedTemplate } from './named-template.ts';
import type { Trace } from './trace.ts';

/** A function, called with its arguments; a template that it executes belongs to the same execution. */
export type Call = (execution: Execution, args: readonly Value[]) => Result<Value, CallError>;

/**
 * - `signature`: the arguments do not fit. - `function`: the function returned an error. - `refused`: the chart itself says that
 * it cannot be rendered like this (`fail`, `required`).
 */
export interface CallError {
  readonly code: 'signature' | 'function' | 'refused';
  /** One sentence, in Go's words. */
  readonly message: string;
}

/** What the execution of a whole set shares. */
export interface Execution {
  readonly templates: ReadonlyMap<string, NamedTemplate>;
  readonly functions: ReadonlyMap<string, Call>;
  readonly budget: Budget;
  /** How often `include` is under way for each name. */
  readonly included: Map<string, number>;
  readonly trace?: Trace;
}

/** What is left of what an execution may do. */
export interface Budget {
  steps: number;
  outputUnits: number;
  depth: number;
}

/** Of all renderings of a chart together: the largest public charts take 45,000 steps and print seven million characters in one. */
export function newBudget(): Budget {
  return { steps: 2_000_000, outputUnits: 32 * 1024 * 1024, depth: deepest };
}

/** The largest public file takes 15,000 steps and prints three million characters; its templates, blocks and parentheses lie 50 deep. */
const mostOfFile: Omit<Budget, 'depth'> = { steps: 400_000, outputUnits: 8 * 1024 * 1024 };

/** Deeper nesting could take more stack than there is, and a chart would end here or there from one time to the next. */
const deepest = 600;

export const tooDeep = 'templates are executed too deep within each other';

/** What one file may take of a budget: something is left for the files after it, whatever it does. */
export function budgetOfFile(all: Budget): Budget {
  return {
    steps: Math.min(mostOfFile.steps, Math.floor(all.steps / 2)),
    outputUnits: Math.min(mostOfFile.outputUnits, Math.floor(all.outputUnits / 2)),
    depth: deepest,
  };
}

/** The execution of one template. */
export interface State {
  readonly execution: Execution;
  readonly template: NamedTemplate;
  readonly variables: Variable[];
  readonly output: PrintedPiece[];
}

interface Variable {
  readonly name: string;
  value: Value;
  /** The innermost guard around its declaration. */
  readonly guard: Guard | undefined;
}

export function fail(state: State, span: Span, message: string): never {
  throw new TemplateFailure(message, state.template, span);
}

/** Counts one step. */
export function step(state: State, span: Span): void {
  if (--state.execution.budget.steps < 0) stop(state, span, 'the template takes too many steps');
}

export function print(state: State, text: string, span: Span, value?: Value): void {
  const { budget, trace } = state.execution;
  budget.outputUnits -= text.length;
  if (budget.outputUnits < 0) stop(state, span, 'the template prints too much');
  const template = state.template.name;
  const guard = trace?.guard;
  state.output.push({ text, template, span, value, guard });
}

export function stop(state: State, span: Span, message: string): never {
  throw new TemplateFailure(message, state.template, span, 'limit');
}

/** All but the oldest `length`. To set the length of an array is a call of the runtime, even where nothing changes. */
export function forgetVariables({ variables }: State, length: number): void {
  while (variables.length > length) variables.pop();
}

/** The innermost variable with that name; the parser has seen to it that there is one. */
export function variable(state: State, name: string, span: Span): Variable {
  const { variables } = state;
  for (let i = variables.length - 1; i >= 0; i--) {
    const each = variables[i];
    if (each?.name === name) return each;
  }
  return fail(state, span, `undefined variable: ${name}`);
}
