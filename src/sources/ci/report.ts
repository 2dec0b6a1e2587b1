import type { YamlScalar } from '../../formats/yaml/index.ts';
import type { Place } from '../../text/fragments.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { type CommandImage, pulledImages } from '../commands/index.ts';
import { evidenceOf } from '../image-evidence.ts';
import { isImageKey } from '../image-key.ts';
import type { Confidence, FoundImage, Purpose } from '../image-use.ts';
import { textOf } from '../pieces.ts';
import { isUnmistakable } from '../reference-grade.ts';
import type { ExtractContext } from '../source.ts';
import { unresolvedText } from '../unresolved-text.ts';
import { roleOf } from '../word-role.ts';
import { type Choice, conditions, expand, imageOf, type Language, partOf } from './choices.ts';
import { pathOf, type Spot, spanAt, writtenAt } from './spot.ts';

/** What one file is read with. */
export interface Reading {
  readonly source: SourceText;
  readonly found: FoundImage[];
  /** What commands name: it is known at the end which of it the file builds itself. */
  readonly commands: CommandImage[];
  /** Names of what is built otherwise than by a command. */
  readonly built: string[];
  /** Places in other files that leave open which image they have, and are none with this one. */
  readonly answered: Place[];
  /** What is known of other files; undefined where nothing is. */
  readonly context: ExtractContext | undefined;
  /** The scripts that have been read. */
  readonly scripts: Set<YamlScalar>;
}

export function readingOf(source: SourceText, context?: ExtractContext): Reading {
  return { source, context, found: [], commands: [], built: [], answered: [], scripts: new Set() };
}

export interface ReportOptions {
  readonly purpose?: Purpose;
  readonly confidence?: Confidence;
  /** The condition that the file puts on the place. */
  readonly when?: string | undefined;
  /** The tag is given elsewhere. */
  readonly inheritsTag?: boolean;
  /** What the value has before it that is no part of the reference: `docker://`. */
  readonly scheme?: string;
}

/** The images of a field that is known to hold one: one for each value that its expressions can have. */
export function reportImage(
  reading: Reading,
  spot: Spot | undefined,
  language: Language,
  options: ReportOptions = {},
): void {
  const text = writtenAt(spot, reading.source);
  if (spot === undefined || text === undefined) return;
  const { scheme } = options;
  const written = scheme === undefined || !text.value.startsWith(scheme) ? text : partOf(text, scheme.length);
  const span = spot.via?.span ?? written.spanOf(0, written.value.length);
  reportChoices(reading, expand(written, language), span, pathOf(spot), options);
}

export function reportChoices(
  reading: Reading,
  choices: readonly Choice[],
  span: Span,
  path: string,
  { purpose = 'pull', confidence = 'certain', when, inheritsTag = false }: ReportOptions = {},
): void {
  for (const choice of choices) {
    const image = imageOf(choice, reading.source.path, span);
    // An expression without a text is how these files say "none".
    if (image.value.trim() === '') continue;
    const unresolved = image.unresolved ?? unresolvedText(image.value);
    const condition = conditions([when, choice.when]);
    reading.found.push({
      ...image,
      ...(unresolved === undefined ? {} : { unresolved }),
      path,
      purpose,
      confidence,
      ...(inheritsTag ? { inheritsTag } : {}),
      ...(condition === undefined ? { reach: 'default' } : { reach: 'conditional', when: condition }),
    });
  }
}

/**
 * A text under a name that somebody chose: under one that says "image" likely an image where it can hardly be anything
 * else, under any other possibly one where it can be nothing else.
 */
export function reportNamed(
  reading: Reading,
  spot: Spot,
  name: string,
  language: Language,
  options: ReportOptions = {},
): void {
  const text = writtenAt(spot, reading.source);
  if (text === undefined) return;
  const says = saysImage(name);
  const telling = expand(text, language).filter((choice) => {
    if (choice.fragments.some(({ kind }) => kind === 'hole')) return false;
    const value = textOf(choice.fragments);
    return says ? evidenceOf(value) === 'strong' : isUnmistakable(value);
  });
  const confidence = says ? 'likely' : 'possible';
  reportChoices(reading, telling, spanAt(spot), pathOf(spot), { confidence, ...options });
}

/** `buildImage`, and `imageNames.builder` of variables; not what is said of an image. */
function saysImage(name: string): boolean {
  if (isImageKey(name)) return true;
  const role = roleOf(name);
  return role?.part === 'whole' && !role.other && /^image/i.test(name);
}

/**
 * The images of a file in the order of its text, each once. What only the name of its field calls an image is left out
 * where a use that is certain is made of it.
 */
export function imagesOfReading({ found: own, commands, built }: Reading): readonly FoundImage[] {
  const found = [...own, ...pulledImages(commands, built)];
  const used = new Set<string>();
  for (const { confidence, pieces = [], span } of found) {
    for (const piece of confidence === 'certain' ? [...pieces, { span }] : [])
      used.add(`${piece.span.start} ${piece.span.end}`);
  }
  const seen = new Set<string>();
  return found
    .filter((image) => {
      const { span, value, confidence, path, purpose } = image;
      const place = `${span.start} ${span.end}`;
      if (confidence !== 'certain' && used.has(place)) return false;
      const key = `${place} ${purpose} ${value} ${path}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.span.start - b.span.start);
}
