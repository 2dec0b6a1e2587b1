import { append } from '../../append.ts';
import type { Span } from '../../text/index.ts';
import { isTrue } from '../template/runtime.ts';
import type { Derivation, Guard, Place, PrintedPiece, Value } from '../values/value.ts';
import type { ValueKey } from '../values/value-key.ts';
import { keysIn } from './keys-in.ts';
import { endsOf, firstAt } from './piece-at.ts';
import { type KnownTexts, type TextIn, textOf, textsIn } from './texts-in.ts';

/** Where a stretch of a printed text is from. */
export interface TextSource {
  /** In the text that was asked for. */
  readonly span: Span;
  readonly text: string;
  /** A text or a constant in a template. */
  readonly literal?: { readonly template: string; readonly span: Span };
  readonly key?: ValueKey;
  readonly place?: Place;
  /** The functions that made the text another one than what is written at the place, outermost first. */
  readonly changedBy?: readonly string[];
  readonly unknown?: true;
}

/** What a stretch of a rendering is made of, in its order, and the guards on the way to it. */
export interface Sources {
  readonly parts: readonly TextSource[];
  readonly guards: readonly Guard[];
  /** Keys whose values would stand there if there were any. */
  readonly empty: readonly ValueKey[];
}

/** A stretch of a text that lies on the way back. */
interface Stretch extends Span {
  /** Where it begins in the text that was asked for. */
  readonly at: number;
  /** What made it another text on the way, outermost first. */
  readonly functions: readonly string[];
}

interface Draft {
  readonly parts: TextSource[];
  readonly guards: Set<Guard>;
  readonly empty: ValueKey[];
  /** In tables and lists: those of a rendering are asked for again and again, and the next one may change them. */
  readonly texts: KnownTexts;
  steps: number;
}

/** More steps than the longest chain of helpers takes. */
const mostSteps = 2_000;

/** Follows a stretch of what was printed back to where it is written. */
export function sourcesOf(pieces: readonly PrintedPiece[], { start, end }: Span): Sources {
  const texts = textsOf.get(pieces) ?? new Map();
  textsOf.set(pieces, texts);
  const draft: Draft = { parts: [], guards: new Set(), empty: [], texts, steps: mostSteps };
  inPieces(pieces, { start, end, at: 0, functions: [] }, draft);
  return { parts: draft.parts, guards: [...draft.guards], empty: draft.empty };
}

const textsOf = new WeakMap<readonly PrintedPiece[], KnownTexts>();

function inPieces(pieces: readonly PrintedPiece[], stretch: Stretch, draft: Draft, made?: Value): void {
  const { start, end, at } = stretch;
  const ends = endsOf(pieces);
  for (let index = firstAt(ends, start); index < pieces.length; index++) {
    const piece = pieces[index] as PrintedPiece;
    const { length } = piece.text;
    const offset = (ends[index] ?? 0) - length;
    const from = Math.max(start, offset);
    const to = Math.min(end, offset + length);
    if (from < to) {
      if (piece.guard !== undefined) draft.guards.add(piece.guard);
      const inIt = { ...stretch, start: from - offset, end: to - offset, at: at + from - start };
      inPiece(piece, inIt, draft, made);
    } else if (length === 0 && piece.value !== undefined && start <= offset && offset <= end)
      append(draft.empty, keysIn(piece.value));
    if (offset + length >= end) return;
  }
}

function inPiece(piece: PrintedPiece, stretch: Stretch, draft: Draft, made: Value | undefined): void {
  if (piece.value !== undefined) {
    inValue(piece.value, piece.text, stretch, draft);
    return;
  }
  const { start, end, at } = stretch;
  const span = { start: piece.span.start + start, end: piece.span.start + end };
  // What `tpl` executes is a text that was made somewhere, too.
  if (made?.kind === 'string' && made.value.startsWith(piece.text, piece.span.start)) {
    inValue(made, made.value, { ...stretch, ...span }, draft);
    return;
  }
  const text = piece.text.slice(start, end);
  draft.parts.push({
    span: { start: at, end: at + text.length },
    text,
    literal: { template: piece.template, span },
  });
}

/** `text` is that of the value. */
function inValue(value: Value, text: string, stretch: Stretch, draft: Draft): void {
  const { from } = value;
  if (--draft.steps < 0 || from === undefined)
    leaf(value, text.slice(stretch.start, stretch.end), stretch, draft);
  else if (from.pieces !== undefined) {
    const [first] = from.args;
    inPieces(from.pieces, stretch, draft, from.by === 'tpl' ? first : undefined);
  } else {
    for (const guard of assignedUnder(from)) draft.guards.add(guard);
    inCallOrInstead(value, from, text, stretch, draft);
  }
}

function assignedUnder({ by, guards }: Derivation): readonly Guard[] {
  if (by === 'ternary') return guards?.log.slice(guards.start, guards.end) ?? [];
  return by === 'assigned' && guards !== undefined
    ? guards.log.slice(guards.start, guards.end).filter(({ held }) => held)
    : [];
}

