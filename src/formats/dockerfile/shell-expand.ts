import { err, ok, type Result } from '../../result.ts';
import { findMatch, matchPrefix, matchSuffix, parsePattern } from './shell-pattern.ts';
import { parseShell, type ShellError, type ShellNode, type VariableNode } from './shell-syntax.ts';
import { expandTemplate } from './shell-template.ts';
import {
  type Absence,
  builtText,
  joinValues,
  knownText,
  literalText,
  MAX_FRAGMENTS,
  MAX_VALUE,
  sliceValue,
  type Value,
} from './shell-value.ts';
import type { EscapeCharacter, Word } from './types.ts';

/** What a name stands for: a value with the names that it came from, or the reason why it has none. */
export type Binding =
  | { readonly kind: 'value'; readonly value: Value; readonly origin: readonly string[] }
  | { readonly kind: Absence };

export type Scope = (name: string) => Binding;

export interface Expansion {
  readonly value: Value;
  /** The variables that the value came from, outermost first, each once. */
  readonly origin: readonly string[];
}

interface Context {
  readonly word: Word;
  readonly scope: Scope;
  readonly origin: Set<string>;
}

type Expanded = Result<Value, ShellError>;

/**
 * Expands the variables of a word and takes its quotes and escapes off, as BuildKit does it with the words of FROM and
 * the values of ARG (`shell/lex.go`, `ProcessWord`). Where BuildKit takes a variable without value for empty, the value
 * keeps the hole; tests such as `${x:-y}` are decided as the build decides them.
 */
export function expandWord(
  word: Word,
  escapeCharacter: EscapeCharacter,
  scope: Scope,
): Result<Expansion, ShellError> {
  const nodes = parseShell(word.text, escapeCharacter);
  if (!nodes.ok) return nodes;
  const context: Context = { word, scope, origin: new Set() };
  const value = expandAll(context, nodes.value, false);
  if (!value.ok) return value;
  return ok({ value: value.value, origin: [...context.origin] });
}

function expandAll(context: Context, nodes: readonly ShellNode[], rawEscapes: boolean): Expanded {
  const values: Value[] = [];
  let length = 0;
  for (const node of nodes) {
    const value = expandNode(context, node, rawEscapes);
    if (!value.ok) return value;
    values.push(value.value);
    length += knownText(value.value).length;
    if (length > MAX_VALUE) return tooLong();
  }
  const joined = joinValues(values);
  return joined.length > MAX_FRAGMENTS ? tooLong() : ok(joined);
}

function tooLong(): Expanded {
  return err({ code: 'too-long', message: 'the value is longer than any image reference' });
}

function expandNode(context: Context, node: ShellNode, rawEscapes: boolean): Expanded {
  switch (node.kind) {
    case 'literal':
    case 'heredoc':
      return ok(literalText(context.word, node.from, node.to));
    case 'escape': {
      const character = literalText(context.word, node.from, node.to);
      if (!rawEscapes) return ok(character);
      return ok(joinValues([literalText(context.word, node.at, node.at + 1), character]));
    }
    case 'quoted':
      return expandAll(context, node.parts, rawEscapes);
    case 'variable':
      return expandVariable(context, node);
  }
}

function expandVariable(context: Context, node: VariableNode): Expanded {
  const { operator } = node;
  const rawEscapes = operator === '#' || operator === '%' || operator.startsWith('/');
  const word = expandAll(context, node.word, rawEscapes);
  if (!word.ok) return word;
  const replacement = expandAll(context, node.replacement, rawEscapes);
  if (!replacement.ok) return replacement;
  const binding = context.scope(node.name);
  switch (operator) {
    case '':
      return ok(boundValue(context, node, binding));
    case '-':
    case ':-':
    case '+':
    case ':+':
      return ok(chosen(context, node, binding, word.value));
    case '?':
    case ':?':
      return required(context, node, binding, word.value);
    case '#':
    case '%':
      return trimmed(context, node, binding, word.value);
    case '/':
    case '//':
      return replaced(context, node, binding, word.value, replacement.value);
    default:
      return err({ code: 'syntax', message: `unsupported modifier (${operator}) in substitution` });
  }
}

