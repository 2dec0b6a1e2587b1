import { append } from '../../append.ts';
import { type Fragment, literalFragment, type Span } from '../../text/index.ts';
import type { FoundImage, UnresolvedReason } from '../image-use.ts';
import { imageAt } from '../pieces.ts';
import type { TextValue } from '../text-values.ts';

/** One of the values that a text can have. */
export interface Choice extends TextValue {
  /** When it has this value, in the words of the file; absent where that needs nothing to be changed. */
  readonly when?: string;
}

/** A text of a file, and where a stretch of it stands there. */
export interface WrittenText {
  readonly value: string;
  readonly file: string;
  readonly spanOf: (start: number, end: number) => Span;
}

/** An expression within a text. */
export interface Placeholder {
  readonly start: number;
  readonly end: number;
  readonly expression: string;
}

/** The text that an expression stands in, and where it begins there: what it says literally has a place in the file. */
export interface ExpressionPlace {
  readonly text: WrittenText;
  readonly start: number;
}

export interface Language {
  /** The expressions of a text, in order. */
  readonly find: (text: string) => readonly Placeholder[];
  /** The values of an expression, or the reason why it has none. */
  readonly lookUp: (expression: string, place: ExpressionPlace) => readonly Choice[] | UnresolvedReason;
}

/** More combinations than anybody lists in a file. */
const MOST_CHOICES = 64;

/** Values of values multiply: what names itself several times over would come to no end. */
const MOST_FRAGMENTS = 1_000;

/** No reference is this long; a longer text is left as it is. */
const LONGEST = 2_000;

export function literal({ value, file, spanOf }: WrittenText): Choice {
  return { fragments: [literalFragment(value, file, spanOf(0, value.length))], origin: [] };
}

/** Part of a text of a file. */
export function partOf(
  { value, file, spanOf }: WrittenText,
  from: number,
  to: number = value.length,
): WrittenText {
  return { value: value.slice(from, to), file, spanOf: (start, end) => spanOf(from + start, from + end) };
}

/** The values of a text with its expressions put in. The same expression has the same value throughout. */
export function expand(text: WrittenText, { find, lookUp }: Language): readonly Choice[] {
  const placeholders = text.value.length > LONGEST ? [] : find(text.value);
  if (placeholders.length === 0) return [literal(text)];
  const values = new Map<string, readonly Choice[]>();
  for (const { expression, start, end } of placeholders) {
    if (values.has(expression)) continue;
    const value = lookUp(expression, { text, start });
    const written = text.value.slice(start, end);
    values.set(expression, 'code' in value ? [missing(written, value)] : value);
  }
  let worlds: readonly ReadonlyMap<string, Choice>[] = [new Map()];
  for (const [expression, choices] of values) {
    worlds = worlds
      .flatMap((world) => choices.map((choice) => new Map(world).set(expression, choice)))
      .slice(0, MOST_CHOICES);
  }
  return worlds.map((world) => composed(text, placeholders, world));
}

export function missing(text: string, reason: UnresolvedReason): Choice {
  return { fragments: [{ kind: 'hole', unknown: reason, written: text, use: undefined }], origin: [] };
}

function composed(
  { value, file, spanOf }: WrittenText,
  placeholders: readonly Placeholder[],
  world: ReadonlyMap<string, Choice>,
): Choice {
  const put = placeholders.reduce((sum, { expression }) => sum + sizeOf(world.get(expression)), 0);
  if (put > MOST_FRAGMENTS) return missing(value, TOO_LONG);
  const fragments: Fragment[] = [];
  const addText = (start: number, end: number): void => {
    if (start < end) fragments.push(literalFragment(value.slice(start, end), file, spanOf(start, end)));
  };
  let at = 0;
  for (const { start, end, expression } of placeholders) {
    addText(at, start);
    append(fragments, world.get(expression)?.fragments ?? []);
    at = end;
  }
  addText(at, value.length);
  const used = [...world.values()];
  const when = conditions(used.map((choice) => choice.when));
  return {
    fragments,
    origin: [...new Set(used.flatMap(({ origin }) => origin))],
    ...(when === undefined ? {} : { when }),
  };
}

const TOO_LONG: UnresolvedReason = {
  code: 'variable',
  reason: 'its variables come to more text than any image has',
};

function sizeOf(choice: Choice | undefined): number {
  return choice?.fragments.length ?? 0;
}

/** Conditions that have to hold together. */
export function conditions(all: readonly (string | undefined)[]): string | undefined {
  const known = [...new Set(all.filter((one) => one !== undefined))];
  return known.length === 0 ? undefined : known.join(' and ');
}

/** The choice with one more name that it came through, and one more condition. */
export function through(choice: Choice, name: string, when?: string): Choice {
  const all = conditions([when, choice.when]);
  return {
    fragments: choice.fragments,
    origin: [name, ...choice.origin.filter((each) => each !== name)],
    ...(all === undefined ? {} : { when: all }),
  };
}

/** What a choice says of an image that is used at `span` of a file. */
export function imageOf(
  { fragments, origin }: Choice,
  file: string,
  span: Span,
): Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved' | 'origin'> {
  return { ...imageAt(fragments, file, span), ...(origin.length === 0 ? {} : { origin }) };
}
