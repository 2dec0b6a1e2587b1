import type { Span } from '../../text/span.ts';
import type { Expression, Step } from '../expressions/index.ts';
import { lambdaCall, parseArguments } from './call.ts';
import { accept, follows, type Parser, skipBlank, takeName } from './state.ts';

/** A value and what is looked up in it or called on it: `app.properties.template[0]`, `list.?first`, `sys.concat(…)`. */
export function parsePostfix(
  parser: Parser,
  primary: (parser: Parser) => Expression | undefined,
): Expression | undefined {
  let value = primary(parser);
  if (value === undefined) return undefined;
  // Behind a step that may lead nowhere all others may.
  let safe = false;
  // Of the traversal that is being read: a list anew for each step would be quadratic.
  let steps: Step[] | undefined;
  for (;;) {
    skipAssertion(parser);
    const before = parser.at;
    const taken = parseStep(parser);
    if (taken === undefined) {
      parser.at = before;
      return value;
    }
    const { step, call } = taken;
    safe ||= taken.safe;
    if (call || safe) {
      steps = undefined;
      value = call ? called(parser, value, step) : tried(value, step);
      if (value === undefined) return undefined;
    } else {
      if (step === undefined) return undefined;
      const span: Span = { start: value.span.start, end: step.span.end };
      if (steps !== undefined && value.kind === 'traversal') {
        steps.push(step);
        value = { ...value, span };
      } else {
        steps = [step];
        value = { kind: 'traversal', source: value, steps, span };
      }
    }
  }
}

/** `value!`: it is not null, which changes nothing. */
function skipAssertion(parser: Parser): void {
  if (follows(parser, ASSERTION)) parser.at++;
}

const ASSERTION = /!(?![=~])/y;

interface Taken {
  readonly step: Step | undefined;
  readonly safe: boolean;
  readonly call: boolean;
}

const DOT = /\.(?!\.)/y;

function parseStep(parser: Parser): Taken | undefined {
  skipBlank(parser);
  const start = parser.at;
  const { text } = parser;
  if (text[start] === '(') return { step: undefined, safe: false, call: true };
  if (text[start] === '[') {
    accept(parser, '[');
    const safe = accept(parser, '?');
    // From the end: which that is depends on the list.
    accept(parser, '^');
    parser.open++;
    const key = parser.expression(parser);
    const closed = key !== undefined && accept(parser, ']');
    parser.open--;
    return closed
      ? { step: { kind: 'index', key, span: { start, end: parser.at } }, safe, call: false }
      : undefined;
  }
  skipBlank(parser, true);
  if (!accept(parser, '::') && !follows(parser, DOT)) return undefined;
  accept(parser, '.');
  const safe = accept(parser, '?');
  const name = takeName(parser);
  if (name === undefined) return undefined;
  return { step: { kind: 'attribute', name, span: { start, end: parser.at } }, safe, call: false };
}

function tried(value: Expression, step: Step | undefined): Expression | undefined {
  if (step === undefined || step.kind === 'splat') return undefined;
  const span = { start: value.span.start, end: step.span.end };
  const key: Expression = step.kind === 'index' ? step.key : named(step.name, step.span);
  return { kind: 'call', name: 'tryGet', nameSpan: step.span, args: [value, key], expandsLast: false, span };
}

function named(name: string, span: Step['span']): Expression {
  return {
    kind: 'template',
    form: 'quoted',
    span,
    parts: [{ kind: 'text', value: name, runs: [{ value: name, span }] }],
  };
}

/** A function of Bicep, with or without its namespace, or one of a resource, which only Azure can answer. */
function called(parser: Parser, value: Expression, _step: Step | undefined): Expression | undefined {
  const args = parseArguments(parser);
  if (args === undefined) return undefined;
  const span = { start: value.span.start, end: parser.at };
  const name = nameOf(value);
  return (
    lambdaCall(name, args, span) ?? {
      kind: 'call',
      name,
      nameSpan: value.span,
      args: args.flatMap(({ expression }) => expression ?? []),
      expandsLast: false,
      span,
    }
  );
}

function nameOf(value: Expression): string {
  if (value.kind === 'variable') return value.name;
  const step = value.kind === 'traversal' ? value.steps.at(-1) : undefined;
  return step?.kind === 'attribute' ? step.name : '';
}
