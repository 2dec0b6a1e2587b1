import { goQuote } from '../../formats/gotemplate/index.ts';
import { positionAt, slice } from '../../text/index.ts';
import type { TemplateFailure, TemplatePlace } from '../template/failure.ts';

/**
 * A failure as Helm tells it (pkg/engine, reformatExecErrorMsg): what the chart refuses by the place in its own file, all else by
 * every call that led there, outermost first. The column is that of the operand, counted from zero.
 */
export function describeFailure(failure: TemplateFailure): string {
  const calls = failure.calls.toReversed();
  const outermost = calls[0] ?? failure;
  if (failure.code === 'refused') return `execution error at (${locationOf(outermost)}): ${failure.message}`;
  return [
    ...calls.map((call) => step(call, `error calling ${call.name}:`)),
    step(failure, failure.message),
  ].join('\n');
}

function step(place: TemplatePlace, message: string): string {
  const { template, span } = place;
  const what = slice(template.source, span);
  return `${locationOf(place)}\n  executing ${goQuote(template.name)} at <${what}>:\n    ${message}`;
}

function locationOf({ template: { source }, span }: TemplatePlace): string {
  const { line, column } = positionAt(source, span.start);
  return `${source.path}:${line}:${column - 1}`;
}
