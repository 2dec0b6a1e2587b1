import {
  fieldsOf,
  type PathSegment,
  type YamlAlias,
  type YamlField,
  type YamlMap,
} from '../../formats/yaml/index.ts';
import { readInlineDockerfile } from './inline-dockerfile.ts';
import { itemsOf } from './items.ts';
import { readNamedValues } from './named-values.ts';
import { type Part, plainText, type Reader, reportImage, type Sighting, textAt, textOf } from './reader.ts';

/** Reads the images that a build names: those it starts from, takes from and leaves caches in. */
export function readBuild(
  build: YamlMap,
  path: readonly PathSegment[],
  via: YamlAlias | undefined,
  sighting: Sighting,
  reader: Reader,
): void {
  const fields = new Map(fieldsOf(build).map((field) => [field.key, field]));
  const contexts = additionalContexts(fields.get('additional_contexts'), path, via, sighting, reader);
  const push: Sighting = { ...sighting, purpose: 'push' };
  for (const [key, purpose] of [
    ['cache_from', sighting],
    ['cache_to', push],
  ] as const) {
    for (const { index, value, via: through } of itemsOf(fields.get(key), via, reader))
      reportImage(
        textAt(value, through, reader.source),
        [...path, key, index],
        purpose,
        reader,
        cacheReference,
      );
  }
  for (const { index, value, via: through } of itemsOf(fields.get('tags'), via, reader)) {
    const tag = textAt(value, through, reader.source);
    const name = plainText(tag, reader);
    if (name !== undefined) reader.built.add(name);
    reportImage(tag, [...path, 'tags', index], push, reader);
  }
  readNamedValues(fields.get('args'), [...path, 'args'], via, sighting, reader);
  const inline = textOf(fields.get('dockerfile_inline'), via, reader);
  if (inline !== undefined) {
    const args = argumentsOf(fields.get('args'), reader);
    readInlineDockerfile(
      { text: inline, path: [...path, 'dockerfile_inline'], contexts, args },
      sighting,
      reader,
    );
  }
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
      reportImage(text, [...path, 'additional_contexts', field.key], sighting, reader, afterScheme);
    }
  }
  for (const { index, value, via: through } of itemsOf(contexts, via, reader)) {
    const text = textAt(value, through, reader.source);
    const [name] = plainText(text, reader)?.split('=') ?? [];
    if (name !== undefined) names.add(name);
    reportImage(text, [...path, 'additional_contexts', index], sighting, reader, afterScheme);
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