function boundValue(context: Context, node: VariableNode, binding: Binding): Value {
  context.origin.add(node.name);
  if (binding.kind !== 'value') return hole(context, node, node.name, binding.kind);
  for (const name of binding.origin) context.origin.add(name);
  return binding.value;
}

function hole({ word }: Context, node: VariableNode, name: string, absence: Absence): Value {
  return [{ kind: 'hole', text: word.text.slice(node.from, node.to), name, absence }];
}

/** Whether the test of the operator (set, or with a colon set and not empty) holds; undefined where the builder knows. */
function isGiven({ operator }: VariableNode, binding: Binding): boolean | undefined {
  if (binding.kind === 'later') return undefined;
  if (binding.kind !== 'value') return false;
  if (!operator.startsWith(':')) return true;
  const built = builtText(binding.value);
  if (built !== undefined) return built !== '';
  return binding.value.some(({ kind }) => kind === 'text') ? true : undefined;
}

function chosen(context: Context, node: VariableNode, binding: Binding, word: Value): Value {
  const given = isGiven(node, binding);
  context.origin.add(node.name);
  if (given === undefined) return hole(context, node, node.name, 'later');
  if (node.operator.endsWith('-')) return given ? boundValue(context, node, binding) : word;
  return given ? word : [];
}

function required(context: Context, node: VariableNode, binding: Binding, word: Value): Expanded {
  const given = isGiven(node, binding);
  if (given === true) return ok(boundValue(context, node, binding));
  if (given === undefined) return ok(hole(context, node, node.name, 'later'));
  const message = knownText(word) || `is not allowed to be ${node.operator === '?' ? 'unset' : 'empty'}`;
  return err({ code: 'required', message: `variable ${node.name} has no value here: ${message}` });
}

/** The text that an operator works on; a hole in it, or in its pattern, is one in the result. */
function operand(context: Context, node: VariableNode, binding: Binding, pattern: Value): Value {
  const value = boundValue(context, node, binding);
  const missing = [...value, ...pattern].find(({ kind }) => kind === 'hole');
  return missing?.kind === 'hole' ? hole(context, node, missing.name, missing.absence) : value;
}

function trimmed(context: Context, node: VariableNode, binding: Binding, word: Value): Expanded {
  const value = operand(context, node, binding, word);
  if (value.some(({ kind }) => kind === 'hole')) return ok(value);
  const text = knownText(value);
  const pattern = knownText(word);
  const longest = pattern.startsWith(node.operator);
  const tokens = parsePattern(longest ? pattern.slice(1) : pattern);
  if (!tokens.ok) return tokens;
  if (node.operator === '#') {
    return ok(sliceValue(value, matchPrefix(tokens.value, text, longest) ?? 0, text.length));
  }
  return ok(sliceValue(value, 0, text.length - (matchSuffix(tokens.value, text, longest) ?? 0)));
}

function replaced(
  context: Context,
  node: VariableNode,
  binding: Binding,
  word: Value,
  replacement: Value,
): Expanded {
  const value = operand(context, node, binding, [...word, ...replacement]);
  if (value.some(({ kind }) => kind === 'hole')) return ok(value);
  const text = knownText(value);
  const tokens = parsePattern(knownText(word));
  if (!tokens.ok) return tokens;
  const parts: Value[] = [];
  let copied = 0;
  let length = 0;
  for (let from = 0; from <= text.length; ) {
    const match = findMatch(tokens.value, text, from);
    if (match === undefined) break;
    // An empty match right after another one does not count.
    if (match.end > copied || match.start === 0) {
      const written =
        node.operator === '//'
          ? expandTemplate(replacement, text.slice(match.start, match.end))
          : replacement;
      parts.push(sliceValue(value, copied, match.start), written);
      length += knownText(written).length;
      if (length > MAX_VALUE) return tooLong();
      copied = match.end;
    }
    if (node.operator === '/') break;
    from = match.end > from ? match.end : from + 1;
  }
  parts.push(sliceValue(value, copied, text.length));
  return ok(joinValues(parts));
}
