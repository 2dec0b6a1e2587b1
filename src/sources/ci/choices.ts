import { parseReference } from '../../image/index.ts';
import type { Span } from '../../text/span.ts';
import type { FoundImage, Piece, PieceRole, UnresolvedReason } from '../image-use.ts';

/** A stretch of a text: literal, with its place, or an expression that has no value here, as it is written. */
export type Fragment =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly span: Span | undefined;
      /** Where it comes in, where that is known and elsewhere. */
      readonly use?: Span;
    }
  | { readonly kind: 'hole'; readonly text: string; readonly reason: UnresolvedReason };

/** One of the values that a text can have. */
export interface Choice {
  readonly fragments: readonly Fragment[];
  /** The names that it came through, outermost first. */
  readonly origin: readonly string[];
  /** When it has this value, in the words of the file; absent where that needs nothing to be changed. */
  readonly when?: string;
}

/** A text of a file, and where a stretch of it stands there. */
export interface WrittenText {
  readonly value: string;
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

/** No reference is this long; a longer text is left as it is. */
const LONGEST = 2_000;

export function literal({ value, spanOf }: WrittenText): Choice {
  return { fragments: [{ kind: 'text', text: value, span: spanOf(0, value.length) }], origin: [] };
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
  return { fragments: [{ kind: 'hole', text, reason }], origin: [] };
}

function composed(
  { value, spanOf }: WrittenText,
  placeholders: readonly Placeholder[],
  world: ReadonlyMap<string, Choice>,
): Choice {
  const fragments: Fragment[] = [];
  const addText = (start: number, end: number): void => {
    if (start < end)
      fragments.push({ kind: 'text', text: value.slice(start, end), span: spanOf(start, end) });
  };
  let at = 0;
  for (const { start, end, expression } of placeholders) {
    addText(at, start);
    fragments.push(...(world.get(expression)?.fragments ?? []));
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

export function textOfFragments(fragments: readonly Fragment[]): string {
  return fragments.map(({ text }) => text).join('');
}

/** What a choice says of an image that is used at `span`. */
export function imageOf(
  { fragments, origin }: Choice,
  span: Span,
): Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved' | 'origin'> {
  const value = textOfFragments(fragments);
  const provenance = origin.length === 0 ? {} : { origin };
  const hole = fragments.find(({ kind }) => kind === 'hole');
  if (hole?.kind === 'hole') return { span, value, unresolved: hole.reason, ...provenance };
  const pieces = piecesOf(fragments, value);
  const [only] = fragments;
  const literally =
    fragments.length === 1 &&
    only?.kind === 'text' &&
    only.span?.start === span.start &&
    only.span.end === span.end;
  return { span, value, ...(literally || pieces.length === 0 ? {} : { pieces }), ...provenance };
}

function piecesOf(fragments: readonly Fragment[], value: string): readonly Piece[] {
  const [only] = fragments;
  if (fragments.length === 1 && only !== undefined) return pieces(fragments, 'reference', 0, value.length);
  const parsed = parseReference(value);
  if (!parsed.ok) return [];
  const { parts } = parsed.value;
  return (['registry', 'repository', 'tag', 'digest'] as const).flatMap((role) => {
    const part = parts[role];
    return part === undefined ? [] : pieces(fragments, role, part.start, part.end);
  });
}

/** The literal stretches between two offsets of the whole text. */
function pieces(
  fragments: readonly Fragment[],
  role: PieceRole,
  start: number,
  end: number,
): readonly Piece[] {
  const found: Piece[] = [];
  let offset = 0;
  for (const fragment of fragments) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, fragment.text.length);
    offset += fragment.text.length;
    if (from >= to || fragment.kind === 'hole' || fragment.span === undefined) continue;
    found.push({
      role,
      value: fragment.text.slice(from, to),
      span: cut(fragment.span, fragment.text, from, to),
    });
  }
  return found;
}

/** Where part of a literal stands; one with escapes is told as a whole. */
function cut(span: Span, text: string, from: number, to: number): Span {
  if (span.end - span.start !== text.length) return span;
  return { start: span.start + from, end: span.start + to };
}
