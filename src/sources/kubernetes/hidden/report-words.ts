import { composeImage } from '../../image-map.ts';
import type { Confidence, Purpose } from '../../image-use.ts';
import { gradeOf, isUnmistakable } from '../../reference-grade.ts';
import { unresolvedText } from '../../unresolved-text.ts';
import { roleOf, type WordRole, wordsOf } from '../../word-role.ts';
import { referenceAt, type YamlText } from '../../yaml-text.ts';
import type { ObjectReader, Sighting } from '../object-reader.ts';
import type { Place } from '../place.ts';
import { partOf } from './part.ts';

/** A text under a name that somebody chose: a flag, a variable, an annotation. */
export interface Word {
  /** Empty where a text stands without a name. */
  readonly name: string;
  readonly text: YamlText;
  readonly place: Place;
}

export interface WordsOptions {
  /** The most that is said of a reference under an image's name. */
  readonly atMost?: Confidence;
  /** Whether only names that say "image" count. */
  readonly named?: boolean;
  /** Whether the list may be one of anything, and not of a container's own variables or arguments. */
  readonly loose?: boolean;
}

interface ImageWord extends Word {
  readonly role: WordRole;
}

/**
 * Reports the images among texts that belong together: the flags of one command, the variables of one container.
 * Under a name that says "image" a reference with a registry or a path is `likely`, any other `possible`; under another
 * name only what can hardly be anything else is told, as `possible`.
 */
export function reportWords(words: readonly Word[], reader: ObjectReader, options: WordsOptions = {}): void {
  const images: ImageWord[] = [];
  for (const word of words) {
    const { value } = word.text.scalar;
    if (value.length < 2) continue;
    const role = roleOf(word.name);
    if (role !== undefined) images.push({ ...word, role });
    else if (options.named !== true) reportUnnamed(word, reader);
  }
  const besides = lookUp(words);
  for (const word of images) {
    const { part } = word.role;
    const names = part === 'whole' || part === 'repository';
    if (names && reportSplit(word, besides, reader, options)) continue;
    if (part === 'whole') reportWhole(word, reader, options);
    else if (gradeOf(word.text.scalar.value) === 'full') say(word, 'likely', reader, options);
  }
}

/** Whether a text that no name explains is to be told: only what can hardly be anything else. */
export function unnamedImage(text: YamlText): Sighting | undefined {
  const { value } = text.scalar;
  if (!value.includes('/') || !(value.includes(':') || value.includes('@')) || !isUnmistakable(value))
    return undefined;
  return { ...referenceAt(text), confidence: 'possible' };
}

/** `docker://` is what skopeo and others put before a reference. */
const SCHEME = 'docker://';

function reportUnnamed({ text, place }: Word, reader: ObjectReader): void {
  const { value } = text.scalar;
  if (value.startsWith(SCHEME)) {
    const bare = partOf(reader.text, text, SCHEME.length, value.length);
    const grade = gradeOf(bare.scalar.value);
    if (grade === 'full' || grade === 'host')
      reader.report(place, { ...referenceAt(bare), confidence: 'possible' });
    return;
  }
  const found = unnamedImage(text);
  if (found !== undefined) reader.report(place, found);
}

function reportWhole(word: ImageWord, reader: ObjectReader, options: WordsOptions): void {
  const { text, place, role } = word;
  const { value } = text.scalar;
  if (value.startsWith(SCHEME)) {
    const bare = partOf(reader.text, text, SCHEME.length, value.length);
    if (gradeOf(bare.scalar.value) !== 'none') say({ ...word, text: bare }, 'likely', reader, options);
    return;
  }
  if (unresolvedText(value) !== undefined) {
    if (role.plain && isPartlyKnown(value, options)) say(word, 'possible', reader, options);
    return;
  }
  switch (gradeOf(value)) {
    case 'full':
      say(word, 'likely', reader, options);
      return;
    case 'path':
      if (!role.other) say(word, 'likely', reader, options);
      return;
    case 'host':
      // Tekton's `IMAGE` without a tag is what a pipeline builds.
      if (role.stem === '' && options.atMost !== undefined) return;
      if (!role.other) say(word, role.plain ? 'likely' : 'possible', reader, options);
      return;
    case 'tagged':
      if (role.plain) say(word, 'possible', reader, options);
      return;
    case 'bare':
      if (role.plain && value.includes('/')) say(word, 'possible', reader, options);
      return;
    default:
      for (const part of listed(text, reader)) reader.report(place, part(role, options));
  }
}

