import { anyOf } from '../../helm/reach/condition.ts';
import type { Exploration } from '../../helm/reach/explore.ts';
import type { Formula } from '../../helm/reach/formula.ts';
import { printFormula } from '../../helm/reach/print-formula.ts';
import { UNKNOWN } from '../../helm/values/unknown.ts';
import { keyText, type ValueKey } from '../../helm/values/value-key.ts';
import { isReference } from '../../image/index.ts';
import type { ChartAnalysis, ChartImage, ChartUnresolved } from './chart-analysis.ts';
import type { ChartOptions } from './chart-options.ts';
import { chartPieces, placeOfImage } from './chart-pieces.ts';
import type { RenderedImage, RenderedImages } from './rendered-images.ts';

type Gathered = Pick<ChartAnalysis, 'images' | 'unresolved'>;

/** The same image from the same place, wherever it has been rendered. */
interface Group {
  readonly made: ChartImage;
  first: RenderedImage;
  isDefault: boolean;
  conditions: Formula[];
  /** Of renderings with other values, for an image that those which are given have. */
  others: Formula[];
}

/** An image, with what the text of its condition is made of and a rendering that has it. */
export interface GatheredImage {
  readonly image: ChartImage;
  readonly condition: Formula;
  readonly first: RenderedImage;
}

interface GatheredImages {
  readonly images: readonly GatheredImage[];
  readonly unknown: readonly ChartUnresolved[];
}

export function gather(
  found: readonly RenderedImages[],
  exploration: Exploration,
  options: ChartOptions,
): Gathered {
  const gathered = gatherImages(found, exploration, options);
  const images = gathered.images.map(({ image }) => image);
  const open = found.flatMap((each) => each.open);
  const hidden = [
    ...open.map(({ key, condition, rendering }) =>
      openUse(key, condition, rendering.file.file.file, exploration),
    ),
    ...exploration.unreached.map(({ key, condition, file }) =>
      openUse(key, condition, exploration.templates.get(file)?.file.file ?? file, exploration),
    ),
  ];
  const unresolved = [...unresolvedPlaces(gathered.unknown, images), ...hidden];
  return { images, unresolved: eachOnce(unresolved) };
}

/** Each place, image and way to set it once, with all that it is pulled under. */
export function gatherImages(
  found: readonly RenderedImages[],
  exploration: Exploration,
  options: ChartOptions,
): GatheredImages {
  const groups = new Map<string, Group>();
  const unknown: ChartUnresolved[] = [];
  for (const image of found.flatMap(({ images }) => images)) {
    const made = chartImage(image, exploration, options);
    const reason = missingPart(image);
    if (reason !== undefined) {
      const code = image.found.request === undefined ? 'template' : 'not-visible';
      unknown.push({ ...made, code, reason });
      continue;
    }
    const isDefault = isGiven(image);
    // Under two aliases of a subchart one place has a key for each.
    const keys = made.pieces.map((piece) => piece.key);
    const key = JSON.stringify([made.file, made.span.start, made.value, made.purpose, keys]);
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, { made, first: image, isDefault, conditions: [image.condition], others: [] });
    else if (isDefault && !group.isDefault)
      Object.assign(group, {
        first: image,
        isDefault,
        conditions: [image.condition],
        others: group.conditions,
      });
    else (isDefault === group.isDefault ? group.conditions : group.others).push(image.condition);
  }
  const images = [...groups.values()].map(({ made, first, isDefault, conditions, others }): GatheredImage => {
    const condition = anyOf(conditions, others);
    const reach = isDefault ? 'default' : 'conditional';
    return { image: { ...made, reach, ...whenOf(condition) }, condition, first };
  });
  return { images: images.filter((image) => !isRenamed(image, images)), unknown };
}

