import { quote as quoted } from '../go/fmt/quote.ts';
import { sprintf } from '../go/fmt/sprintf.ts';
import type { ParamType, Value } from '../values/value.ts';
import { anyAt, intAt, textAt } from './args.ts';
import { byteLength, cut } from './bytes.ts';
import { textsOf } from './conversion.ts';
import { boundText } from './limits.ts';
import { bool, table, text, texts } from './make.ts';
import { strval } from './strval.ts';
import { trimCharacters, trimSpace } from './trim.ts';
import { FunctionFailure, type Functions, type TemplateFunction } from './types.ts';

/** Sprig's functions of strings (sprig 3.3.0, strings.go and functions.go); their subject is the last argument. */
export const strings: Functions = {
  hello: { params: [], run: () => text('Hello!') },
  trim: of([], (_, subject) => trimSpace(subject)),
  trimAll: of(['string'], (args, subject) => trimCharacters(subject, textAt(args, 0))),
  trimall: of(['string'], (args, subject) => trimCharacters(subject, textAt(args, 0))),
  trimSuffix: of(['string'], (args, subject) => {
    const suffix = textAt(args, 0);
    return suffix !== '' && subject.endsWith(suffix) ? subject.slice(0, -suffix.length) : subject;
  }),
  trimPrefix: of(['string'], (args, subject) => {
    const prefix = textAt(args, 0);
    return subject.startsWith(prefix) ? subject.slice(prefix.length) : subject;
  }),
  trunc: of(['int'], (args, subject) => trunc(intAt(args, 0), subject)),
  substr: of(['int', 'int'], (args, subject) => substring(intAt(args, 0), intAt(args, 1), subject)),
  repeat: of(['int'], (args, subject) => repeat(intAt(args, 0), subject)),
  replace: of(['string', 'string'], (args, subject) => replace(textAt(args, 0), textAt(args, 1), subject)),
  contains: test((subject, part) => subject.includes(part)),
  hasPrefix: test((subject, part) => subject.startsWith(part)),
  hasSuffix: test((subject, part) => subject.endsWith(part)),
  quote: {
    params: [],
    rest: 'any',
    run: (args) =>
      text(
        set(args)
          .map((arg) => quoted(strval(arg)))
          .join(' '),
      ),
  },
  squote: {
    params: [],
    rest: 'any',
    run: (args) =>
      text(
        set(args)
          .map((arg) => `'${strval(arg)}'`)
          .join(' '),
      ),
  },
  cat: { params: [], rest: 'any', run: (args) => text(cat(set(args))) },
  indent: of(['int'], (args, subject) => indent(intAt(args, 0), subject)),
  nindent: of(['int'], (args, subject) => `\n${indent(intAt(args, 0), subject)}`),
  plural: {
    params: ['string', 'string', 'int'],
    run: (args) => text(textAt(args, intAt(args, 2) === 1 ? 0 : 1)),
  },
  join: {
    params: ['string', 'any'],
    run: (args) => {
      const parts = textsOf(anyAt(args, 1));
      const separator = textAt(args, 0);
      boundText(parts.reduce((size, part) => size + part.length + separator.length, 0));
      return text(parts.join(separator));
    },
  },
  split: {
    params: ['string', 'string'],
    run: (args) => numbered(split(textAt(args, 1), textAt(args, 0))),
  },
  splitn: {
    params: ['string', 'int', 'string'],
    run: (args) => numbered(split(textAt(args, 2), textAt(args, 0), intAt(args, 1))),
  },
  splitList: {
    params: ['string', 'string'],
    run: (args) => texts(split(textAt(args, 1), textAt(args, 0))),
  },
};

function of(
  params: readonly ParamType[],
  make: (args: readonly Value[], subject: string) => string,
): TemplateFunction {
  return { params: [...params, 'string'], run: (args) => text(make(args, textAt(args, params.length))) };
}

function test(holds: (subject: string, part: string) => boolean): TemplateFunction {
  return { params: ['string', 'string'], run: (args) => bool(holds(textAt(args, 1), textAt(args, 0))) };
}

function set(args: readonly Value[]): readonly Value[] {
  return args.filter((arg) => arg.kind !== 'nil');
}

/** Below zero the bytes at the end. */
function trunc(count: number, subject: string): string {
  if (count >= 0) return cut(subject, 0, count);
  return byteLength(subject) + count > 0 ? cut(subject, count) : subject;
}

function substring(start: number, end: number, subject: string): string {
  const length = byteLength(subject);
  const from = Math.max(start, 0);
  const to = start >= 0 && (end < 0 || end > length) ? length : end;
  if (to < 0 || to > length)
    throw new FunctionFailure(
      `runtime error: slice bounds out of range [:${to}]${to < 0 ? '' : ` with length ${length}`}`,
    );
  if (from > to) throw new FunctionFailure(`runtime error: slice bounds out of range [${from}:${to}]`);
  return cut(subject, from, to);
}

function repeat(count: number, subject: string): string {
  if (count < 0) throw new FunctionFailure('strings: negative Repeat count');
  boundText(count * subject.length);
  return subject.repeat(count);
}

/** Nothing is found before every character and at the end. */
function replace(old: string, by: string, subject: string): string {
  const parts = old === '' ? ['', ...subject, ''] : subject.split(old);
  boundText(subject.length + parts.length * by.length);
  return parts.join(by);
}

/** As `fmt` prints them; a percent sign of theirs is none of the format. */
function cat(args: readonly Value[]): string {
  return sprintf(args.map(() => '%v').join(' '), args);
}

function indent(spaces: number, subject: string): string {
  const pad = repeat(spaces, ' ');
  let lines = 1;
  for (let at = subject.indexOf('\n'); at !== -1; at = subject.indexOf('\n', at + 1)) lines++;
  boundText(subject.length + lines * spaces);
  return pad + subject.replaceAll('\n', `\n${pad}`);
}

/** Go's `strings.SplitN`: by nothing into characters, at most `count` parts of which the last is the rest. */
function split(subject: string, separator: string, count = -1): readonly string[] {
  const parts = separator === '' ? [...subject] : subject.split(separator);
  if (count < 0 || parts.length <= count) return parts;
  if (count === 0) return [];
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

function numbered(parts: readonly string[]): Value {
  return { ...table(parts.map((part, i) => [`_${i}`, text(part)])), type: 'map[string]string' };
}
