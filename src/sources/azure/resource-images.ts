import { encode, fragmentsOf, knownText, type Value } from '../../formats/expressions/index.ts';
import { madeFragment } from '../../text/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import {
  type Circumstances,
  embeddedYaml,
  imagesOf,
  inFile,
  type Located,
  nameOf,
  objectImages,
  reachOf,
  valuesAt,
} from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import { composeImages, dockerImage } from './fx-version.ts';
import { shapeOf } from './resource-types.ts';

/** A resource of Azure, in whichever language it is written. */
export interface AzureResource {
  readonly type: string;
  readonly value: Value;
  /** What the paths of its fields begin with. */
  readonly path: string;
  readonly source: SourceText;
  /** The place of the resource: where an image stands that nothing else gives a place. */
  readonly span: Span;
  readonly reach: FoundImage['reach'];
  readonly when?: string;
}

/** The images that a resource names by its type. */
export function resourceImages(resource: AzureResource): readonly FoundImage[] {
  const shape = shapeOf(resource.type);
  if (shape === undefined) return [];
  const { value, path, source, span, type, reach, when } = resource;
  const name = value.kind === 'object' ? nameOf(value.entries.get('name')) : undefined;
  const about: Circumstances = {
    object: { kind: type.replace(/@.*$/, ''), ...(name === undefined ? {} : { name }) },
    purpose: 'pull',
    confidence: 'certain',
    reach,
    ...(when === undefined ? {} : { when }),
  };
  const root: Located = { value, path, conditions: [] };
  const at = (paths: readonly string[] = []): readonly Located[] =>
    paths.flatMap((inner) => valuesAt(root, inner));
  return [
    ...at(shape.images).flatMap((located) => imagesOf(located, source, span, about)),
    ...at(shape.fxVersions).flatMap((located) => fxImages(located, resource, about)),
    ...at(shape.settings).flatMap((located) => settingImages(located, resource, about)),
    ...at(shape.split).flatMap((located) => splitImages(located, resource, about)),
    ...(shape.object === true ? manifestImages(resource, about) : []),
  ];
}

function fxImages(located: Located, resource: AzureResource, about: Circumstances): readonly FoundImage[] {
  const { value, conditions } = located;
  const { source, span } = resource;
  if (value.kind === 'unknown' && value.choices !== undefined) {
    return value.choices.flatMap((choice) =>
      fxImages({ ...located, value: choice.value, conditions: [...conditions, choice] }, resource, about),
    );
  }
  const image = dockerImage(value);
  if (image !== undefined) return imagesOf({ ...located, value: image }, source, span, about);
  // It may as well name a runtime, unless the app says that it is a container.
  if (value.kind === 'unknown' && isContainer(resource)) return imagesOf(located, source, span, about);
  const [first] = fragmentsOf(value) ?? [];
  const use = first?.use?.file === source.path ? first.use.span : span;
  return composeImages(value).map((name) => ({
    ...about,
    ...reachOf(conditions, source, about),
    span: use,
    value: name,
    pieces: [],
    path: located.path,
  }));
}

function isContainer({ value }: AzureResource): boolean {
  const kind = value.kind === 'object' ? value.entries.get('kind') : undefined;
  return kind !== undefined && (knownText(kind) ?? '').includes('container');
}

/** The setting that tells Functions and older apps which image to run. */
const IMAGE_SETTING = 'DOCKER_CUSTOM_IMAGE_NAME';

function settingImages(
  located: Located,
  { source, span }: AzureResource,
  about: Circumstances,
): readonly FoundImage[] {
  const { value, path, conditions } = located;
  if (value.kind !== 'object') return [];
  const image = value.entries.get('value');
  if (nameOf(value.entries.get('name')) !== IMAGE_SETTING || image === undefined) return [];
  const own = dockerImage(image) ?? image;
  return imagesOf({ value: own, path: `${path}.value`, conditions }, source, span, about);
}

/** `{ server: 'docker.io', containerImage: 'team/web:1' }` of Azure Spring Apps. */
function splitImages(
  located: Located,
  { source, span }: AzureResource,
  about: Circumstances,
): readonly FoundImage[] {
  const { value, path, conditions } = located;
  if (value.kind !== 'object') return [];
  const image = value.entries.get('containerImage');
  const server = value.entries.get('server');
  const fragments = image === undefined ? undefined : fragmentsOf(image);
  if (fragments === undefined || fragments.length === 0) return [];
  const registry = server === undefined ? [] : (fragmentsOf(server) ?? []);
  const joint = madeFragment('/');
  const whole =
    registry.length === 0 ? fragments : [...fragmentsUsedWith(registry, fragments), joint, ...fragments];
  return imagesOf(
    { value: { kind: 'string', fragments: whole }, path: `${path}.containerImage`, conditions },
    source,
    span,
    about,
  );
}

/** The reader looks for the image, not for its registry. */
function fragmentsUsedWith(
  registry: NonNullable<ReturnType<typeof fragmentsOf>>,
  [image]: NonNullable<ReturnType<typeof fragmentsOf>>,
): NonNullable<ReturnType<typeof fragmentsOf>> {
  return registry.map((fragment) => ({ ...fragment, use: image?.use }));
}

function manifestImages(
  { value, path, source, span }: AzureResource,
  about: Circumstances,
): readonly FoundImage[] {
  const embedded = embeddedYaml(encode(value));
  const root = embedded?.stream.documents[0]?.root;
  if (embedded === undefined || root === undefined) return [];
  return objectImages(root).map((image) => ({
    ...about,
    ...inFile(image, embedded, source.path, span),
    path: `${path}.${image.path}`,
  }));
}
