import { endOfGroup, type GroovyToken } from '../../formats/groovy/index.ts';
import { type Fragment, literalFragment, type SourceText, type Span } from '../../text/index.ts';
import { type Choice, conditions, missing, through } from '../ci/index.ts';
import { textOf } from '../pieces.ts';
import { argumentsOf, wordOf } from './bindings.ts';
import type { Script } from './script.ts';
import { isMark, isWord, type Stretch, stretchOf } from './stretch.ts';

/** A chain of names is as long as anybody makes it. */
const DEEPEST = 12;

/** More combinations than anybody lists in a file. */
const MOST_CHOICES = 32;

/** The values of an expression: strings, names with values in the file, and what `+`, `?:` and `? :` make of them. */
export function evaluate(script: Script, expression: Stretch, depth = 0): readonly Choice[] {
  const { tokens, end } = expression;
  const inner = withoutLines(expression);
  if (inner.start >= inner.end) return [];
  if (depth > DEEPEST) return unknown(script, expression);
  const question = topLevel(inner, '?');
  if (question !== undefined) return decided(script, inner, question, depth);
  const terms = termsOf(inner);
  if (terms.length > MOST_TERMS) return unknown(script, expression);
  if (terms.length > 1) return terms.map((term) => evaluate(script, term, depth + 1)).reduce(joined);
  const first = tokens.list[inner.start];
  if (first?.kind === 'string') {
    return isUnchanged(inner, inner.start + 1)
      ? stringChoices(script, first, depth)
      : unknown(script, expression);
  }
  if (isMark(first, '(')) {
    const close = tokens.closes.get(inner.start) ?? end;
    if (isUnchanged(inner, close + 1))
      return evaluate(script, { tokens, start: inner.start + 1, end: close }, depth + 1);
  }
  const listed = indexed(script, inner, depth);
  if (listed !== undefined) return listed;
  const name = nameOf(inner);
  return name === undefined ? unknown(script, expression) : valuesOf(script, name, expression, depth);
}

/** Where a use of an expression is reported: a string without its quotes, or the whole of it. */
export function spanOf({ tokens, start, end }: Stretch): Span {
  const first = tokens.list[start];
  if (first?.kind === 'string' && (end === start + 1 || isUnchanged({ tokens, start, end }, start + 1)))
    return first.content;
  let last = end - 1;
  while (last > start && tokens.list[last]?.kind === 'line') last--;
  const from = first?.span.start ?? 0;
  return { start: from, end: Math.max(from, tokens.list[last]?.span.end ?? from) };
}

function withoutLines({ tokens, start, end }: Stretch): Stretch {
  let from = start;
  let to = end;
  while (from < to && tokens.list[from]?.kind === 'line') from++;
  while (to > from && tokens.list[to - 1]?.kind === 'line') to--;
  return { tokens, start: from, end: to };
}

