import { goQuote } from '../../formats/gotemplate/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { sourceText } from '../../text/index.ts';
import { checkArguments } from '../functions/call.ts';
import { text } from '../functions/make.ts';
import type { TemplateFunction } from '../functions/types.ts';
import type { Operand } from '../template/runtime.ts';
import type { Call, CallError, Execution, NamedTemplate, OutputPiece } from '../template/state.ts';
import { runTemplate } from '../template/walk.ts';
import type { Value } from '../values/value.ts';
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
    const printed = printedBy(execution, template, dot);
    included.set(name, nesting);
    return ok(text(printed));
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
      return ok(text(withoutNoValue(printedBy(inner, { name: 'gotpl', tree: main, source }, dot))));

      function extended(): ReadonlyMap<string, NamedTemplate> {
        const templates = new Map(execution.templates);
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
  call: (given: string, dot: Operand) => Result<Operand, CallError>,
): Result<Operand, CallError> {
  const checked = checkArguments(name, signature, args);
  if (!checked.ok) return err({ code: 'signature', message: checked.error.message });
  const [given, dot] = args;
  return call(given?.kind === 'string' ? given.value : '', dot?.kind === 'nil' ? undefined : dot);
}

function fails(message: string): Result<never, CallError> {
  return err({ code: 'function', message });
}

function printedBy(execution: Execution, template: NamedTemplate, dot: Operand): string {
  const output: OutputPiece[] = [];
  runTemplate({ execution, output }, template, dot);
  let printed = '';
  for (const piece of output) printed += piece.text;
  return printed;
}
