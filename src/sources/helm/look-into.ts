import { parseYaml, type YamlStream } from '../../formats/yaml/index.ts';
import { hooksOfNode } from '../../helm/engine/manifests.ts';
import { decisionsOf } from '../../helm/reach/condition.ts';
import type { PrintedRendering, Rendering } from '../../helm/reach/explore.ts';
import type { Formula } from '../../helm/reach/formula.ts';
import { pieceAt } from '../../helm/reach/piece-at.ts';
import { type Sources, sourcesOf } from '../../helm/reach/sources-of.ts';
import { UNKNOWN } from '../../helm/values/unknown.ts';
import type { Guard } from '../../helm/values/value.ts';
import type { ValueKey } from '../../helm/values/value-key.ts';
import type { Span } from '../../text/index.ts';
import { sourceText } from '../../text/index.ts';
import type { FoundImage, PieceRole } from '../image-use.ts';
import { kubernetes } from '../kubernetes/index.ts';
import { readObjects } from '../kubernetes/read-objects.ts';
import { withoutSchemas } from '../kubernetes/without-schemas.ts';
import type { ChartRequest } from '../releases/index.ts';

/** What a rendering shows by itself: conditions are told when all worlds are known. */
export interface SeenRendering extends Rendering {
  readonly images: readonly SeenImage[];
  readonly open: readonly SeenOpenPlace[];
  /** It prints more images than are read. */
  readonly isCut: boolean;
}

/** An image in a manifest. */
export interface SeenImage {
  readonly found: FoundImage;
  /** Of the whole reference, or of each of its fields. */
  readonly fields: readonly RenderedField[];
  /** What was decided on the way to it. */
  readonly decisions: readonly Formula[];
  readonly hooks: readonly string[];
  /** The text or the action that printed its beginning. */
  readonly printedBy: PrintedBy | undefined;
  /** Only of a rendering that is kept as a whole: each holds all that its rendering has made. */
  readonly guards?: readonly Guard[];
}

export interface RenderedField {
  readonly role: PieceRole;
  readonly value: string;
  readonly sources: Omit<Sources, 'guards'>;
}

export interface PrintedBy {
  readonly template: string;
  readonly span: Span;
}

/** A place where something stands that only the user has. */
export interface SeenOpenPlace {
  readonly key: ValueKey;
  readonly decisions: readonly Formula[];
}

const HINT = new RegExp(kubernetes.hints.join('|'), 'i');

/** A rendering with what is to be seen in it, for whoever follows it further. */
export interface WholeRendering extends SeenRendering, PrintedRendering {}

export function lookIntoWhole(rendering: PrintedRendering): WholeRendering {
  return { ...seenIn(rendering, true), pieces: rendering.pieces };
}

/** The images in what a file has been rendered to, and all that is to be known of what they were made of. */
export function lookInto(rendering: PrintedRendering): SeenRendering {
  return seenIn(rendering, false);
}

function seenIn({ pieces, ...rendering }: PrintedRendering, withGuards: boolean): SeenRendering {
  const text = pieces.map((piece) => piece.text).join('');
  const open = openPlaces(text, pieces);
  const read = rendering.file.kind === 'notes' ? '' : withoutSchemas(text);
  if (!HINT.test(read)) return { ...rendering, images: [], open, isCut: false };
  return { ...rendering, open, ...imagesSeen(rendering, read, pieces, withGuards) };
}

function imagesSeen(
  { file }: Rendering,
  text: string,
  pieces: PrintedRendering['pieces'],
  withGuards: boolean,
): Pick<SeenRendering, 'images' | 'isCut'> {
  const stream = parseYaml(sourceText(file.name, text));
  const { found, requests } = readObjects(stream);
  const all = found.filter((each) => !isFolder(each, requests));
  const images = all.slice(0, mostImages).map((found) => imageSeen(found, stream, pieces, withGuards));
  return { images, isCut: all.length > mostImages };
}

/** In one file; no public chart has a hundred. */
const mostImages = 2_000;

/** A chart in a folder of a repository, which an object has installed: most often of the same one, where it is read by itself. */
function isFolder({ unresolved, request = -1 }: FoundImage, requests: readonly ChartRequest[]): boolean {
  return unresolved !== undefined && requests[request]?.chart.folder !== undefined;
}

function imageSeen(
  found: FoundImage,
  stream: YamlStream,
  pieces: PrintedRendering['pieces'],
  withGuards: boolean,
): SeenImage {
  const { span, value } = found;
  const parts = found.pieces ?? [{ role: 'reference' as const, value, span }];
  const sources = parts.map((part) => sourcesOf(pieces, part.span));
  const first = pieceAt(pieces, span.start);
  const guards = sources.flatMap((each) => each.guards);
  return {
    found,
    fields: parts.map(({ role, value }, index) => ({ role, value, sources: withoutGuards(sources[index]) })),
    decisions: decisionsOf(guards),
    hooks: hooksAt(stream, span.start),
    printedBy: first && { template: first.template, span: first.span },
    ...(withGuards ? { guards } : {}),
  };
}

function withoutGuards(
  { parts, empty }: Sources = { parts: [], guards: [], empty: [] },
): Omit<Sources, 'guards'> {
  return { parts, empty };
}

function hooksAt({ documents }: YamlStream, offset: number): readonly string[] {
  const root = documents.find((each) => each.root !== undefined && each.root.span.end > offset)?.root;
  return root === undefined ? [] : hooksOfNode(root).events;
}

/** Values that bring containers along, or whole objects. */
const BRINGS_IMAGES =
  /containers$|sidecars$|^extra(?:Container|Sidecar|Deploy|Objects?$|Manifests?$|Resources$)/i;

function openPlaces(text: string, pieces: PrintedRendering['pieces']): readonly SeenOpenPlace[] {
  const found = new Map<ValueKey, SeenOpenPlace>();
  let left = mostImages;
  for (let at = text.indexOf(UNKNOWN); at !== -1 && --left > 0; at = text.indexOf(UNKNOWN, at + 1)) {
    const { parts, guards } = sourcesOf(pieces, { start: at, end: at + UNKNOWN.length });
    const key = parts.map((part) => part.key).find((each) => each !== undefined);
    const named = key === undefined ? undefined : bringsImages(key);
    if (named === undefined || found.has(named)) continue;
    found.set(named, { key: named, decisions: decisionsOf(guards) });
  }
  return [...found.values()];
}

/** The key on the way to a value whose name says that it does. */
function bringsImages(key: ValueKey): ValueKey | undefined {
  let found: ValueKey | undefined;
  for (let at: ValueKey | undefined = key; at !== undefined; at = at.parent)
    if (typeof at.key === 'string' && BRINGS_IMAGES.test(at.key)) found = at;
  return found;
}