function topLevel({ tokens, start, end }: Stretch, mark: string): number | undefined {
  for (let index = start; index < end; index++) {
    const token = tokens.list[index];
    if (token?.kind !== 'mark') continue;
    if (token.text === mark && !isMark(tokens.list[index + 1], '.')) return index;
    if (/^[([{]$/.test(token.text)) index = tokens.closes.get(index) ?? end;
  }
  return undefined;
}

/** Texts that are put together of more are no references. */
const MOST_TERMS = 32;

function termsOf(expression: Stretch): readonly Stretch[] {
  const { tokens, end } = expression;
  const terms: Stretch[] = [];
  let { start } = expression;
  for (;;) {
    const plus = topLevel({ tokens, start, end }, '+');
    terms.push({ tokens, start, end: plus ?? end });
    if (plus === undefined || terms.length > MOST_TERMS) return terms;
    start = plus + 1;
  }
}

/** Methods that leave a text what it is, as far as an image goes. */
const UNCHANGING = /^(?:stripIndent|trim|toString|strip)$/;

/** Whether nothing follows a value but such methods. */
function isUnchanged({ tokens, end }: Stretch, from: number): boolean {
  let at = from;
  while (at < end) {
    const method = tokens.list[at + 1];
    const call = isMark(tokens.list[at], '.') && method?.kind === 'word' && UNCHANGING.test(method.text);
    if (!call || !isMark(tokens.list[at + 2], '(')) return tokens.list[at]?.kind === 'line' && at + 1 >= end;
    at = (tokens.closes.get(at + 2) ?? end) + 1;
  }
  return true;
}

/** `a ?: b` is `b` where nothing is known of `a`; of `c ? a : b` both are there. */
function decided(
  script: Script,
  { tokens, start, end }: Stretch,
  question: number,
  depth: number,
): readonly Choice[] {
  if (isMark(tokens.list[question + 1], ':')) {
    const given = evaluate(script, { tokens, start, end: question }, depth);
    const known = given.filter(({ fragments }) => fragments.every(({ kind }) => kind === 'text'));
    if (known.some(({ when, fragments }) => when === undefined && fragments.length > 0)) return known;
    return [...known, ...evaluate(script, { tokens, start: question + 2, end }, depth)];
  }
  const colon = topLevel({ tokens, start: question + 1, end }, ':');
  if (colon === undefined) return unknown(script, { tokens, start, end });
  const span = spanOf({ tokens, start, end: question });
  const condition = script.source.text.slice(span.start, Math.min(span.end, span.start + 200));
  const either = (from: number, to: number, word: string): readonly Choice[] =>
    evaluate(script, { tokens, start: from, end: to }, depth).map((choice) => ({
      ...choice,
      when: conditions([`${word} ${condition}`, choice.when]) ?? condition,
    }));
  return [...either(question + 1, colon, 'if'), ...either(colon + 1, end, 'unless')];
}

function joined(left: readonly Choice[], right: readonly Choice[]): readonly Choice[] {
  return left
    .flatMap((one) =>
      right.map((other): Choice => {
        const when = conditions([one.when, other.when]);
        return {
          fragments: [...one.fragments, ...other.fragments],
          origin: [...new Set([...one.origin, ...other.origin])],
          ...(when === undefined ? {} : { when }),
        };
      }),
    )
    .slice(0, MOST_CHOICES);
}

/** The values of a string, with the values of the expressions in it. */
export function stringChoices(
  script: Script,
  { parts }: GroovyToken & { readonly kind: 'string' },
  depth = 0,
): readonly Choice[] {
  let choices: readonly Choice[] = [{ fragments: [], origin: [] }];
  for (const part of parts) {
    if (part.kind === 'text') {
      const fragment = literalFragment(part.value, script.source.path, part.span);
      choices = choices.map((choice) => ({ ...choice, fragments: [...choice.fragments, fragment] }));
      continue;
    }
    const { source } = script;
    const inside = stretchOf(source, part.inside.start, part.inside.end);
    const values = evaluate(script, inside, depth + 1).map((choice) => asWritten(choice, source, part.span));
    choices = joined(choices, values);
  }
  return choices;
}

/** What stands for an expression comes in where that stands; a hole is told with its marks. */
function asWritten(choice: Choice, { path, text }: SourceText, span: Span): Choice {
  const alone = choice.fragments.length === 1;
  const fragments = choice.fragments.map((fragment): Fragment => {
    if (fragment.kind === 'text') return { ...fragment, use: { file: path, span } };
    return alone ? { ...fragment, written: text.slice(span.start, span.end) } : fragment;
  });
  return { ...choice, fragments };
}

/** `NAME`, `env.NAME`, `params.NAME`, `this.NAME`; `env['NAME']` is as rare as it is long. */
function nameOf({ tokens, start, end }: Stretch): string | undefined {
  const { list } = tokens;
  const first = list[start];
  if (first?.kind !== 'word') return undefined;
  const scoped = /^(?:env|params|this|globals)$/.test(first.text);
  if (!scoped) return isUnchanged({ tokens, start, end }, start + 1) ? first.text : undefined;
  const dotted = isMark(list[start + 1], '?') ? start + 2 : start + 1;
  const name = list[dotted + 1];
  if (!isMark(list[dotted], '.') || name?.kind !== 'word') return undefined;
  return isUnchanged({ tokens, start, end }, dotted + 2) ? name.text : undefined;
}

/** `images[key]` of a map that is written out: the value of a key that is known, else each of them. */
function indexed(
  script: Script,
  { tokens, start, end }: Stretch,
  depth: number,
): readonly Choice[] | undefined {
  const first = tokens.list[start];
  if (
    first?.kind !== 'word' ||
    !isMark(tokens.list[start + 1], '[') ||
    tokens.closes.get(start + 1) !== end - 1
  )
    return undefined;
  const map = script.bindings.get(first.text)?.[0]?.value;
  if (map === undefined || !isMark(map.tokens.list[map.start], '[')) return undefined;
  const entries = argumentsOf(map.tokens, map.start, endOfGroup(map.tokens, map.start));
  const key = wordOf({ tokens, start: start + 2, end: end - 1 });
  const chosen = key === undefined ? [...entries] : [...entries].filter(([name]) => name === key);
  if (chosen.length === 0 || depth > DEEPEST) return undefined;
  return chosen
    .slice(0, MOST_CHOICES)
    .flatMap(([name, value]) =>
      evaluate(script, value, depth + 1).map((choice) => through(choice, `${first.text}.${name}`)),
    );
}

function valuesOf(script: Script, name: string, expression: Stretch, depth: number): readonly Choice[] {
  const bindings = script.bindings.get(name) ?? [];
  if (bindings.length === 0 || script.budget.left-- <= 0) return unknown(script, expression, name);
  const values = new Map<string, Choice>();
  for (const { value, when } of bindings) {
    if (isWord(value.tokens.list[value.start], name) && value.end === value.start + 1) continue;
    for (const choice of evaluate(script, value, depth + 1)) {
      const text = textOf(choice.fragments);
      if (text !== '' && !values.has(text)) values.set(text, through(choice, name, when));
    }
  }
  // A name that is set to something known and to something unknown has the known value as far as the file says.
  const known = [...values.values()].filter(({ fragments }) => fragments.some(({ kind }) => kind === 'text'));
  const found = known.length > 0 ? known : [...values.values()];
  return found.length === 0 ? unknown(script, expression, name) : found.slice(0, MOST_CHOICES);
}

function unknown({ source }: Script, expression: Stretch, name?: string): readonly Choice[] {
  const { start, end } = spanOf(expression);
  const text = source.text.slice(start, Math.min(end, start + 200));
  const reason =
    name === undefined ? `the expression ${text} is not evaluated` : `variable ${name} has no value here`;
  return [missing(text, { code: name === undefined ? 'template' : 'variable', reason })];
}
