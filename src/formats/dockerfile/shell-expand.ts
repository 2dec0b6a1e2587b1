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
  MAX_VALUE,
  outsideText,
  sliceValue,
  type Value,
  worstHole,
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

/** A chain of defaults longer than this is cut, so that chains cost no more than their length. */
const MAX_ORIGIN = 64;

interface Context {
  readonly word: Word;
  readonly escapeCharacter: EscapeCharacter;
  readonly scope: Scope;
  readonly origin: Set<string>;
}

type Expanded = Result<Value, ShellError>;

/** What a text is for: escapes stay in patterns and replacements. */
type Role = 'value' | 'pattern' | 'replacement';

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
  const context: Context = { word, escapeCharacter, scope, origin: new Set() };
  const value = expandAll(context, nodes.value, 'value');
  if (!value.ok) return value;
  return ok({ value: value.value, origin: [...context.origin] });
}

function expandAll(context: Context, nodes: readonly ShellNode[], role: Role): Expanded {
  const values: Value[] = [];
  let length = 0;
  for (const node of nodes) {
    const value = expandNode(context, node, role);
    if (!value.ok) return value;
    values.push(value.value);
    length += knownText(value.value).length;
    if (length > MAX_VALUE) return tooLong();
  }
  return ok(joinValues(values));
}

function tooLong(): Expanded {
  return err({ code: 'too-long', message: 'the value is longer than any image reference' });
}

function expandNode(context: Context, node: ShellNode, role: Role): Expanded {
  switch (node.kind) {
    case 'literal':
    case 'heredoc':
      return ok(literalText(context.word, node.from, node.to));
    case 'escape': {
      const character = literalText(context.word, node.from, node.to);
      if (role === 'value') return ok(character);
      return ok(joinValues([literalText(context.word, node.at, node.at + 1), character]));
    }
    case 'quoted':
      return expandQuoted(context, node, role);
    case 'variable':
      return expandVariable(context, node);
  }
}

/** In the pattern of a substitution, quotes make the escape character literal by doubling it. */
function expandQuoted(context: Context, node: ShellNode & { kind: 'quoted' }, role: Role): Expanded {
  const content = expandAll(context, node.parts, role);
  if (!content.ok || node.quote !== "'" || role !== 'pattern') return content;
  const { escapeCharacter } = context;
  return ok(outsideText(knownText(content.value).replaceAll(escapeCharacter, escapeCharacter.repeat(2))));
}

function expandVariable(context: Context, node: VariableNode): Expanded {
  const { operator } = node;
  addOrigin(context, [node.name]);
  const isPattern = operator === '#' || operator === '%' || operator.startsWith('/');
  // The word after the operator may not be chosen: its variables count when it is.
  const wordContext = { ...context, origin: new Set<string>() };
  const word = expandAll(wordContext, node.word, isPattern ? 'pattern' : 'value');
  if (!word.ok) return word;
  const binding = context.scope(node.name);
  if (isPattern || isWordChosen(node, binding)) addOrigin(context, wordContext.origin);
  const replacement = expandAll(context, node.replacement, 'replacement');
  if (!replacement.ok) return replacement;
  switch (operator) {
    case '':
      return ok(boundValue(context, node, binding));
    case '-':
    case ':-':
    case '+':
    case ':+':
      if (isWordChosen(node, binding)) return word;
      if (isGiven(node, binding) === undefined)
        return ok(hole(context, node, { name: node.name, absence: 'later' }));
      return ok(operator.endsWith('-') ? boundValue(context, node, binding) : []);
    case '?':
    case ':?':
      return required(context, node, binding, word.value);
    case '#':
    case '%':
      return onText(context, node, [boundValue(context, node, binding), word.value], (value, pattern = []) =>
        trimmed(operator, value, pattern),
      );
    case '/':
    case '//':
      return onText(
        context,
        node,
        [boundValue(context, node, binding), word.value, replacement.value],
        (value, pattern = [], written = []) => replaced(operator, value, pattern, written),
      );
    default:
      return err({ code: 'syntax', message: `unsupported modifier (${operator}) in substitution` });
  }
}

function boundValue(context: Context, node: VariableNode, binding: Binding): Value {
  if (binding.kind !== 'value') return hole(context, node, { name: node.name, absence: binding.kind });
  addOrigin(context, binding.origin);
  return binding.value;
}

function addOrigin({ origin }: Context, names: Iterable<string>): void {
  for (const name of names) if (origin.size < MAX_ORIGIN) origin.add(name);
}

interface Missing {
  readonly name: string;
  readonly absence: Absence;
}

function hole({ word }: Context, node: VariableNode, { name, absence }: Missing, built = ''): Value {
  return [{ kind: 'hole', text: word.text.slice(node.from, node.to), name, absence, built }];
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

/** Whether `${x-word}` or `${x+word}` stands for its word. */
function isWordChosen(node: VariableNode, binding: Binding): boolean {
  const given = isGiven(node, binding);
  return node.operator.endsWith('-') ? given === false : node.operator.endsWith('+') && given === true;
}

function required(context: Context, node: VariableNode, binding: Binding, word: Value): Expanded {
  const given = isGiven(node, binding);
  if (given === true) return ok(boundValue(context, node, binding));
  if (given === undefined) return ok(hole(context, node, { name: node.name, absence: 'later' }));
  const message = knownText(word) || `is not allowed to be ${node.operator === '?' ? 'unset' : 'empty'}`;
  return err({ code: 'required', message: `variable ${node.name} has no value here: ${message}` });
}

/**
 * Applies an operator that works on texts. A hole in one of them is one in the result; the result that the build comes
 * to is worked out all the same, unless it depends on what is set later.
 */
function onText(
  context: Context,
  node: VariableNode,
  operands: readonly [Value, ...Value[]],
  operator: (...operands: readonly [Value, ...Value[]]) => Expanded,
): Expanded {
  const missing = worstHole(operands);
  if (missing === undefined) return operator(...operands);
  if (missing.absence === 'later') return ok(hole(context, node, missing));
  const [first, ...others] = operands.map((operand) => outsideText(builtText(operand) ?? ''));
  const result = operator(first ?? [], ...others);
  return result.ok ? ok(hole(context, node, missing, knownText(result.value))) : result;
}

/** `${x#pattern}`, `${x##pattern}`, `${x%pattern}`, `${x%%pattern}`. */
function trimmed(operator: '#' | '%', value: Value, word: Value): Expanded {
  const text = knownText(value);
  const pattern = knownText(word);
  const longest = pattern.startsWith(operator);
  const tokens = parsePattern(longest ? pattern.slice(1) : pattern);
  if (!tokens.ok) return tokens;
  if (operator === '#') {
    return ok(sliceValue(value, matchPrefix(tokens.value, text, longest) ?? 0, text.length));
  }
  return ok(sliceValue(value, 0, text.length - (matchSuffix(tokens.value, text, longest) ?? 0)));
}

/** `${x/pattern/replacement}` and `${x//pattern/replacement}`. */
function replaced(operator: '/' | '//', value: Value, word: Value, replacement: Value): Expanded {
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
      const matched = text.slice(match.start, match.end);
      const written = operator === '//' ? expandTemplate(replacement, matched) : replacement;
      parts.push(sliceValue(value, copied, match.start), written);
      length += knownText(written).length;
      if (length > MAX_VALUE) return tooLong();
      copied = match.end;
    }
    if (operator === '/') break;
    from = match.end > from ? match.end : from + 1;
  }
  parts.push(sliceValue(value, copied, text.length));
  return ok(joinValues(parts));
}
