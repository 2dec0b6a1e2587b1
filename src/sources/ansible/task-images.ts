import {
  encode,
  fragmentsOf,
  knownText,
  type ObjectValue,
  type Value,
} from '../../formats/expressions/index.ts';
import { madeFragment } from '../../text/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import {
  type Circumstances,
  embeddedYaml,
  imagesOf,
  inFile,
  type Located,
  objectImages,
  valuesAt,
  valuesImages,
} from '../evaluated/index.ts';
import type { FoundImage, Purpose } from '../image-use.ts';
import type { ModuleShape } from './modules.ts';

/** A task that calls a module: the module's arguments, and what is said of all that is in it. */
export interface ModuleCall {
  readonly arguments: Value;
  readonly path: string;
  readonly source: SourceText;
  readonly span: Span;
  readonly about: Circumstances;
}

/** What a task makes somebody pull; what it takes away is not pulled. */
export function taskImages(shape: ModuleShape, call: ModuleCall): readonly FoundImage[] {
  const { path } = call;
  const given = call.arguments;
  if (given.kind !== 'object' || textAt(given, 'state') === 'absent') return [];
  const about = { ...call.about, purpose: shape.purpose ?? purposeOf(given) };
  const at = (paths: readonly string[] = []): readonly Located[] =>
    paths.flatMap((inner) => valuesAt({ value: given, path, conditions: [] }, inner));
  const found = (located: Located, purpose: Purpose): readonly FoundImage[] =>
    imagesOf(located, call.source, call.span, { ...about, purpose });
  return [
    ...at(shape.images).flatMap((located) => found(located, 'pull')),
    ...(shape.named === true ? found(named(given, path), about.purpose) : []),
    ...at(shape.services).flatMap((located) => services(located, found)),
    ...at(shape.objects).flatMap((located) => embedded(located, call, objectImages)),
    ...at(shape.values).flatMap((located) => embedded(located, call, valuesImages)),
  ];
}

function textAt({ entries }: ObjectValue, name: string): string | undefined {
  const value = entries.get(name);
  return value === undefined ? undefined : knownText(value);
}

/** Built here, or loaded from an archive: nothing is pulled under this name. */
function purposeOf(given: ObjectValue): Purpose {
  const source = textAt(given, 'source');
  if (source === 'build' || textAt(given, 'state') === 'build' || given.entries.has('build')) return 'push';
  return source === 'load' || source === 'local' || given.entries.has('load_path') ? 'mention' : 'pull';
}

function named({ entries }: ObjectValue, path: string): Located {
  const name = entries.get('name');
  const tag = entries.get('tag');
  const own = name === undefined ? [] : (fragmentsOf(name) ?? []);
  const known = own.map((fragment) => (fragment.kind === 'text' ? fragment.text : '')).join('');
  const tagged = /[:@][^/]*$/.test(known);
  const behind = tag === undefined || tagged ? undefined : fragmentsOf(tag);
  const joint = madeFragment(':');
  const fragments =
    behind === undefined || behind.length === 0 || own.length === 0 ? own : [...own, joint, ...behind];
  return { value: { kind: 'string', fragments }, path: `${path}.name`, conditions: [] };
}

function services(
  { value, path, conditions }: Located,
  found: (located: Located, purpose: Purpose) => readonly FoundImage[],
): readonly FoundImage[] {
  const list = value.kind === 'object' ? (value.entries.get('services') ?? value) : undefined;
  if (value.kind !== 'object' || list?.kind !== 'object') return [];
  const at = list === value ? path : `${path}.services`;
  return [...list.entries].flatMap(([name, service]) => {
    const image = service.kind === 'object' ? service.entries.get('image') : undefined;
    if (service.kind !== 'object' || image === undefined) return [];
    const located = { value: image, path: `${at}.${name}.image`, conditions };
    return found(located, service.entries.has('build') ? 'push' : 'pull');
  });
}

function embedded(
  { value, path }: Located,
  { source, span, about }: ModuleCall,
  read: (root: Parameters<typeof objectImages>[0]) => readonly FoundImage[],
): readonly FoundImage[] {
  const whole = embeddedYaml(value.kind === 'string' ? value : encode(value));
  return (whole?.stream.documents ?? []).flatMap(({ root }) =>
    root === undefined || whole === undefined
      ? []
      : read(root).map((image) => ({
          ...about,
          ...inFile(image, whole, source.path, span),
          reach: about.reach,
          path: `${path}${image.path.startsWith('[') ? '' : '.'}${image.path}`,
        })),
  );
}
