import type { Token } from './tokens.ts';

type StringToken = Token & { readonly kind: 'string' };

/** What a function is given, as far as it is a literal or a variable that is set to one. */
export interface Call {
  readonly name: string;
  readonly positional: readonly (StringToken | undefined)[];
  readonly named: ReadonlyMap<string, StringToken>;
  /** The first literal of an argument that is made of more. */
  readonly open: ReadonlyMap<string, StringToken>;
  /** The name that the result is given: `oci = use_extension(…)`. */
  readonly assigned?: string;
}

/** The calls of functions of some names, wherever they stand. Variables have the literal that they were set to before. */
export function callsOf(tokens: readonly Token[], names: ReadonlySet<string>): readonly Call[] {
  const variables = new Map<string, StringToken>();
  const calls: Call[] = [];
  let depth = 0;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    const next = tokens[index + 1];
    if (token === undefined) continue;
    if (isMark(token, '([{')) depth++;
    else if (isMark(token, ')]}')) depth = Math.max(0, depth - 1);
    if (token.kind !== 'name' || next?.kind !== 'mark') continue;
    if (next.text === '(' && names.has(token.text) && !isDefinition(tokens[index - 1])) {
      const [target, mark] = [tokens[index - 2], tokens[index - 1]];
      const isAssigned = target?.kind === 'name' && mark !== undefined && isMark(mark, '=');
      const call = callAt(token.text, tokens, index + 2, variables);
      calls.push(isAssigned ? { ...call, assigned: target.text } : call);
    } else if (next.text === '=' && depth === 0) {
      const value = tokens[index + 2];
      const after = tokens[index + 3];
      // Only a literal by itself: what is done with it further on the same line is not followed.
      const alone = after === undefined || !isMark(after, '+%.=[');
      if (value?.kind === 'string' && alone) variables.set(token.text, value);
      else variables.delete(token.text);
    }
  }
  return calls;
}

function isMark(token: Token, marks: string): boolean {
  return token.kind === 'mark' && marks.includes(token.text);
}

function isDefinition(before: Token | undefined): boolean {
  return before?.kind === 'name' && before.text === 'def';
}

/** Pieces of one call: longer than anybody writes. Calls in calls are looked at again. */
const LONGEST = 2_000;

function callAt(
  name: string,
  tokens: readonly Token[],
  start: number,
  variables: ReadonlyMap<string, StringToken>,
): Call {
  const positional: (StringToken | undefined)[] = [];
  const named = new Map<string, StringToken>();
  const open = new Map<string, StringToken>();
  let argument: Token[] = [];
  let depth = 0;
  const finish = (): void => {
    const [first, mark, value] = argument;
    const key = first?.kind === 'name' && mark !== undefined && isMark(mark, '=') ? first.text : undefined;
    const text = literal(key === undefined ? argument : argument.slice(2), variables);
    if (key === undefined) {
      if (first !== undefined) positional.push(text);
    } else if (text !== undefined && value !== undefined) named.set(key, text);
    else if (value?.kind === 'string') open.set(key, value);
    argument = [];
  };
  for (let index = start; index < Math.min(tokens.length, start + LONGEST); index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (isMark(token, '([{')) depth++;
    else if (isMark(token, ')]}')) {
      if (depth === 0) break;
      depth--;
    }
    if (depth === 0 && isMark(token, ',')) finish();
    // More than `name=literal` is nothing that is known.
    else if (argument.length < 4) argument.push(token);
  }
  finish();
  return { name, positional, named, open };
}

function literal(
  argument: readonly Token[],
  variables: ReadonlyMap<string, StringToken>,
): StringToken | undefined {
  const [only] = argument;
  if (argument.length !== 1 || only === undefined) return undefined;
  const text = only.kind === 'name' ? variables.get(only.text) : only;
  return text?.kind === 'string' && !text.opaque ? text : undefined;
}
