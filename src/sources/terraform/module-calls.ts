import { evaluate, type HclAttribute, newBudget, type Scope, type Value } from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/index.ts';
import { attributeOf, instancesOf } from '../evaluated/index.ts';
import type { FoundImage, Piece } from '../image-use.ts';
import { pathFrom } from '../releases/index.ts';
import type { ExtractContext } from '../source.ts';
import { type GivenPlaces, givenPlaces } from './given-places.ts';
import { type Module, metaArguments, moduleOf, moduleScope, parsed } from './module.ts';
import { readResources } from './read-resources.ts';
import { innerSpan, type Resource } from './resource.ts';

/** What a module that is called is made of: files of variables count for the outermost one alone. */
const CALLED_FILES = /\.(?:tf|tofu)$/;

/** Modules call modules; what a tree of them does for one file ends somewhere. */
const DEEPEST = 5;
const MOST_CALLS = 500;

/** What the calls of one file share. */
export interface Calls {
  readonly folder: NonNullable<ExtractContext['folder']>;
  readonly budget: Scope['budget'];
  left: number;
}

export function newCalls({ folder }: ExtractContext): Calls | undefined {
  return folder && { folder, budget: newBudget(), left: MOST_CALLS };
}

/**
 * The images that the resources of a module in this repository make of what they are given: each at the argument, with its pieces
 * wherever they stand, and with the place in the module where it is used.
 */
export function calledImages(resource: Resource, calls: Calls): readonly FoundImage[] {
  const { body, scope, source, address } = resource;
  const attributes = body.attributes.filter(({ name }) => !metaArguments.has(name));
  const given = new Map(attributes.map(({ name, value }) => [name, evaluate(value, scope)]));
  const places = givenPlaces(given);
  if (places.isEmpty) return [];
  const byName = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  const found = imagesWithin(resource, given, places, calls, 0);
  return found.flatMap(({ image, file }) => atArgument(image, file, source, byName, places, address) ?? []);
}

interface Within {
  readonly image: FoundImage;
  /** The file of the module that uses it. */
  readonly file: string;
}

function imagesWithin(
  call: Resource,
  given: ReadonlyMap<string, Value>,
  places: GivenPlaces,
  calls: Calls,
  depth: number,
): readonly Within[] {
  const folder = folderOfCall(call);
  if (folder === undefined || calls.left-- <= 0 || calls.budget.steps <= 0) return [];
  const files = calls.folder(folder, CALLED_FILES);
  if (files.length === 0) return [];
  const module: Module = { ...moduleOf(files), given, known: new Map(), budget: calls.budget };
  return files.flatMap((file) => {
    const scope = moduleScope(module, file.path);
    const own = readResources(file, scope, { nested: false }).found.flatMap((image) =>
      image.unresolved === undefined && isGiven(image, file.path, places) ? [{ image, file: file.path }] : [],
    );
    const inner = depth < DEEPEST ? innerCalls(file, scope) : [];
    return [
      ...own,
      ...inner.flatMap((resource) => {
        const passed = argumentsOf(resource);
        if (!places.holdAny(passed.values())) return [];
        return imagesWithin(resource, passed, places, calls, depth + 1).map((within) =>
          conditional(within, resource),
        );
      }),
    ].map((within) => conditional(within, call));
  });
}

function innerCalls(file: SourceText, scope: Scope): readonly Resource[] {
  return parsed(file).body.blocks.flatMap((block) => {
    const [label] = block.labels;
    if (block.type !== 'module' || label === undefined) return [];
    const name = label.value;
    return instancesOf(block, file, scope).map((instance) => ({
      ...instance,
      type: 'module',
      name,
      address: `module.${name}`,
      source: file,
      found: [],
      problems: [],
    }));
  });
}

function argumentsOf({ body, scope }: Resource): ReadonlyMap<string, Value> {
  const attributes = body.attributes.filter(({ name }) => !metaArguments.has(name));
  return new Map(attributes.map(({ name, value }) => [name, evaluate(value, scope)]));
}

/** The folder of a module that lies in the repository: others begin with neither `./` nor `../`. */
function folderOfCall({ body, source }: Resource): string | undefined {
  const expression = attributeOf(body, 'source');
  if (expression?.kind !== 'template') return undefined;
  const [only, ...more] = expression.parts;
  if (only?.kind !== 'text' || more.length > 0 || !/^\.\.?(?:\/|$)/.test(only.value)) return undefined;
  return pathFrom(source.path.slice(0, Math.max(source.path.lastIndexOf('/'), 0)), only.value);
}

function conditional({ image, file }: Within, { reach, when }: Resource): Within {
  if (reach === 'default' || image.reach === 'conditional') return { image, file };
  return { image: { ...image, reach, ...(when === undefined ? {} : { when }) }, file };
}

function isGiven({ pieces = [] }: FoundImage, file: string, places: GivenPlaces): boolean {
  return pieces.some((piece) => places.argumentOf(piece.file ?? file, piece.span) !== undefined);
}

function atArgument(
  image: FoundImage,
  file: string,
  source: SourceText,
  attributes: ReadonlyMap<string, HclAttribute>,
  places: GivenPlaces,
  address: string,
): FoundImage | undefined {
  const pieces = (image.pieces ?? []).map(
    ({ file: own = file, ...piece }): Piece => (own === source.path ? piece : { ...piece, file: own }),
  );
  const parts = pieces.flatMap((piece) => {
    const argument = places.argumentOf(piece.file ?? source.path, piece.span);
    return argument === undefined ? [] : [{ piece, argument }];
  });
  const [first] = parts;
  const here = parts.find(({ piece }) => piece.file === undefined) ?? first;
  const attribute = here && attributes.get(here.argument);
  if (here === undefined || attribute === undefined) return undefined;
  const span = here.piece.file === undefined ? here.piece.span : innerSpan(attribute.value);
  const [only] = pieces;
  const whole = pieces.length === 1 && only?.role === 'reference' && only.span === span;
  const { pieces: _, ...rest } = image;
  return {
    ...rest,
    span,
    ...(whole ? {} : { pieces }),
    path: `${address}.${here.argument}`,
    origin: [`${file} ${image.path}`],
    answers: { file, span: image.span },
  };
}
