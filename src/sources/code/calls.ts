import type { CodeToken } from './tokens.ts';

/** An argument: its tokens, and the name that it is given by. */
export interface Argument {
  readonly name: string | undefined;
  readonly tokens: readonly CodeToken[];
}

/** A call of a function or of a constructor, or a literal of a struct. */
export interface Call {
  /** The names before it: `testcontainers`, `WithImage`. */
  readonly names: readonly string[];
  readonly args: readonly Argument[];
  /** The index of its name, and of what follows its closing bracket. */
  readonly start: number;
  readonly end: number;
  readonly opening: '(' | '{';
}

/** Tokens of one call: more than anybody writes for an image. */
const LONGEST = 400;

/** The calls of the functions that `wanted` says, in their order; calls within calls are calls too. */
export function callsOf(tokens: readonly CodeToken[], wanted: (name: string) => boolean): readonly Call[] {
  const calls: Call[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const name = tokens[index];
    if (name?.kind !== 'name' || !wanted(name.text)) continue;
    const opening = openingAfter(tokens, index + 1);
    if (opening !== undefined) calls.push(callAt(tokens, index, opening));
  }
  return calls;
}

/** The index of the bracket behind a name and the types that it has in angle brackets. */
function openingAfter(tokens: readonly CodeToken[], from: number): number | undefined {
  let at = from;
  if (isMark(tokens[at], '<')) {
    const limit = at + 24;
    let depth = 0;
    for (; at < limit; at++) {
      if (isMark(tokens[at], '<')) depth++;
      else if (isMark(tokens[at], '>') && --depth === 0) break;
    }
    at++;
  }
  return isMark(tokens[at], '(') || isMark(tokens[at], '{') ? at : undefined;
}

function callAt(tokens: readonly CodeToken[], index: number, opening: number): Call {
  const args: Argument[] = [];
  let argument: CodeToken[] = [];
  let depth = 0;
  let at = opening + 1;
  const finish = (): void => {
    if (argument.length > 0) args.push(namedOf(argument));
    argument = [];
  };
  for (; at < Math.min(tokens.length, opening + LONGEST); at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind === 'mark' && '([{'.includes(token.text)) depth++;
    if (token.kind === 'mark' && ')]}'.includes(token.text) && depth-- === 0) break;
    if (depth === 0 && isMark(token, ',')) finish();
    else argument.push(token);
  }
  finish();
  const names = namesBefore(tokens, index);
  return { names, args, start: index, end: at + 1, opening: isMark(tokens[opening], '(') ? '(' : '{' };
}

/** `image = x`, `image: x`. */
function namedOf(argument: readonly CodeToken[]): Argument {
  const [name, mark] = argument;
  const isNamed =
    name?.kind === 'name' && (isMark(mark, '=') || isMark(mark, ':')) && !isMark(argument[2], '=');
  return isNamed ? { name: name.text, tokens: argument.slice(2) } : { name: undefined, tokens: argument };
}

function namesBefore(tokens: readonly CodeToken[], index: number): readonly string[] {
  const names: string[] = [];
  for (let at = index; at >= 0 && names.length < 4; at -= 2) {
    const token = tokens[at];
    if (token?.kind !== 'name') break;
    names.unshift(token.text);
    if (!isMark(tokens[at - 1], '.')) break;
  }
  return names;
}

export function isMark(token: CodeToken | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}
