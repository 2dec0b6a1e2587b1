import { formatReference } from '../../image/index.ts';
import {
  type AskError,
  keyOf,
  type PinMode,
  type PinOutcome,
  type StaleLock,
  type Subjects,
} from '../../pin/index.ts';
import { printable } from '../../report/index.ts';
import { imageName } from '../../sources/image-name.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import { say } from '../say.ts';
import type { LockFile } from './lock-file.ts';

/** Prints what would be written: each image with its digest, and the places below it. */
export function printPins(outcomes: readonly PinOutcome[], changed: ReadonlySet<ImageUse>): void {
  const pins = new Map<string, string[]>();
  for (const outcome of outcomes) {
    const { use, image } = outcome.subject;
    if (!('digest' in outcome) || !changed.has(use)) continue;
    const name = formatReference({ ...image, digest: outcome.digest });
    const places = pins.get(name) ?? [];
    pins.set(name, places);
    places.push(placeOf(use));
  }
  const lines = [...pins]
    .sort(byName)
    .flatMap(([name, places]) => [name, ...places.map((place) => `  ${place}`)]);
  for (const line of lines) process.stdout.write(`${printable(line)}\n`);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One line for each use that is not pinned, with the reason. What may be no image at all is only counted. */
export function explainLeft(
  left: readonly { readonly use: ImageUse; readonly code: string; readonly reason: string }[],
  warn: (message: string) => void,
): void {
  let uncertain = 0;
  for (const { use, code, reason } of [...left].sort(byPlace)) {
    if (code === 'uncertain') uncertain++;
    else warn(`${placeOf(use)}: ${imageName(use)} is not pinned: ${reason} (${use.path})`);
  }
  if (uncertain === 0) return;
  warn(
    `${uncertain === 1 ? 'one text that may be an image is' : `${uncertain} texts that may be images are`} not pinned; \`pullthrough scan\` lists them as possible`,
  );
}

/** What is left out as a whole. */
export function explainOwn({ own }: Subjects, warn: (message: string) => void): void {
  if (own === 0) return;
  const what =
    own === 1
      ? "one image of a registry of the team's own is"
      : `${own} images of registries of the team's own are`;
  warn(`${what} not looked at; --own pins them, too`);
}

/** Says where the lock file and the files are not of one mind; whether they are not. */
export function explainStale(
  { unrecorded, unused }: StaleLock,
  { shown, content }: Pick<LockFile, 'shown' | 'content'>,
): boolean {
  // Who has pinned by hand and keeps no lock misses nothing.
  const missing = content === undefined ? [] : unrecorded;
  for (const subject of missing.toSorted(byPlace))
    say(
      `${placeOf(subject.use)}: ${keyOf(subject)} is pinned, and ${shown} does not know the tag; --update --write records it`,
    );
  for (const key of unused) say(`${shown}: no file names ${key} any more; --write gives it up`);
  return missing.length + unused.length > 0;
}

export interface StateOptions {
  readonly mode: PinMode;
  readonly check: boolean;
  readonly changed: ReadonlySet<ImageUse>;
}

/** Says what is not as it should be, one line each; whether there is something that makes the command fail. */
export function explainStates(outcomes: readonly PinOutcome[], options: StateOptions): boolean {
  const sorted = [...outcomes].sort((a, b) => byPlace(a.subject, b.subject));
  let open = false;
  for (const outcome of sorted) {
    const message = messageOf(outcome, options);
    if (message === undefined) continue;
    say(`${placeOf(outcome.subject.use)}: ${message}`);
    open ||= options.check;
  }
  return explainUnknown(sorted) || open;
}

function messageOf(outcome: PinOutcome, { mode, check, changed }: StateOptions): string | undefined {
  const { subject } = outcome;
  const name = keyOf(subject);
  switch (outcome.state) {
    case 'fill':
      return check && changed.has(subject.use) ? `${name} is not pinned` : undefined;
    case 'moved':
      if (mode === 'update' && (!check || !changed.has(subject.use))) return undefined;
      return `${name} has moved: pinned to ${subject.digest}, and the tag names ${outcome.digest} by now; --update takes it`;
    case 'unlocked':
      return `${name} is pinned to ${subject.digest}, and the lock file says ${outcome.digest}; --update --write records it`;
    default:
      return undefined;
  }
}

/** Each tag once that is not known, with the first place that names it; what was not even asked for is counted. */
function explainUnknown(outcomes: readonly PinOutcome[]): boolean {
  const unknown = new Map<string, { readonly error: AskError; readonly uses: ImageUse[] }>();
  for (const outcome of outcomes) {
    if (outcome.state !== 'unknown') continue;
    const key = keyOf(outcome.subject);
    const known = unknown.get(key) ?? { error: outcome.error, uses: [] };
    unknown.set(key, known);
    known.uses.push(outcome.subject.use);
  }
  const skipped = new Map<string, number>();
  for (const [key, { error, uses }] of unknown) {
    const [first] = uses;
    if (first === undefined) continue;
    if (error.skipped === true) {
      skipped.set(error.message, (skipped.get(error.message) ?? 0) + 1);
      continue;
    }
    const more = uses.length === 1 ? '' : ` (and ${uses.length - 1} more)`;
    say(`error: ${placeOf(first)}${more}: ${key} cannot be pinned: ${error.message}${waitFor(error)}`);
  }
  for (const [message, tags] of skipped) {
    say(`error: ${tags === 1 ? 'one more tag' : `${tags} more tags`} ${message}`);
  }
  return unknown.size > 0;
}

function waitFor({ retryAfterMs }: AskError): string {
  if (retryAfterMs === undefined) return '';
  const minutes = Math.ceil(retryAfterMs / 60_000);
  return `; it answers again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`;
}

interface Placed {
  readonly use: ImageUse;
}

function byPlace({ use: a }: Placed, { use: b }: Placed): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function placeOf({ file, line, column }: ImageUse): string {
  return `${file}:${line}:${column}`;
}
