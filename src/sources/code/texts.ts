import { append } from '../../append.ts';
import { type Fragment, literalFragment, type Place, type SourceText, type Span } from '../../text/index.ts';
import type { TextValue } from '../text-values.ts';
import { isMark } from './calls.ts';
import type { CodeToken, Language, StringToken } from './tokens.ts';

/** A program that is read. */
export interface Program {
  readonly source: SourceText;
  readonly language: Language;
  readonly tokens: readonly CodeToken[];
  readonly constants: ReadonlyMap<string, StringToken>;
}

/** A text that an argument is, and where that stands. */
export interface ArgumentText {
  readonly value: TextValue;
  readonly span: Span;
}

/** What makes an image of a text and says no more than it. */
const WRAPPERS: ReadonlySet<string> = new Set(['parse', 'toString', 'DockerImageName', 'RemoteDockerImage']);

/**
 * The text of an argument: a literal, a constant, such ones put together by `+`, or one within `DockerImageName.parse(…)`;
 * undefined where no literal is in it.
 */
export function textOf(argument: readonly CodeToken[], program: Program): ArgumentText | undefined {
  const tokens = unwrapped(argument);
  const [first] = tokens;
  if (first === undefined) return undefined;
  const fragments: Fragment[] = [];
  const origin: string[] = [];
  let last = first;
  for (let index = 0; index < tokens.length; index += 2) {
    const token = tokens[index];
    if (token === undefined || token.kind === 'mark') return undefined;
    last = token;
    const use = { file: program.source.path, span: token.span };
    const literal = token.kind === 'string' ? token : program.constants.get(token.text);
    if (token.kind === 'name') origin.push(token.text);
    if (literal === undefined) fragments.push(hole(token.kind === 'name' ? token.text : '', use));
    else append(fragments, fragmentsOf(literal, token, program, origin));
    const plus = tokens[index + 1];
    if (plus === undefined || isMark(plus, '+')) continue;
    // What a function gives, or a condition.
    if (token.kind === 'string') return undefined;
    fragments.splice(-1, 1, hole(token.text, use));
    break;
  }
  if (fragments.every(({ kind }) => kind === 'hole')) return undefined;
  const span =
    last === first && first.kind === 'string'
      ? first.content
      : { start: first.span.start, end: last.span.end };
  return { value: { fragments, origin }, span };
}

function hole(name: string, use: Place): Fragment {
  const reason = name === '' ? 'the program puts it together' : `variable ${name} has no value here`;
  return { kind: 'hole', unknown: { reason }, use };
}

const INSIDE: Readonly<Record<Language, RegExp>> = {
  java: /$^/g,
  go: /$^/g,
  kotlin: /\$\{(\w+)\}|\$([A-Za-z_]\w*)|\$\{[^}]*\}/g,
  javascript: /\$\{(\w+)\}|\$\{[^}]*\}/g,
  csharp: /\{(\w+)\}|\{[^}]*\}/g,
  python: /\{(\w+)\}|\{[^}]*\}/g,
};

/** A literal, with the constants that are named in it; `token` is where it comes in. */
function fragmentsOf(
  literal: StringToken,
  token: CodeToken,
  { source: { path: file }, constants, language }: Program,
  origin: string[],
): readonly Fragment[] {
  const { value, content, verbatim } = literal;
  const use = { file, span: token.span };
  const piece = (start: number, end: number): Fragment => {
    const span = { start: content.start + start, end: content.start + end };
    const text = value.slice(start, end);
    if (!verbatim) return { kind: 'text', text, place: undefined, use };
    return token === literal
      ? literalFragment(text, file, span)
      : { kind: 'text', text, place: { file, span }, use };
  };
  if (!literal.open) return [piece(0, value.length)];
  const fragments: Fragment[] = [];
  let at = 0;
  for (const { 0: written, 1: name, 2: bare, index } of value.matchAll(INSIDE[language])) {
    if (at < index) fragments.push(piece(at, index));
    at = index + written.length;
    const inner = name ?? bare ?? '';
    const constant = constants.get(inner);
    const span = { start: content.start + index, end: content.start + at };
    const place = verbatim ? { file, span } : use;
    if (inner !== '') origin.push(inner);
    if (constant === undefined || constant.open) fragments.push(hole(inner, place));
    else {
      const own = constant.verbatim ? { file, span: constant.content } : undefined;
      fragments.push({ kind: 'text', text: constant.value, place: own, use: place });
    }
  }
  if (at < value.length) fragments.push(piece(at, value.length));
  return fragments;
}

/** The argument within calls that only give it another type; what follows their brackets says nothing of its name. */
function unwrapped(argument: readonly CodeToken[]): readonly CodeToken[] {
  let tokens = argument;
  for (let depth = 0; depth < 3; depth++) {
    const opening = tokens.findIndex((token) => isMark(token, '('));
    const before = tokens[opening - 1];
    const isPlain = tokens
      .slice(0, Math.max(opening, 0))
      .every((token) => token.kind === 'name' || isMark(token, '.'));
    if (opening < 1 || !isPlain || before?.kind !== 'name' || !WRAPPERS.has(before.text)) return tokens;
    let open = 0;
    let end = opening;
    for (; end < tokens.length; end++) {
      if (isMark(tokens[end], '(')) open++;
      else if (isMark(tokens[end], ')') && --open === 0) break;
    }
    tokens = tokens.slice(opening + 1, end);
  }
  return tokens;
}
