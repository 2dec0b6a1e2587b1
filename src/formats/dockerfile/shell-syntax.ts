import { err, ok, type Result } from '../../result.ts';
import type { EscapeCharacter } from './types.ts';

/** The operator of `${name<operator>word}`; BuildKit refuses the ones it does not know only when it expands them. */
export type Operator = '' | '-' | '+' | '?' | '#' | '%' | '/' | '//' | `:${string}`;

/** A part of a word; offsets are those of the word's text. */
export type ShellNode =
  | { readonly kind: 'literal'; readonly from: number; readonly to: number }
  /** The escape character at `at`, and the text from `from` to `to` that it makes literal: one character, or none. */
  | { readonly kind: 'escape'; readonly at: number; readonly from: number; readonly to: number }
  | { readonly kind: 'quoted'; readonly quote: '"' | "'"; readonly parts: readonly ShellNode[] }
  /** `<<` and the blanks after it, which do not separate words. */
  | { readonly kind: 'heredoc'; readonly from: number; readonly to: number }
  | VariableNode;

export interface VariableNode {
  readonly kind: 'variable';
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** Whether it stands in braces: `${x}`. */
  readonly braced: boolean;
  readonly operator: Operator;
  /** What follows the operator; for `/` the pattern. */
  readonly word: readonly ShellNode[];
  readonly replacement: readonly ShellNode[];
}

export interface ShellError {
  readonly code: 'syntax' | 'required' | 'pattern' | 'too-deep' | 'too-long';
  /** One clause, lower case. */
  readonly message: string;
}

/** `${a:-${b:-…}}`: deeper than anybody writes, and shallow enough for any stack. */
const MAX_DEPTH = 100;

interface State {
  readonly text: string;
  readonly escapeCharacter: EscapeCharacter;
  offset: number;
  depth: number;
  error: ShellError | undefined;
}

/**
 * The structure of a word as BuildKit's shell lexer reads it (`shell/lex.go`): quotes, escapes, `$name` and `${…}`.
 * A byte order mark at the beginning is passed over, as Go's scanner does.
 */
export function parseShell(
  text: string,
  escapeCharacter: EscapeCharacter,
): Result<readonly ShellNode[], ShellError> {
  const offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const state: State = { text, escapeCharacter, offset, depth: 0, error: undefined };
  const nodes = parseUntil(state, '');
  return state.error === undefined ? ok(nodes) : err(state.error);
}

function fail(state: State, message: string, code: ShellError['code'] = 'syntax'): void {
  state.error ??= { code, message };
  state.offset = state.text.length;
}

function parseUntil(state: State, stop: '' | '}' | '/'): readonly ShellNode[] {
  const nodes: ShellNode[] = [];
  while (state.offset < state.text.length) {
    const character = state.text.charAt(state.offset);
    if (character === stop) {
      state.offset++;
      return nodes;
    }
    if (character === "'") nodes.push(singleQuoted(state));
    else if (character === '"') nodes.push(doubleQuoted(state));
    else if (character === '$') nodes.push(dollar(state));
    else if (character === '<') nodes.push(possibleHeredoc(state));
    else if (character === state.escapeCharacter) nodes.push(escaped(state));
    else nodes.push(literal(state, stop));
  }
  if (stop !== '') fail(state, `'${stop}' is missing`);
  return nodes;
}

function literal(state: State, stop: string): ShellNode {
  const { text, escapeCharacter, offset: from } = state;
  const special = `'"$<${escapeCharacter}${stop}`;
  let to = from + 1;
  while (to < text.length && !special.includes(text.charAt(to))) to++;
  state.offset = to;
  return { kind: 'literal', from, to };
}

function escaped(state: State): ShellNode {
  const at = state.offset;
  const from = at + 1;
  const code = state.text.codePointAt(from);
  const to = code === undefined ? from : from + (code > 0xffff ? 2 : 1);
  state.offset = to;
  return { kind: 'escape', at, from, to };
}

function possibleHeredoc(state: State): ShellNode {
  const { text, offset: from } = state;
  let to = from + 1;
  if (text[to] === '<') {
    to++;
    while (text[to] === '\t' || text[to] === '\r' || text[to] === ' ') to++;
  }
  state.offset = to;
  return to === from + 1 ? { kind: 'literal', from, to } : { kind: 'heredoc', from, to };
}