/** One that nothing had to be switched on for is that of the given values, but that a part of its name was set to something else. */
function isRenamed({ image, condition }: GatheredImage, all: readonly GatheredImage[]): boolean {
  if (image.reach === 'default' || condition.kind !== 'constant') return false;
  const { file, span } = image;
  return all.some(
    ({ image: other }) => other.reach === 'default' && other.file === file && other.span.start === span.start,
  );
}

/** Rendered with the given values; what the chart refuses to render as it stands it renders with what it asks for. */
function isGiven({ rendering: { assignment, failure } }: RenderedImage): boolean {
  const isWorld = assignment.values.size > 0 || assignment.apis.size > 0;
  return !isWorld && (failure === undefined || failure.code === 'refused');
}

function chartImage(image: RenderedImage, exploration: Exploration, options: ChartOptions): ChartImage {
  const { found, hooks, condition } = image;
  const pieces = chartPieces(image, exploration, options);
  const keys = image.fields.flatMap(({ sources }) =>
    sources.parts.flatMap(({ key }) => (key === undefined ? [] : [key])),
  );
  return {
    ...placeOfImage(image, pieces, exploration),
    value: found.value,
    path: found.path,
    ...(found.object === undefined ? {} : { object: found.object }),
    purpose: found.purpose,
    confidence: found.confidence,
    reach: 'default',
    ...whenOf(condition),
    origin: [...new Set(keys.map(keyText))],
    pieces,
    hooks,
  };
}

function whenOf(condition: Formula): { readonly when?: string } {
  return condition.kind === 'constant' ? {} : { when: printFormula(condition) };
}

/** Why an image is none; undefined for one that is. */
function missingPart(image: RenderedImage): string | undefined {
  const { found, fields } = image;
  const { value, unresolved, request } = found;
  // A chart that an object of this chart has installed.
  if (unresolved !== undefined && request !== undefined) return unresolved.reason;
  // A template or a value that is missing prints nothing where the rest of the file is still looked at.
  if (/^[:@/]*$/.test(value) && !isGiven(image)) return 'no image is printed there';
  if (value === 'auto') return 'Istio puts the image of its proxy there';
  const parts = fields.flatMap(({ sources }) => sources.parts);
  const keys = value.includes(UNKNOWN)
    ? parts
        .filter((part) => part.unknown === true || part.text.includes(UNKNOWN))
        .flatMap(({ key }) => key ?? [])
    : isReference(value)
      ? []
      : fields.flatMap(({ sources }) => sources.empty);
  const [first] = keys;
  if (first !== undefined) return `depends on the user's values at ${keyText(first)}`;
  return value.includes(UNKNOWN) ? "depends on the user's values" : undefined;
}

/** Where the same field has an image that is known, the unknown one is that of a user who wants another. */
function unresolvedPlaces(
  unknown: readonly ChartUnresolved[],
  images: readonly ChartImage[],
): readonly ChartUnresolved[] {
  const known = new Set(images.map(fieldOf));
  return unknown.filter((each) => !known.has(fieldOf(each)));
}

function fieldOf({ path, object }: ChartImage | ChartUnresolved): string {
  return JSON.stringify([path, object?.kind, object?.name]);
}

function openUse(
  key: ValueKey,
  condition: Formula,
  printedIn: string,
  { lookUp }: Exploration,
): ChartUnresolved {
  const { file, span } = lookUp(key)?.place ?? { file: printedIn, span: { start: 0, end: 0 } };
  return {
    file,
    span,
    value: '',
    path: keyText(key),
    purpose: 'pull',
    confidence: 'possible',
    reach: 'conditional',
    ...whenOf(condition),
    origin: [keyText(key)],
    code: 'not-visible',
    reason: `depends on the user's values at ${keyText(key)}`,
  };
}

function eachOnce(unresolved: readonly ChartUnresolved[]): readonly ChartUnresolved[] {
  const known = new Map<string, ChartUnresolved>();
  for (const each of unresolved) {
    const key = JSON.stringify([each.file, each.span.start, each.reason]);
    if (!known.has(key)) known.set(key, each);
  }
  return [...known.values()];
}
