import { append } from '../../append.ts';
import { err, ok, type Result } from '../../result.ts';
import type { Span } from '../../text/span.ts';
import { parseTemplate, type TemplateNode } from './parse.ts';
import type { Expansion, Fragment, InterpolationError, Scope, Template, Value } from './types.ts';
import { builtText, knownText } from './value.ts';

type VariableNode = TemplateNode & { readonly kind: 'variable' };

/** The most that variables may add to a text, in characters; no reference is longer than 1,024. */
const MOST_ADDED = 64 * 1024;

/** Defaults within defaults; people stop at three. */
const DEEPEST = 50;

/** A chain of variables longer than this is cut, so that chains cost no more than their length. */
const MAX_ORIGIN = 64;

interface Context {
  readonly template: Template;
  readonly scope: Scope;
  readonly origin: Set<string>;
  left: number;
}

type Expanded = Result<readonly Fragment[], InterpolationError>;

/**
 * Puts values in the place of variables as compose-go does it. Where it takes a variable without value for empty, a hole
 * stands in the value; tests such as `${A:-b}` are decided as if it were empty.
 */
export function expandTemplate(template: Template, scope: Scope): Result<Expansion, InterpolationError> {
  const context: Context = { template, scope, origin: new Set(), left: MOST_ADDED };
  const value = expandStretch(context, 0, template.text.length, undefined, 0);
  return value.ok ? ok({ value: value.value, origin: [...context.origin] }) : value;
}

/** `use` is the stretch of the template that all of it stands for; undefined where each character stands for itself. */
function expandStretch(
  context: Context,
  from: number,
  to: number,
  use: Span | undefined,
  depth: number,
): Expanded {
  if (depth > DEEPEST)
    return err({ code: 'too-long', message: 'defaults stand within defaults without end' });
  const nodes = parseTemplate(context.template.text, from, to);
  if (!nodes.ok) return nodes;
  const value: Fragment[] = [];
  for (const node of nodes.value) {
    if (node.kind === 'text') {
      value.push(written(context, node.from, node.to, use));
      continue;
    }
    const stands = use ?? { start: node.from, end: node.to };
    const expanded = expandVariable(context, node, stands, depth);
    if (!expanded.ok) return expanded;
    context.left -= expanded.value.length + knownText(expanded.value).length;
    if (context.left < 0) return err({ code: 'too-long', message: 'its variables make it too long' });
    append(value, expanded.value);
  }
  return ok(value);
}

function written({ template }: Context, from: number, to: number, use: Span | undefined): Fragment {
  return {
    kind: 'text',
    text: template.text.slice(from, to),
    place: template.placeOf(from, to),
    use: use ?? { start: from, end: to },
    literal: use === undefined,
  };
}

function expandVariable(context: Context, node: VariableNode, use: Span, depth: number): Expanded {
  const { name, operator, word } = node;
  addOrigin(context, [name]);
  const binding = context.scope(name);
  const isSet = binding !== undefined;
  const isGiven = operator.startsWith(':') ? isSet && builtText(binding.value) !== '' : isSet;
  switch (operator) {
    case '':
      return ok(isSet ? bound(context, binding, use) : [hole(context, node, use)]);
    case '-':
    case ':-':
      return isGiven ? ok(bound(context, binding, use)) : wordOf();
    case '+':
    case ':+':
      return isGiven ? wordOf() : ok(isSet ? bound(context, binding, use) : []);
    case '?':
    case ':?': {
      if (isGiven) return ok(bound(context, binding, use));
      const message = wordOf();
      if (!message.ok) return message;
      return ok([hole(context, node, use, knownText(message.value))]);
    }
  }

  function wordOf(): Expanded {
    return expandStretch(context, word.from, word.to, use, depth + 1);
  }
}

function bound(context: Context, binding: Expansion | undefined, use: Span): Value {
  addOrigin(context, binding?.origin ?? []);
  return (binding?.value ?? []).map((fragment) =>
    fragment.kind === 'text' ? { ...fragment, use, literal: false } : { ...fragment, use },
  );
}

function addOrigin({ origin }: Context, names: Iterable<string>): void {
  for (const name of names) if (origin.size < MAX_ORIGIN) origin.add(name);
}

function hole({ template }: Context, { name, from, to }: VariableNode, use: Span, message = ''): Fragment {
  const reason = `variable ${name} has no value here${message === '' ? '' : `: ${message}`}`;
  return { kind: 'hole', text: template.text.slice(from, to), name, reason, use };
}
