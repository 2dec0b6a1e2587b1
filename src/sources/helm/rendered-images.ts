import { parseYaml, type YamlStream } from '../../formats/yaml/index.ts';
import { hooksOfNode } from '../../helm/engine/manifests.ts';
import { conditionUnder } from '../../helm/reach/condition.ts';
import type { Exploration, Rendering } from '../../helm/reach/explore.ts';
import { always, and, type Formula } from '../../helm/reach/formula.ts';
import { type Sources, sourcesOf } from '../../helm/reach/sources-of.ts';
import { keysOf } from '../../helm/reach/targets.ts';
import { UNKNOWN } from '../../helm/values/unknown.ts';
import { keyText, type ValueKey } from '../../helm/values/value-key.ts';
import { sourceText } from '../../text/index.ts';
import type { FoundImage, PieceRole } from '../image-use.ts';
import { kubernetes } from '../kubernetes/index.ts';
import { readObjects } from '../kubernetes/read-objects.ts';
import type { ChartRequest } from '../releases/index.ts';

/** An image in a rendered manifest, with all that it is made of. */
export interface RenderedImage {
  readonly found: FoundImage;
  readonly rendering: Rendering;
  /** Of the whole reference, or of each of its fields. */
  readonly fields: readonly RenderedField[];
  readonly condition: Formula;
  readonly hooks: readonly string[];
}

export interface RenderedField {
  readonly role: PieceRole;
  readonly value: string;
  readonly sources: Sources;
}

/** A place where something stands that only the user has. */
export interface OpenPlace {
  readonly key: ValueKey;
  readonly rendering: Rendering;
  readonly condition: Formula;
}

export interface RenderedImages {
  readonly images: readonly RenderedImage[];
  readonly open: readonly OpenPlace[];
  /** The file that renders to more images than are read. */
  readonly cutIn?: string;
}

const HINT = new RegExp(kubernetes.hints.join('|'), 'i');

/** The images in what a file has been rendered to. */
export function imagesIn(rendering: Rendering, exploration: Exploration): RenderedImages {
  const text = rendering.pieces.map((piece) => piece.text).join('');
  const open = openPlaces(text, rendering, exploration);
  if (rendering.file.kind === 'notes' || !HINT.test(text)) return { images: [], open };
  const stream = parseYaml(sourceText(rendering.file.name, text));
  const around = chartCondition(rendering, exploration);
  const { found, requests } = readObjects(stream);
  const all = found.filter((each) => !isFolder(each, requests));
  const images = all.slice(0, mostImages).map((found): RenderedImage => {
    const fields = fieldsOfImage(found, rendering);
    const guards = fields.flatMap(({ sources }) => sources.guards);
    const condition = conditionUnder(guards, around, exploration.lookUp, rendering.assignment);
    return { found, rendering, fields, condition, hooks: hooksAt(stream, found.span.start) };
  });
  return all.length > mostImages ? { images, open, cutIn: rendering.file.file.file } : { images, open };
}

/** In one file; no public chart has a hundred. */
const mostImages = 2_000;

/** A chart in a folder of a repository, which an object has installed: most often of the same one, where it is read by itself. */
function isFolder({ unresolved, request = -1 }: FoundImage, requests: readonly ChartRequest[]): boolean {
  return unresolved !== undefined && requests[request]?.chart.folder !== undefined;
}

function fieldsOfImage({ span, value, pieces }: FoundImage, rendering: Rendering): readonly RenderedField[] {
  const fields = pieces ?? [{ role: 'reference' as const, value, span }];
  return fields.map((each) => ({
    role: each.role,
    value: each.value,
    sources: sourcesOf(rendering.pieces, each.span),
  }));
}

function chartCondition({ file }: Rendering, { subcharts }: Exploration): Formula {
  return subcharts.find(({ path }) => path === file.chartPath)?.condition ?? always;
}

function hooksAt({ documents }: YamlStream, offset: number): readonly string[] {
  const root = documents.find((each) => each.root !== undefined && each.root.span.end > offset)?.root;
  return root === undefined ? [] : hooksOfNode(root).events;
}

/** Values that bring containers along, or whole objects. */
const BRINGS_IMAGES =
  /containers$|sidecars$|^extra(?:Container|Sidecar|Deploy|Objects?$|Manifests?$|Resources$)/i;

function openPlaces(text: string, rendering: Rendering, exploration: Exploration): readonly OpenPlace[] {
  const found = new Map<ValueKey, OpenPlace>();
  let left = mostImages;
  for (let at = text.indexOf(UNKNOWN); at !== -1 && --left > 0; at = text.indexOf(UNKNOWN, at + 1)) {
    const { parts, guards } = sourcesOf(rendering.pieces, { start: at, end: at + UNKNOWN.length });
    const key = parts.map((part) => part.key).find((each) => each !== undefined);
    const named = key === undefined ? undefined : bringsImages(key);
    if (named === undefined || found.has(named)) continue;
    const condition = conditionUnder(
      guards,
      chartCondition(rendering, exploration),
      exploration.lookUp,
      rendering.assignment,
    );
    found.set(named, { key: named, rendering, condition: withoutKey(condition, named) });
  }
  return [...found.values()];
}

/** That it has a value at all goes without saying where the value is asked for. */
function withoutKey(condition: Formula, key: ValueKey): Formula {
  const parts = condition.kind === 'and' ? condition.of : [condition];
  return and(parts.filter((part) => !keysOf(part).has(keyText(key))));
}

/** The key on the way to a value whose name says that it does. */
function bringsImages(key: ValueKey): ValueKey | undefined {
  let found: ValueKey | undefined;
  for (let at: ValueKey | undefined = key; at !== undefined; at = at.parent)
    if (typeof at.key === 'string' && BRINGS_IMAGES.test(at.key)) found = at;
  return found;
}