/**
 * Whether a text that is not known whole is worth telling. The parameters of its own object (`$(params.x)`, `{{inputs.x}}`)
 * are told where they are set; where others stand for the whole, only a container's own variables are sure to be images.
 */
function isPartlyKnown(value: string, { loose }: WordsOptions): boolean {
  if (/[\s"'[\]]/.test(value)) return false;
  const own = value.replace(/\$?\([^()]*\)|\{\{[^{}]*\}\}/g, '');
  const rest = loose === true ? own.replace(/\$\{[^{}]*\}|\$\w+|<[^<>]*>/g, '') : own;
  return /[a-z0-9]/i.test(rest) && (loose !== true || /[/:]/.test(rest));
}

type Listed = (role: WordRole, options: WordsOptions) => Parameters<ObjectReader['report']>[1];

/** `a:1,b:2` and `3.9.0=a:1 4.0.0=a:2`: all of it has to be references. */
function listed(text: YamlText, reader: ObjectReader): readonly Listed[] {
  const { value } = text.scalar;
  if (!/[\s,=]/.test(value)) return [];
  const found: Listed[] = [];
  for (const match of value.matchAll(/[^\s,]+/g)) {
    const [entry] = match;
    const from = entry.lastIndexOf('=') + 1;
    const grade = gradeOf(entry.slice(from));
    if (grade !== 'full' && grade !== 'path' && grade !== 'host') return [];
    const start = match.index + from;
    found.push((role, { atMost }) => {
      const part = partOf(reader.text, text, start, match.index + entry.length);
      return { ...referenceAt(part), confidence: atMost ?? 'likely', purpose: purposeOf(role, entry) };
    });
  }
  return found;
}

type LookUp = (...names: readonly string[]) => YamlText | undefined;

/** The first of some names that a word has; made when it is first asked, since most images stand whole. */
function lookUp(words: readonly Word[]): LookUp {
  let byName: Map<string, YamlText> | undefined;
  return (...names) => {
    byName ??= new Map(words.map(({ name, text }) => [wordsOf(name).join('-'), text]));
    for (const name of names) {
      const text = byName.get(name);
      if (text !== undefined) return text;
    }
    return undefined;
  };
}

/** An image whose registry, tag or digest stands in a text of its own. */
function reportSplit(word: ImageWord, besides: LookUp, reader: ObjectReader, options: WordsOptions): boolean {
  const grade = gradeOf(word.text.scalar.value);
  if (grade !== 'host' && grade !== 'bare') return false;
  const { base, stem } = word.role;
  const registry =
    grade === 'host' ? undefined : besides(`${base}-registry`, `${base}-hub`, `${base}-prefix`);
  const stems = stem === '' ? [] : [`${stem}-tag`, `${stem}-version`];
  const tag = besides(`${base}-tag`, `${base}-version`, ...stems);
  const digest = besides(`${base}-digest`, `${base}-sha256`, `${base}-sha`);
  if (tag === undefined && digest === undefined) return false;
  const composed = composeImage({
    repository: word.text,
    ...(registry === undefined ? {} : { registry }),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  });
  const whole = gradeOf(composed.value);
  if (composed.unresolved === undefined && whole === 'none') return false;
  const telling = composed.unresolved === undefined && (whole === 'full' || whole === 'path');
  const confidence = telling ? (options.atMost ?? 'likely') : 'possible';
  reader.report(word.place, { ...composed, confidence, purpose: purposeOf(word.role, composed.value) });
  return true;
}

function say(word: ImageWord, confidence: Confidence, reader: ObjectReader, { atMost }: WordsOptions): void {
  const { text, place, role } = word;
  const capped = confidence === 'likely' ? (atMost ?? confidence) : confidence;
  reader.report(place, {
    ...referenceAt(text),
    confidence: capped,
    purpose: purposeOf(role, text.scalar.value),
  });
}

/** Nobody pushes to a digest. */
function purposeOf({ purpose }: WordRole, value: string): Purpose {
  return purpose === 'push' && value.includes('@') ? 'pull' : purpose;
}
