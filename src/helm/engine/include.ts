import { goQuote } from '../../formats/gotemplate/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { sourceText } from '../../text/index.ts';
import { checkArguments } from '../functions/call.ts';
import { text } from '../functions/make.ts';
import type { TemplateFunction } from '../functions/types.ts';
import type { NamedTemplate } from '../template/named-template.ts';
import type { Call, CallError, Execution } from '../template/state.ts';
import { derive, guardsSince } from '../template/trace.ts';
import { runTemplate } from '../template/walk.ts';
import { invalid, type PrintedPiece, type Value } from '../values/value.ts';
import { mainName, type ParseCache } from './parse-cache.ts';

/** How often Helm lets one name be included from within itself. */
const maxNesting = 1_000;

/** What is printed for a missing value, and taken away again from what has been rendered. */
const noValue = '<no value>';

export function withoutNoValue(printed: string): string {
  return printed.includes(noValue) ? printed.replaceAll(noValue, '') : printed;
}

const signature: Pick<TemplateFunction, 'params'> = { params: ['string', 'any'] };

/** `include` (helm, pkg/engine, includeFun). */
export const include: Call = (execution, args) =>
  withText('include', args, (name, dot) => {
    const template = execution.templates.get(name);
    if (template === undefined)
      return fails(`template: no template ${goQuote(name)} associated with template "gotpl"`);
    const { included } = execution;
    const nesting = included.get(name) ?? 0;
    if (nesting > maxNesting)
      return fails(`rendering template has a nested reference name: ${name}: unable to execute template`);
    included.set(name, nesting + 1);
    try {
      return ok(printedBy('include', args, execution, template, dot));
    } finally {
      included.set(name, nesting);
    }
  });

/**
 * `tpl` (helm, pkg/engine, tplFun): the text is a template among those of the chart; what it defines is there only while it is
 * executed.
 */
export function tplFunction(cache: ParseCache): Call {
  return (execution, args) =>
    withText('tpl', args, (given, dot) => {
      if (!given.includes('{{')) return ok(text(withoutNoValue(given)));
      const source = sourceText('gotpl', given);
      const parsed = cache.parse(source);
      if (!parsed.ok) {
        const { goLine, message } = parsed.error;
        return fails(`cannot parse template ${goQuote(given)}: template: gotpl:${goLine}: ${message}`);
      }
      const { main, trees } = parsed.value;
      const inner = trees.size === 1 ? execution : { ...execution, templates: extended() };
      return ok(printedBy('tpl', args, inner, { name: 'gotpl', tree: main, source }, dot));

      function extended(): ReadonlyMap<string, NamedTemplate> {
        const templates = new Map(execution.templates);
        execution.budget.steps -= templates.size;
        for (const [name, tree] of trees)
          if (name !== mainName && (!tree.empty || !templates.has(name)))
            templates.set(name, { name, tree, source });
        return templates;
      }
    });
}

function withText(
  name: string,
  args: readonly Value[],
  call: (given: string, dot: Value) => Result<Value, CallError>,
): Result<Value, CallError> {
  const checked = checkArguments(name, signature, args);
  if (!checked.ok) return err({ code: 'signature', message: checked.error.message });
  const [given, dot] = args;
  return call(
    given?.kind === 'string' ? given.value : '',
    dot === undefined || dot.kind === 'nil' ? invalid : dot,
  );
}

function fails(message: string): Result<never, CallError> {
  return err({ code: 'function', message });
}

/** The text that a template prints; of `tpl` without what stands for missing values. */
function printedBy(
  by: 'include' | 'tpl',
  args: readonly Value[],
  execution: Execution,
  template: NamedTemplate,
  dot: Value,
): Value {
  const { trace } = execution;
  const start = trace?.guards.length ?? 0;
  const output: PrintedPiece[] = [];
  runTemplate({ execution, output }, template, dot);
  const pieces = by === 'tpl' ? output.map(cleanPiece) : output.slice();
  let printed = '';
  for (const piece of pieces) printed += piece.text;
  if (trace === undefined) return text(printed);
  return derive(text(printed), { by, args, pieces, guards: guardsSince(trace, start) });
}

export function cleanPiece(piece: PrintedPiece): PrintedPiece {
  const printed = withoutNoValue(piece.text);
  return printed === piece.text ? piece : { ...piece, text: printed };
}
