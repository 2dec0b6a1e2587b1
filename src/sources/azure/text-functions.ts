import { append } from '../../append.ts';
import {
  bool,
  type Fragment,
  failure,
  fragmentsOf,
  type Implementation,
  knownText,
  number,
  sliceFragments,
  text,
  tuple,
  type Value,
} from '../../formats/expressions/index.ts';
import { missing, ofTexts } from './arguments.ts';

/** Texts behind each other, or lists. */
function concat(args: readonly Value[]): Value {
  if (args.some(({ kind }) => kind === 'tuple')) {
    const open = args.find(({ kind }) => kind !== 'tuple');
    const items = args.flatMap((value) => (value.kind === 'tuple' ? value.items : []));
    return tuple(items, open === undefined ? undefined : { reason: 'one of the lists is not known' });
  }
  const fragments = args.map((value) => fragmentsOf(value));
  if (fragments.some((own) => own === undefined)) return failure('concat takes texts or lists');
  return { kind: 'string', fragments: fragments.flatMap((own) => own ?? []) };
}

/** `{0}` with or without a width or a format, and doubled braces (.NET's composite formatting). */
const PLACE = /\{\{|\}\}|\{(\d+)(?:,[^}]*)?(?::[^}]*)?\}/g;

function format([pattern, ...args]: readonly Value[]): Value {
  const known = pattern === undefined ? undefined : knownText(pattern);
  if (pattern === undefined || known === undefined) return missing(pattern);
  const literal = fragmentsOf(pattern) ?? [];
  const fragments: Fragment[] = [];
  let at = 0;
  for (const match of known.matchAll(PLACE)) {
    append(fragments, sliceFragments(literal, at, match.index));
    at = match.index + match[0].length;
    const [, index] = match;
    if (index === undefined) {
      append(fragments, sliceFragments(literal, match.index, match.index + 1));
      continue;
    }
    const argument = args[Number(index)];
    const own = argument === undefined ? undefined : fragmentsOf(argument);
    if (own === undefined) return failure('format() has no text for each of its places');
    append(fragments, own);
  }
  append(fragments, sliceFragments(literal, at, known.length));
  return { kind: 'string', fragments };
}

function join([list, separator]: readonly Value[]): Value {
  const between = separator === undefined ? undefined : fragmentsOf(separator);
  if (list?.kind !== 'tuple' || list.open !== undefined || between === undefined) return missing(list);
  const fragments: Fragment[] = [];
  for (const [index, item] of list.items.entries()) {
    const own = fragmentsOf(item);
    if (own === undefined) return failure('join takes texts');
    if (index > 0) append(fragments, between);
    append(fragments, own);
  }
  return { kind: 'string', fragments };
}

function split([value, separator]: readonly Value[]): Value {
  const known = value === undefined ? undefined : knownText(value);
  const between = separator === undefined ? undefined : knownText(separator);
  if (value === undefined || known === undefined) return missing(value);
  if (between === undefined || between === '') return missing(separator);
  const fragments = fragmentsOf(value) ?? [];
  let at = 0;
  return tuple(
    known.split(between).map((part): Value => {
      const start = at;
      at += part.length + between.length;
      return { kind: 'string', fragments: sliceFragments(fragments, start, start + part.length) };
    }),
  );
}

function substring([value, start, length]: readonly Value[]): Value {
  const known = value === undefined ? undefined : knownText(value);
  if (value === undefined || known === undefined) return missing(value);
  const from = Number(start === undefined ? 0 : knownText(start));
  const to = length === undefined ? known.length : from + Number(knownText(length));
  if (!Number.isInteger(from) || !Number.isInteger(to)) return missing(start);
  return { kind: 'string', fragments: sliceFragments(fragmentsOf(value) ?? [], from, to) };
}

function asString([value]: readonly Value[]): Value {
  const fragments = value === undefined ? undefined : fragmentsOf(value);
  return fragments === undefined
    ? failure('string() is evaluated for plain values alone')
    : { kind: 'string', fragments };
}

function position(find: (text: string, part: string) => number): Implementation {
  return ([value, part]) => {
    const known = value === undefined ? undefined : knownText(value);
    const wanted = part === undefined ? undefined : knownText(part);
    if (known === undefined) return missing(value);
    return wanted === undefined ? missing(part) : number(find(known.toLowerCase(), wanted.toLowerCase()));
  };
}

function test(holds: (text: string, part: string) => boolean): Implementation {
  return ([value, part]) => {
    const known = value === undefined ? undefined : knownText(value);
    const wanted = part === undefined ? undefined : knownText(part);
    if (known === undefined) return missing(value);
    return wanted === undefined ? missing(part) : bool(holds(known.toLowerCase(), wanted.toLowerCase()));
  };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string */
export const textFunctions: Readonly<Record<string, Implementation>> = {
  concat,
  format,
  join,
  split,
  substring,
  string: asString,
  toLower: ofTexts((value) => value.toLowerCase()),
  toUpper: ofTexts((value) => value.toUpperCase()),
  trim: ofTexts((value) => value.trim()),
  replace: ofTexts((value, old = '', by = '') => (old === '' ? value : value.replaceAll(old, by))),
  base64: ofTexts((value) => Buffer.from(value, 'utf8').toString('base64')),
  base64ToString: ofTexts((value) => Buffer.from(value, 'base64').toString('utf8')),
  indexOf: position((value, part) => value.indexOf(part)),
  lastIndexOf: position((value, part) => value.lastIndexOf(part)),
  startsWith: test((value, part) => value.startsWith(part)),
  endsWith: test((value, part) => value.endsWith(part)),
  uri: ([base, path]) => (base === undefined || path === undefined ? missing(base) : concat([base, path])),
  json: ([value]) => {
    const known = value === undefined ? undefined : knownText(value);
    if (known === undefined) return missing(value);
    return /^-?\d+(?:\.\d+)?$|^true$|^false$/.test(known) ? text(known) : failure('json() is not evaluated');
  },
};
