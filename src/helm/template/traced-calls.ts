import type { Operand as OperandNode, PipeNode } from '../../formats/gotemplate/index.ts';
import { UNKNOWN } from '../values/unknown.ts';
import type { Value } from '../values/value.ts';
import type { CallError } from './state.ts';
import { addGuard, derive, deriveAll, type Trace } from './trace.ts';

/** The result with what it was made of; the choice between two values is a guard as well. */
export function traced(
  trace: Trace,
  site: object,
  name: string,
  args: readonly Value[],
  result: Value,
): Value {
  const test = name === 'ternary' ? args[2] : undefined;
  if (test?.kind === 'bool' && (test.from !== undefined || test.key !== undefined)) {
    const { index } = addGuard(trace, site, test, test.value);
    return derive(result, { by: name, args, guards: { log: trace.guards, start: index, end: index + 1 } });
  }
  if (result.from?.pieces !== undefined) return result;
  const from = { by: name, args };
  const holds = result.kind === 'table' || result.kind === 'list';
  return holds && readsText.has(name) ? deriveAll(result, from) : derive(result, from);
}

/** What these read out of a text was written by whoever wrote the text. */
const readsText: ReadonlySet<string> = new Set(['fromYaml', 'fromYamlArray', 'fromJson', 'fromJsonArray']);

/** Whether a call failed for want of values that nobody but the user can give. */
export function canGoOn({ code }: CallError, args: readonly Value[]): boolean {
  return code === 'refused' || args.some((arg) => arg.kind === 'string' && arg.value.includes(UNKNOWN));
}

/** `include (print …) . | sha256sum` renders a whole file for a number that leads to no image. */
export function takesChecksum({ commands, declarations }: PipeNode): boolean {
  if (commands.length < 2) return false;
  const called = commands[0]?.args[0];
  const next = commands[1]?.args[0];
  if (called?.kind !== 'identifier' || next?.kind !== 'identifier' || declarations.length > 0) return false;
  return called.name === 'include' && next.name === 'sha256sum';
}

/** What stands for such a number. */
export const checksum: Value = { kind: 'string', value: '0'.repeat(64), opaque: true };

/** Executes templates, or changes tables, or is of no use in a condition. */
const notPlain: ReadonlySet<string> = new Set([
  'include',
  'tpl',
  'set',
  'unset',
  'merge',
  'mergeOverwrite',
  'mustMerge',
  'mustMergeOverwrite',
  'fail',
  'required',
  'lookup',
]);

/** Whether evaluating an operand has no effect but its value. */
export function isPlain(node: OperandNode): boolean {
  switch (node.kind) {
    case 'identifier':
      return !notPlain.has(node.name);
    case 'chain':
      return isPlain(node.operand);
    case 'parentheses':
      return node.pipe.commands.every(({ args }) => args.every(isPlain));
    default:
      return true;
  }
}
