import { type Binding, subWord, type Word } from '../../formats/dockerfile/index.ts';
import { type Expanded, expansions, type Variables } from './variables.ts';
import { wordsOf } from './words.ts';

const ASSIGNMENT = /^(?:--[\w-]+[ \t]+)*([A-Za-z_]\w*)[ \t]*(?:=[ \t]*|$)/;
const LOOP = /^(?:--\S+[ \t]+)*([A-Za-z_]\w*)[ \t]+IN(?:[ \t]+|$)/;

/** Set by Earthly itself when it runs (docs, `earthfile/builtin-args`). */
const BUILT_IN = /^(?:EARTHLY_\w+|(?:NATIVE|TARGET|USER)(?:PLATFORM|OS|ARCH|VARIANT)|CI)$/;

/** The variables that hold at a place; those of a target are laid over what all targets see. */
export interface Scope extends Variables {
  readonly set: (name: string, bindings: readonly Binding[]) => void;
}

export function scopeIn(outer: Variables | undefined): Scope {
  const own = new Map<string, readonly Binding[]>();
  return {
    get: (name) => own.get(name) ?? outer?.get(name),
    set: (name, bindings) => own.set(name, bindings),
  };
}

/** The name that ARG, LET or SET gives a value, and what it can be. */
export function assigned(
  rest: Word,
  variables: Variables,
): { readonly name: string; readonly bindings: readonly Binding[] } | undefined {
  const match = ASSIGNMENT.exec(rest.text);
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  if (!match[0].includes('=')) return { name, bindings: [{ kind: BUILT_IN.test(name) ? 'later' : 'unset' }] };
  const [first] = wordsOf(subWord(rest, match[0].length, rest.text.length));
  const text = rest.text.slice(match[0].length);
  if (text.includes('$(')) return { name, bindings: [{ kind: 'later' }] };
  if (first === undefined) return { name, bindings: [{ kind: 'value', value: [], origin: [name] }] };
  return { name, bindings: expansions(first, variables).map((each) => bound(name, each)) };
}

/** The variable of `FOR name IN a b c`, and what it is in turn. */
export function looped(
  rest: Word,
  variables: Variables,
): { readonly name: string; readonly bindings: readonly Binding[] } | undefined {
  const match = LOOP.exec(rest.text);
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  const words = wordsOf(subWord(rest, match[0].length, rest.text.length));
  if (words.some(({ text }) => text.includes('$('))) return { name, bindings: [{ kind: 'later' }] };
  const each = words.flatMap((word) => expansions(word, variables));
  return { name, bindings: each.map((value) => bound(name, value)) };
}

function bound(name: string, { value, origin }: Expanded): Binding {
  return { kind: 'value', value, origin: [name, ...origin] };
}
