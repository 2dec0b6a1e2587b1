import { append } from '../../../append.ts';
import { madeFragment } from '../../../text/index.ts';
import {
  type Fragment,
  failure,
  fragmentsOf,
  type Implementation,
  knownText,
  NULL,
  sliceFragments,
  text,
  tuple,
  unknownIn,
  type Value,
} from '../../expressions/index.ts';

const nothing = failure('an argument is missing');

/** A function of texts; what it changes stands nowhere any more. */
function ofTexts(change: (...texts: readonly string[]) => string): Implementation {
  return (args) => {
    const [first] = args;
    if (first === undefined) return nothing;
    const texts: string[] = [];
    for (const value of args) {
      const known = knownText(value);
      if (known === undefined) return missing(value);
      texts.push(known);
    }
    const changed = change(...texts);
    return changed === texts[0] && first.kind === 'string' ? first : text(changed);
  };
}

function missing(value: Value): Value {
  const reason = unknownIn(value);
  return reason === undefined ? failure('text is needed') : { kind: 'unknown', unknown: reason };
}

function tostring([value]: readonly Value[]): Value {
  if (value === undefined || value.kind === 'string' || value.kind === 'unknown') return value ?? nothing;
  if (value.kind === 'null') return NULL;
  const fragments = fragmentsOf(value);
  return fragments === undefined ? failure(`a ${value.kind} is no text`) : { kind: 'string', fragments };
}

function join([separator, ...lists]: readonly Value[]): Value {
  const between = separator === undefined ? undefined : fragmentsOf(separator);
  if (between === undefined) return nothing;
  const fragments: Fragment[] = [];
  let first = true;
  for (const list of lists) {
    if (list.kind !== 'tuple' || list.open !== undefined) return missing(list);
    for (const item of list.items) {
      const own = fragmentsOf(item);
      if (own === undefined) return failure('join takes texts');
      if (!first) append(fragments, between);
      append(fragments, own);
      first = false;
    }
  }
  return { kind: 'string', fragments };
}

const VERB = /%(%|\[(\d+)\])?([vsdq])?/g;

/** `%s`, `%v`, `%d` and `%%`, with `%[1]s`: what formats numbers and adds quotes is not needed for names. */
function format([pattern, ...args]: readonly Value[]): Value {
  const known = pattern === undefined ? undefined : knownText(pattern);
  if (pattern === undefined || known === undefined) return pattern === undefined ? nothing : missing(pattern);
  const literal = fragmentsOf(pattern) ?? [];
  const fragments: Fragment[] = [];
  let at = 0;
  let next = 0;
  for (const verb of known.matchAll(VERB)) {
    append(fragments, sliceFragments(literal, at, verb.index));
    at = verb.index + verb[0].length;
    if (verb[0] === '%%') {
      fragments.push(madeFragment('%'));
      continue;
    }
    if (verb[3] === undefined || verb[3] === 'q') return failure(`format() is not evaluated with ${verb[0]}`);
    const argument = args[verb[2] === undefined ? next : Number(verb[2]) - 1];
    next = verb[2] === undefined ? next + 1 : Number(verb[2]);
    const own = argument === undefined ? undefined : fragmentsOf(argument);
    if (own === undefined) return failure('format() has no text for each of its verbs');
    append(fragments, own);
  }
  append(fragments, sliceFragments(literal, at, known.length));
  return { kind: 'string', fragments };
}

function split([separator, value]: readonly Value[]): Value {
  const between = separator === undefined ? undefined : knownText(separator);
  const known = value === undefined ? undefined : knownText(value);
  if (separator === undefined || value === undefined) return nothing;
  if (between === undefined) return missing(separator);
  if (known === undefined) return missing(value);
  const fragments = fragmentsOf(value) ?? [];
  let at = 0;
  const parts = (between === '' ? [...known] : known.split(between)).map((part): Value => {
    const start = at;
    at += part.length + between.length;
    return { kind: 'string', fragments: sliceFragments(fragments, start, start + part.length) };
  });
  return tuple(known === '' ? [] : parts);
}

export const stringFunctions: Readonly<Record<string, Implementation>> = {
  tostring,
  join,
  format,
  split,
  lower: ofTexts((value = '') => value.toLowerCase()),
  upper: ofTexts((value = '') => value.toUpperCase()),
  trimspace: ofTexts((value = '') => value.trim()),
  trimprefix: ofTexts((value = '', prefix = '') =>
    value.startsWith(prefix) ? value.slice(prefix.length) : value,
  ),
  trimsuffix: ofTexts((value = '', suffix = '') =>
    suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value,
  ),
};
