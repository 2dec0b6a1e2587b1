import { normalizeReference } from '../image/index.ts';
import { locationOf, type SourceText, slice } from '../text/index.ts';
import type { FoundImage, ImageUse, SourceId, UnresolvedReason, UnresolvedUse } from './image-use.ts';
import { namedRepository } from './open-tag.ts';
import { type ChartRequest, type ValuesFile, valuesFilesOf } from './releases/index.ts';
import type { ExtractContext, Extraction, Problem, Source } from './source.ts';
import { standIn, standInOf } from './unresolved-text.ts';

/** What one file holds. */
export interface FileImages {
  readonly uses: readonly ImageUse[];
  readonly unresolved: readonly UnresolvedUse[];
  readonly problems: readonly Problem[];
  /** Files that are values of a chart because this one says so. */
  readonly valuesFiles: readonly ValuesFile[];
  /** The source that recognised the file; undefined when none did. */
  readonly source: SourceId | undefined;
}

const nothing: FileImages = { uses: [], unresolved: [], problems: [], valuesFiles: [], source: undefined };

/** What the first source that recognises a file reads in it. */
export interface Extracted extends Extraction {
  readonly source: SourceId;
}

/** Asks the sources in their order; undefined when none recognises the content. */
export function extract(
  source: SourceText,
  candidates: readonly Source[],
  context: ExtractContext,
): Extracted | undefined {
  for (const { id, extract: read } of candidates) {
    const extraction = read(source, context);
    if (extraction !== undefined) return { ...extraction, source: id };
  }
  return undefined;
}

/** Each text that was found is judged by the one grammar; not those of requests that are `answered`, by their number. */
export function judgeExtracted(
  text: SourceText,
  { found, problems, requests = [], source }: Extracted,
  answered: ReadonlySet<number> = noneAnswered,
): FileImages {
  const uses: ImageUse[] = [];
  const unresolved: UnresolvedUse[] = [];
  for (const image of found) {
    if (image.request !== undefined && answered.has(image.request)) continue;
    const judged = judgeImage(image, text, source);
    if ('reference' in judged) uses.push(judged);
    else unresolved.push(judged);
  }
  const open = answered.size === 0 ? requests : requests.filter((_, index) => !answered.has(index));
  return { uses, unresolved, problems, valuesFiles: valuesFilesOf(open, text.path), source };
}

const noneAnswered: ReadonlySet<number> = new Set();

/** Asks the sources in their order; the first that recognises the content reads the file, and each text it found is judged by the one grammar. */
export function extractImages(
  source: SourceText,
  candidates: readonly Source[],
  context: ExtractContext,
): FileImages {
  const extracted = extract(source, candidates, context);
  return extracted === undefined ? nothing : judgeExtracted(source, extracted);
}

/**
 * The charts that a file has Helm install, by whatever recognises it: what each is called, where it is to be had, and the
 * values, as nodes whose spans are those of the file.
 */
export function chartRequests(
  source: SourceText,
  candidates: readonly Source[],
  context: ExtractContext,
): readonly ChartRequest[] {
  return extract(source, candidates, context)?.requests ?? [];
}

/** What policies write where an image could stand: `ghcr.io/shop/*`. None of it can stand in a reference. */
const PATTERN = /[*?|!]/;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * A found text becomes a use when it parses as a reference, and an unresolved entry with the reason when not. Fields are
 * set one by one: spreading objects took half of this function's time on trees with thousands of images.
 */
export function judgeImage(found: FoundImage, text: SourceText, source: SourceId): ImageUse | UnresolvedUse {
  const { value, unresolved, purpose } = found;
  if (unresolved !== undefined) return unresolvedUse(found, text, source, unresolved);
  if (purpose === 'mention' && PATTERN.test(value)) {
    const reason = 'a pattern that images are held against, no image';
    return unresolvedUse(found, text, source, { code: 'not-visible', reason });
  }
  const parsed = normalizeReference(value);
  if (!parsed.ok) {
    // Capitals that a script replaces pass for the name of a stage in a Dockerfile: only here is it plain that they are none.
    const reason = standIn(value) ?? { code: 'invalid', reason: parsed.error.reason };
    return unresolvedUse(found, text, source, reason);
  }
  const stands = purpose === 'mention' ? undefined : standInOf(parsed.value.reference, value);
  if (stands !== undefined) return unresolvedUse(found, text, source, stands);
  const { line, column, endLine, endColumn } = locationOf(text, found.span);
  const use: Writable<ImageUse> = {
    reference: parsed.value.reference,
    raw: slice(text, found.span),
    value,
    file: text.path,
    line,
    column,
    endLine,
    endColumn,
    span: found.span,
    source,
    path: found.path,
    purpose,
    confidence: found.confidence,
    reach: found.reach,
  };
  if (found.object !== undefined) use.object = found.object;
  if (found.inheritsTag !== undefined) use.inheritsTag = found.inheritsTag;
  if (found.isChart !== undefined) use.isChart = found.isChart;
  if (found.pieces !== undefined) use.pieces = found.pieces;
  if (found.when !== undefined) use.when = found.when;
  if (found.origin !== undefined) use.origin = found.origin;
  if (found.hooks !== undefined) use.hooks = found.hooks;
  return use;
}

function unresolvedUse(
  found: FoundImage,
  text: SourceText,
  source: SourceId,
  { code, reason }: UnresolvedReason,
): UnresolvedUse {
  const { span, value, path, object, purpose, confidence, when } = found;
  const named = code === 'invalid' ? undefined : namedRepository(found);
  return {
    ...locationOf(text, span),
    raw: slice(text, span),
    value,
    code,
    reason,
    file: text.path,
    span,
    source,
    path,
    ...(object === undefined ? {} : { object }),
    purpose,
    confidence,
    ...(when === undefined ? {} : { when }),
    ...(named === undefined ? {} : { named }),
  };
}