/** `default .Chart.AppVersion .Values.image.tag`: the key that has no value is the one that gives another text. */
function inCallOrInstead(value: Value, from: Derivation, text: string, stretch: Stretch, draft: Draft): void {
  const key = emptyChoice(from);
  const before = draft.parts.length;
  inCall(value, from, text, stretch, draft);
  const [only, another] = draft.parts.slice(before);
  if (key === undefined || only === undefined || another !== undefined || only.key !== undefined) return;
  draft.parts[before] = { ...only, key };
}

/** The key that would have been taken before what was taken. */
function emptyChoice({ by, args }: Derivation): ValueKey | undefined {
  const inOrder = by === 'default' ? [args[1]] : by === 'coalesce' || by === 'or' ? args : [];
  const [first] = inOrder;
  return first === undefined || isTrue(first) ? undefined : first.key;
}

/** The result of a function: its arguments are looked for in it, and it in them. */
function inCall(value: Value, from: Derivation, text: string, stretch: Stretch, draft: Draft): void {
  const { start, end, at } = stretch;
  const wanted = text.slice(start, end);
  // The separator of a list stands between its items, too, and is of no interest.
  const args = from.by === 'join' ? from.args.slice(1) : from.args;
  const first = ofValuesByItself(args, wanted);
  const texts = first === undefined ? textsIn(args, wanted, draft.texts) : [first];
  const same = texts.filter((each) => each.text === wanted);
  const holding = same.find(isOfValues) ?? same[0] ?? texts.find((each) => each.text.includes(wanted));
  if (holding !== undefined) {
    const found = occurrence(holding.text, wanted, countBefore(text, wanted, start));
    inValue(holding.value, holding.text, { ...stretch, start: found, end: found + wanted.length }, draft);
    return;
  }
  let rest = 0;
  for (const each of texts) {
    const found = each.text === '' ? -1 : wanted.indexOf(each.text, rest);
    if (found === -1) continue;
    if (found > rest) constantPart(wanted.slice(rest, found), at + rest, draft);
    inValue(each.value, each.text, { ...stretch, ...whole(each.text), at: at + found }, draft);
    rest = found + each.text.length;
  }
  if (rest === 0) changed(value, from, wanted, stretch, draft);
  else if (rest < wanted.length) constantPart(wanted.slice(rest), at + rest, draft);
}

/** The argument that is the wanted text, where no table comes before it: `tpl` is given all values of the chart behind its text. */
function ofValuesByItself(args: readonly Value[], wanted: string): TextIn | undefined {
  for (const value of args) {
    if (value.kind === 'table' || value.kind === 'list') return undefined;
    const each = { value, text: textOf(value) };
    if (each.text === wanted && isOfValues(each)) return each;
  }
  return undefined;
}

/** `default "docker.io" .Values.registry` gives the value where both say the same. */
function isOfValues({ value }: TextIn): boolean {
  return value.key !== undefined || value.from !== undefined;
}

/** Nothing of the arguments stands in the result: it is from the one that has a key. */
function changed(value: Value, from: Derivation, wanted: string, stretch: Stretch, draft: Draft): void {
  const { at, functions } = stretch;
  const keyed = from.args.find((arg) => arg.key !== undefined || arg.from !== undefined);
  if (keyed === undefined || keyed.kind === 'table' || keyed.kind === 'list') {
    leaf(value, wanted, stretch, draft);
    return;
  }
  const inner: Draft = { ...draft, parts: [] };
  const text = textOf(keyed);
  const changedBy = [...functions, from.by];
  inValue(keyed, text, { ...whole(text), at: 0, functions: changedBy }, inner);
  draft.steps = inner.steps;
  const source = inner.parts.find(({ key }) => key !== undefined) ?? inner.parts[0];
  draft.parts.push({
    ...source,
    span: { start: at, end: at + wanted.length },
    text: wanted,
    changedBy,
  });
}

function whole(text: string): Span {
  return { start: 0, end: text.length };
}

function constantPart(text: string, at: number, draft: Draft): void {
  draft.parts.push({ span: { start: at, end: at + text.length }, text });
}

function leaf(value: Value, text: string, { at, functions }: Stretch, draft: Draft): void {
  const { key, place } = value;
  draft.parts.push({
    span: { start: at, end: at + text.length },
    text,
    ...(key === undefined ? {} : { key }),
    ...(place === undefined ? {} : { place }),
    ...(functions.length === 0 ? {} : { changedBy: functions }),
    ...(value.kind === 'string' && value.unknown === true ? { unknown: true } : {}),
  });
}

function countBefore(text: string, wanted: string, end: number): number {
  let count = 0;
  for (let found = text.indexOf(wanted); found !== -1 && found < end; found = text.indexOf(wanted, found + 1))
    count++;
  return count;
}

/** The place of an occurrence by its number, of the last one where there are fewer. */
function occurrence(text: string, wanted: string, number: number): number {
  let found = text.indexOf(wanted);
  for (let at = 0; at < number; at++) {
    const next = text.indexOf(wanted, found + 1);
    if (next === -1) return found;
    found = next;
  }
  return found;
}