function singleQuoted(state: State): ShellNode {
  const from = state.offset + 1;
  const to = state.text.indexOf("'", from);
  if (to === -1) fail(state, 'a single quote is not closed');
  else state.offset = to + 1;
  return { kind: 'quoted', quote: "'", parts: to <= from ? [] : [{ kind: 'literal', from, to }] };
}

function doubleQuoted(state: State): ShellNode {
  const { text, escapeCharacter } = state;
  const parts: ShellNode[] = [];
  state.offset++;
  while (state.offset < text.length) {
    const from = state.offset;
    const character = text.charAt(from);
    if (character === '"') {
      state.offset++;
      return { kind: 'quoted', quote: '"', parts };
    }
    if (character === '$') parts.push(dollar(state));
    else if (character === escapeCharacter) parts.push(escapedInQuotes(state));
    else {
      while (state.offset < text.length && !`"$${escapeCharacter}`.includes(text.charAt(state.offset)))
        state.offset++;
      parts.push({ kind: 'literal', from, to: state.offset });
    }
  }
  fail(state, 'a double quote is not closed');
  return { kind: 'quoted', quote: '"', parts };
}

/** In double quotes only `"`, `$` and the escape character itself can be escaped; elsewhere it stands for itself. */
function escapedInQuotes(state: State): ShellNode {
  const { text, escapeCharacter, offset: at } = state;
  const next = text[at + 1];
  const from = next === '"' || next === '$' || next === escapeCharacter ? at + 1 : at;
  state.offset = from + 1;
  return { kind: 'escape', at, from, to: from + 1 };
}

function dollar(state: State): ShellNode {
  const from = state.offset;
  state.offset++;
  if (state.text[state.offset] === '{') return bracedVariable(state, from);
  const name = variableName(state);
  if (name === '') return { kind: 'literal', from, to: state.offset };
  return variable(state, from, name, { braced: false, operator: '' });
}

function bracedVariable(state: State, from: number): ShellNode {
  state.offset++;
  const next = state.text[state.offset];
  if (next === '{' || next === '}' || next === ':') fail(state, 'bad substitution');
  const name = variableName(state);
  const operator = readOperator(state);
  if (operator === undefined) return variable(state, from, name, { braced: true, operator: '' });
  if (++state.depth > MAX_DEPTH)
    fail(state, `substitutions are nested more than ${MAX_DEPTH} deep`, 'too-deep');
  const replaces = operator === '/' || operator === '//';
  const word = state.error === undefined ? parseUntil(state, replaces ? '/' : '}') : [];
  const replacement = replaces && state.error === undefined ? parseUntil(state, '}') : [];
  state.depth--;
  return { ...variable(state, from, name, { braced: true, operator }), word, replacement };
}

function variable(
  state: State,
  from: number,
  name: string,
  form: { readonly braced: boolean; readonly operator: Operator },
): VariableNode {
  return { kind: 'variable', from, to: state.offset, name, ...form, word: [], replacement: [] };
}

/** Undefined where the braces close after the name. */
function readOperator(state: State): Operator | undefined {
  const character = state.text[state.offset++];
  switch (character) {
    case '}':
      return undefined;
    case '-':
    case '+':
    case '?':
    case '#':
    case '%':
      return character;
    case '/':
      if (state.text[state.offset] !== '/') return '/';
      state.offset++;
      return '//';
    case ':': {
      const next = state.text[state.offset++];
      if (next !== undefined && next !== '#' && next !== '%') return `:${next}`;
      fail(state, `unsupported modifier (:${next ?? ''}) in substitution`);
      return undefined;
    }
    default:
      fail(
        state,
        character === undefined ? "'}' is missing" : `unsupported modifier (${character}) in substitution`,
      );
      return undefined;
  }
}

/** Letters, digits and `_`; or digits alone; or one special parameter (`@`, `*`, `#`, `?`, `-`, `$`, `!`). */
function variableName(state: State): string {
  const name = /\p{Nd}+|[@*#?$!-]|[\p{L}\p{Nd}_]+/uy;
  name.lastIndex = state.offset;
  const match = name.exec(state.text)?.[0] ?? '';
  state.offset += match.length;
  return match;
}
