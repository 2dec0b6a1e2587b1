import { compileRegexp, matchRegexp, type Program, type RegexpError } from '../regexp/index.ts';
import type { Result } from '../result.ts';

/**
 * One entry of a kustomization's `images:`, as kustomize reads it: an absent and an empty field are the same, except that
 * an entry without a name matches the empty image alone.
 */
export interface ImageEntry {
  readonly name: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
  /** Since 4.5.5. */
  readonly tagSuffix?: string;
}

/** An image as kustomize splits it: by the first `:` and the first `@` behind the first `/`, nothing validated. */
export interface SplitImage {
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

/**
 * What an entry matches, up to and including kustomize 5.8.1: the name stands in the expression as it is, so `.` is any
 * character and `|` escapes the anchors, and `sha256` is the only digest algorithm (api/internal/image, IsImageMatched).
 */
function expressionOf(name: string): string {
  return `^${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`;
}

const programs = new WeakMap<ImageEntry, Result<Program, RegexpError>>();

function programOf(entry: ImageEntry): Result<Program, RegexpError> {
  const known = programs.get(entry);
  if (known !== undefined) return known;
  const compiled = compileRegexp(expressionOf(entry.name));
  programs.set(entry, compiled);
  return compiled;
}

/** What is wrong with an entry's name; `invalid` makes kustomize up to 5.8.1 panic, later versions ignore the entry. */
export function entryProblem(entry: ImageEntry): RegexpError | undefined {
  if (PLAIN_NAME.test(entry.name)) return undefined;
  const program = programOf(entry);
  return program.ok ? undefined : program.error;
}

/** Whether the entry changes the image. An entry with an `entryProblem` matches nothing. */
export function matchesEntry(entry: ImageEntry, image: string): boolean {
  if (PLAIN_NAME.test(entry.name) && ASCII.test(image)) return matchesPlainName(entry.name, image);
  const program = programOf(entry);
  return program.ok && matchRegexp(program.value, image);
}

/** Nearly every name: each character stands for itself, a `.` for any one. */
const PLAIN_NAME = /^[A-Za-z0-9._/:@ -]*$/;
const ASCII = /^[ -~]*$/;
const VERSION = /^(?::[a-zA-Z0-9_.{}-]*)?(?:@sha256:[a-zA-Z0-9_.{}-]*)?$/;

/** What the expression says for such a name, without building it: a large repository asks some hundred thousand times. */
function matchesPlainName(name: string, image: string): boolean {
  if (image.length < name.length) return false;
  for (let i = 0; i < name.length; i++) {
    if (name[i] !== '.' && name[i] !== image[i]) return false;
  }
  return VERSION.test(image.slice(name.length));
}

export function splitImage(image: string): SplitImage {
  const slash = Math.max(image.indexOf('/'), 0);
  const at = image.indexOf('@', slash);
  const colon = image.indexOf(':', slash);
  const digest = at === -1 ? '' : image.slice(at + 1);
  if (colon === -1 || (at !== -1 && at < colon)) {
    return { name: at === -1 ? image : image.slice(0, at), tag: '', digest };
  }
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, at === -1 ? undefined : at), digest };
}

/**
 * The image after the entries, in their order, each seeing what the one before it made of it
 * (api/filters/imagetag, imageTagUpdater).
 *
 * Kustomize applies every entry twice where a path is both one of its field specifications and a container list that it
 * finds by itself; `passes` says how often. It makes a difference for `tagSuffix`, and for a `newName` that its own
 * entry matches again.
 */
export function applyImages(entries: readonly ImageEntry[], image: string, passes: number = 2): string {
  let current = image;
  for (const entry of entries) {
    for (let pass = 0; pass < passes; pass++) {
      if (matchesEntry(entry, current)) current = applyEntry(entry, current);
    }
  }
  return current;
}

function applyEntry(entry: ImageEntry, image: string): string {
  const found = splitImage(image);
  const name = entry.newName ? entry.newName : found.name;
  const { tag, digest } = newVersion(entry, found);
  return name + (tag === '' ? '' : `:${tag}`) + (digest === '' ? '' : `@${digest}`);
}

/** A new tag or digest replaces both; the suffix counts only where neither is given, and drops the digest. */
function newVersion(entry: ImageEntry, found: SplitImage): { readonly tag: string; readonly digest: string } {
  const { newTag = '', digest = '', tagSuffix = '' } = entry;
  if (newTag !== '' || digest !== '') return { tag: newTag, digest };
  return tagSuffix === '' ? found : { tag: found.tag + tagSuffix, digest: '' };
}
