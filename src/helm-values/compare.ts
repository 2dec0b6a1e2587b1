import type { Rendering } from '../helm/reach/explore.ts';
import { sourcesOf } from '../helm/reach/sources-of.ts';
import { UNKNOWN } from '../helm/values/unknown.ts';
import { keyText } from '../helm/values/value-key.ts';
import type { RenderedImage } from '../sources/helm/rendered-images.ts';
import { nameOf } from './name-parts.ts';

/** An image of the first rendering, and the name that it is to have in the second. */
export interface Expected {
  readonly image: RenderedImage;
  readonly id: string;
  readonly name: string;
  /** Undefined where it may become what it likes: what names an image without pulling it. */
  readonly target: string | undefined;
}

/**
 * What is not as it should be. - `image`: an image did not become what it should. - `other`: something that is no image has become another one. -
 * `refused`: the chart is not rendered any more.
 */
export interface Fault {
  readonly kind: 'image' | 'other' | 'refused';
  /** Of the image. */
  readonly id?: string;
  /** Keys that what is wrong is made of. */
  readonly keys: readonly string[];
  /** One clause, lower case. */
  readonly reason: string;
}

/** Holds one file's second rendering against its first. */
export function compareRenderings(
  before: Rendering,
  expected: readonly Expected[],
  after: Rendering,
  images: readonly RenderedImage[],
  names: Names,
): readonly Fault[] {
  const refused = refusal(before, after);
  if (refused !== undefined) return [refused];
  if (before.file.kind === 'notes') return [];
  const texts = { before: textOf(before), after: textOf(after) };
  const isStill = expected.every(({ name, target }) => target === undefined || name === target);
  if (texts.before === texts.after && isStill) return [];
  if (images.length !== expected.length)
    return [
      {
        kind: 'other',
        keys: keysBetween(after, 0, texts.after.length),
        reason: `another number of images is in ${before.file.name}`,
      },
    ];
  const faults = expected.flatMap((each, index) => imageFault(each, images[index]) ?? []);
  return faults.length > 0 ? faults : otherFaults(texts, withFields(names, expected, images), after);
}

function refusal(before: Rendering, after: Rendering): Fault | undefined {
  const { failure } = after;
  if (failure === undefined || before.failure?.message === failure.message) return undefined;
  return { kind: 'refused', keys: [], reason: failure.message.replace(/\s+/g, ' ').trim() };
}

function textOf({ pieces }: Rendering): string {
  return pieces.map(({ text }) => text).join('');
}

function imageFault({ image, id, target }: Expected, now: RenderedImage | undefined): Fault | undefined {
  // In its world only the user knows what stands there.
  if (target === undefined || image.found.value.includes(UNKNOWN)) return undefined;
  const name = now === undefined ? undefined : (nameOf(now)?.name ?? now.found.value);
  const isSame = now?.found.path === image.found.path && suffixOf(now) === suffixOf(image);
  if (now !== undefined && isSame && name === target) return undefined;
  const keys = now === undefined ? [] : keysOfImage(now);
  return { kind: 'image', id, keys, reason: `the image becomes ${now?.found.value ?? 'another one'}` };
}

/** Tag and digest. */
function suffixOf(image: RenderedImage): string {
  const { value } = image.found;
  const name = nameOf(image)?.name ?? '';
  return value.startsWith(name) ? value.slice(name.length) : value;
}

function keysOfImage({ fields }: RenderedImage): readonly string[] {
  return fields.flatMap(({ sources }) =>
    sources.parts.flatMap(({ key }) => (key === undefined ? [] : [keyText(key)])),
  );
}

function keysBetween({ pieces }: Rendering, start: number, end: number): readonly string[] {
  return sourcesOf(pieces, { start, end }).parts.flatMap(({ key }) =>
    key === undefined ? [] : [keyText(key)],
  );
}

/** Lines that have changed in another way than by the name of an image. */
function otherFaults(
  texts: { readonly before: string; readonly after: string },
  names: Names,
  after: Rendering,
): readonly Fault[] {
  const old = linesOf(texts.before);
  const now = linesOf(texts.after);
  if (old.length !== now.length)
    return [
      {
        kind: 'other',
        keys: keysBetween(after, 0, texts.after.length),
        reason: `another number of lines is in ${after.file.name}`,
      },
    ];
  const faults: Fault[] = [];
  let at = 0;
  for (const [index, line] of now.entries()) {
    const start = at;
    at += line.length + 1;
    const was = old[index] ?? '';
    if (line === was || was.includes(UNKNOWN) || isRenamedLine(was, line, names)) continue;
    faults.push({
      kind: 'other',
      keys: keysBetween(after, start, start + line.length),
      reason: `\`${shortened(was)}\` in ${after.file.name} would become \`${shortened(line)}\``,
    });
    if (faults.length >= mostFaults) break;
  }
  return faults;
}

const mostFaults = 20;

function linesOf(text: string): readonly string[] {
  return text.split('\n');
}

function shortened(line: string): string {
  const text = line.trim();
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** What names become, each with what it may have been; the longest first. */
export type Names = ReadonlyMap<string, ReadonlySet<string>>;

/** Fields that make an image together have their values one by one. */
function withFields(names: Names, expected: readonly Expected[], images: readonly RenderedImage[]): Names {
  const pairs: [string, string][] = [];
  for (const [now, before] of names) for (const was of before) pairs.push([was, now]);
  expected.forEach(({ image }, index) => {
    image.fields.forEach((field, number) => {
      pairs.push([field.value, images[index]?.fields[number]?.value ?? field.value]);
    });
  });
  return namesOf(pairs);
}

/** Of pairs of what was and what is. */
export function namesOf(pairs: readonly (readonly [string, string])[]): Names {
  const names = new Map<string, Set<string>>();
  for (const [was, now] of pairs) if (now !== was) names.set(now, (names.get(now) ?? new Set()).add(was));
  return new Map([...names].sort(([a], [b]) => b.length - a.length));
}

/** What is made of texts with images in them: checksums, or the first digits of one. */
const digest = /\b(?=[a-f]*[0-9])[0-9a-f]{8,}\b/g;

/** Helm prints a table that is empty in a subchart's values as null once the parent's have anything for the subchart. */
const nothing = /(?:\{\}|\[\]|null)\s*$/;

function isRenamedLine(was: string, now: string, names: Names): boolean {
  if (nothing.test(was) && was.replace(nothing, '') === now.replace(nothing, '')) return true;
  if (was.length === now.length && was.replace(digest, '#') === now.replace(digest, '#')) return true;
  let lines = new Set([now]);
  for (const [name, before] of names) {
    if (!now.includes(name)) continue;
    const next = new Set<string>();
    for (const line of lines) for (const each of before) next.add(line.replaceAll(name, each));
    lines = new Set([...next].slice(0, 20));
  }
  return lines.has(was);
}
