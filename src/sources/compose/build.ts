import { append } from '../../append.ts';
import {
  fieldsOf,
  type PathSegment,
  type YamlAlias,
  type YamlField,
  type YamlMap,
} from '../../formats/yaml/index.ts';
import { type BuildPlace, readDockerfile } from './dockerfile-arguments.ts';
import { readInlineDockerfile } from './inline-dockerfile.ts';
import { itemsOf } from './items.ts';
import { readNamedValues } from './named-values.ts';
import {
  type Part,
  plainText,
  type Reader,
  reportImage,
  type Sighting,
  type Text,
  textAt,
  textOf,
} from './reader.ts';

/** Reads the images that a build names: those it starts from, takes from and leaves caches in. */
export function readBuild(
  build: YamlMap,
  path: readonly PathSegment[],
  via: YamlAlias | undefined,
  sighting: Sighting,
  reader: Reader,
): void {
  const place: BuildPlace = { fields: byKey(build), path, via, sighting };
  const contexts = readLists(place, ['additional_contexts', 'cache_from', 'cache_to'], reader);
  const bake = place.fields.get('x-bake');
  if (bake?.value.kind === 'map') {
    // What `docker buildx bake` reads besides (https://docs.docker.com/build/bake/compose-file/).
    const extension = {
      ...place,
      fields: byKey(bake.value),
      path: [...path, 'x-bake'],
      via: via ?? bake.via,
    };
    readLists(extension, ['contexts', 'cache-from', 'cache-to'], reader);
  }
  const before = reader.found.length;
  const known = readDockerfile(place, contexts, reader);
  readNamedValues(place.fields.get('args'), [...path, 'args'], via, sighting, reader);
  // What the Dockerfile does with an argument says more than how it is called.
  const named = reader.found.splice(before).filter(({ span }) => !known.has(span.start));
  append(reader.found, named);
  append(reader.found, [...known.values()].flat());
  const text = textOf(place.fields.get('dockerfile_inline'), via, reader);
  if (text === undefined) return;
  const args = argumentsOf(place.fields.get('args'), reader);
  readInlineDockerfile({ text, path: [...path, 'dockerfile_inline'], contexts, args }, sighting, reader);
}

function byKey(map: YamlMap): ReadonlyMap<string, YamlField> {
  return new Map(fieldsOf(map).map((field) => [field.key, field]));
}

/** Returns the names of the additional contexts. */
function readLists(
  { fields, path, via, sighting }: BuildPlace,
  [contexts, from, to]: readonly [contexts: string, from: string, to: string],
  reader: Reader,
): ReadonlySet<string> {
  const push: Sighting = { ...sighting, purpose: 'push' };
  const list = (key: string): readonly PlacedText[] =>
    itemsOf(fields.get(key), via, reader).map(({ index, value, via: through }) => ({
      text: textAt(value, through, reader.source),
      at: [...path, key, index],
    }));
  for (const { text, at } of list(from)) reportImage(text, at, sighting, reader, cacheReference);
  for (const { text, at } of list(to)) reportImage(text, at, push, reader, cacheReference);
  for (const { text, at } of list('tags')) {
    const name = plainText(text, reader);
    if (name !== undefined) reader.built.add(name);
    reportImage(text, at, push, reader);
  }
  return additionalContexts(fields.get(contexts), [...path, contexts], via, sighting, reader);
}

interface PlacedText {
  readonly text: Text | undefined;
  readonly at: readonly PathSegment[];
}

/** `type=registry,ref=host/name:tag`, or the reference alone; other types keep caches elsewhere. */
const cacheReference: Part = (text) => {
  if (!text.includes('=')) return { start: 0, end: text.length };
  const ref = /(?:^|,)\s*ref=([^,]*)/.exec(text);
  if (ref?.[1] === undefined || ref[1] === '' || !/(?:^|,)\s*type=registry(?:,|$)/.test(text))
    return undefined;
  const end = ref.index + ref[0].length;
  return { start: end - ref[1].length, end };
};

const IMAGE = 'docker-image://';

/** Reports the images among the additional contexts, as a map or as a list of `name=value`; the names of all of them. */
function additionalContexts(
  contexts: YamlField | undefined,
  path: readonly PathSegment[],
  via: YamlAlias | undefined,
  sighting: Sighting,
  reader: Reader,
): ReadonlySet<string> {
  const names = new Set<string>();
  if (contexts?.value.kind === 'map') {
    for (const field of fieldsOf(contexts.value)) {
      names.add(field.key);
      const text = textOf(field, via ?? contexts.via, reader);
      reportImage(text, [...path, field.key], sighting, reader, afterScheme);
    }
  }
  for (const { index, value, via: through } of itemsOf(contexts, via, reader)) {
    const text = textAt(value, through, reader.source);
    const [name] = plainText(text, reader)?.split('=') ?? [];
    if (name !== undefined) names.add(name);
    reportImage(text, [...path, index], sighting, reader, afterScheme);
  }
  return names;
}

const afterScheme: Part = (text) => {
  const at = text.startsWith(IMAGE) ? 0 : text.indexOf(`=${IMAGE}`) + 1;
  const isImage = at > 0 || text.startsWith(IMAGE);
  return isImage ? { start: at + IMAGE.length, end: text.length } : undefined;
};

/** Build arguments, as a map or as a list of `name=value`; a name alone takes its value from the environment. */
function argumentsOf(args: YamlField | undefined, reader: Reader): Readonly<Record<string, string>> {
  const values: [string, string][] = [];
  const environment = (name: string): void => {
    const value = reader.variables.scope(name)?.value;
    if (value !== undefined) values.push([name, value.map(({ text }) => text).join('')]);
  };
  if (args?.value.kind === 'map') {
    for (const field of fieldsOf(args.value)) {
      const value = plainText(textOf(field, undefined, reader), reader);
      if (value === undefined) environment(field.key);
      else values.push([field.key, value]);
    }
  }
  for (const { value } of itemsOf(args, undefined, reader)) {
    const text = plainText(textAt(value, undefined, reader.source), reader) ?? '';
    const equals = text.indexOf('=');
    if (equals === -1) environment(text);
    else values.push([text.slice(0, equals), text.slice(equals + 1)]);
  }
  return Object.fromEntries(values);
}
