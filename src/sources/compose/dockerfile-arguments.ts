import { type Scope, sliceValue, type Value } from '../../formats/interpolation/index.ts';
import {
  fieldsOf,
  formatPath,
  isNull,
  type PathSegment,
  type YamlAlias,
  type YamlField,
} from '../../formats/yaml/index.ts';
import type { Fragment, Span } from '../../text/index.ts';
import { type GivenArgument, imagesGiven } from '../dockerfile/index.ts';
import type { FoundImage } from '../image-use.ts';
import { expandScalar, placedFragments } from '../interpolated-text.ts';
import { folderOf, pathFrom } from '../releases/index.ts';
import { itemsOf } from './items.ts';
import { plainText, type Reader, type Sighting, type Text, textAt, textOf } from './reader.ts';

export interface BuildPlace {
  readonly fields: ReadonlyMap<string, YamlField>;
  readonly path: readonly PathSegment[];
  readonly via: YamlAlias | undefined;
  readonly sighting: Sighting;
}

/**
 * The images that a Dockerfile in a file of its own makes of the build's arguments, by where they stand. The Dockerfile's
 * defaults are told where it is read itself.
 */
export function readDockerfile(
  { fields, path, via, sighting }: BuildPlace,
  contexts: ReadonlySet<string>,
  reader: Reader,
): ReadonlyMap<number, readonly FoundImage[]> {
  const known = new Map<number, FoundImage[]>();
  const { fileAt } = reader.context;
  if (fileAt === undefined || fields.get('args') === undefined || fields.has('dockerfile_inline'))
    return known;
  const location = locationOf(fields.get('context'), fields.get('dockerfile'));
  const dockerfile = location === undefined ? undefined : fileAt(location);
  const given = dockerfile === undefined ? [] : argumentsOf();
  if (dockerfile === undefined || given.length === 0) return known;
  for (const image of imagesGiven(dockerfile, given, reader.source.path, reader.context)) {
    if (contexts.has(image.value)) continue;
    const conditions = [sighting.when, image.when].filter((condition) => condition !== undefined);
    const placed: FoundImage = {
      ...image,
      ...sighting,
      ...(conditions.length === 0 ? {} : { reach: 'conditional', when: conditions.join(' and ') }),
      confidence: reader.confidence,
    };
    known.set(image.span.start, [...(known.get(image.span.start) ?? []), placed]);
  }
  return known;

  /** Relative to the file that says it; another one of a URL is fetched. */
  function locationOf(
    context: Parameters<typeof textOf>[0],
    name: Parameters<typeof textOf>[0],
  ): string | undefined {
    const text = textOf(context, via, reader);
    const folder = text === undefined ? '.' : plainText(text, reader);
    const file = plainText(textOf(name, via, reader), reader) ?? 'Dockerfile';
    if (folder === undefined || folder.includes('://') || /^[\w.-]+@/.test(folder)) return undefined;
    const start = pathFrom(folderOf((text?.source ?? reader.source).path), folder);
    return start === undefined ? undefined : pathFrom(start, file);
  }

  function argumentsOf(): readonly GivenArgument[] {
    const args = fields.get('args');
    const through = via ?? args?.via;
    const found: GivenArgument[] = [];
    const take = (name: string, span: Span, at: PathSegment, valueIn: ValueIn): void => {
      const given = { name, span, path: formatPath([...path, 'args', at]) };
      const fragments = valueIn(reader.variables.scope);
      if (fragments !== undefined) {
        found.push({ ...given, fragments });
        return;
      }
      // What a file such as `.env.example` proposes holds on one condition.
      const proposed = reader.variables.proposed();
      const others = proposed && valueIn(proposed.scope);
      if (proposed === undefined || others === undefined) return;
      const file = proposed.file.slice(proposed.file.lastIndexOf('/') + 1);
      found.push({ ...given, fragments: others, when: `variables as in ${file}` });
    };
    for (const field of args?.value.kind === 'map' ? fieldsOf(args.value) : []) {
      const { key, keyNode, value } = field;
      const text = textOf(field, through, reader);
      if (value.kind === 'scalar' && isNull(value))
        take(key, through?.span ?? keyNode.span, key, variable(key));
      else if (text !== undefined) take(key, text.use, key, (scope) => fragmentsIn(text, 0, scope));
    }
    for (const { index, value, via: own } of itemsOf(args, via, reader)) {
      const text = textAt(value, own, reader.source);
      const written = plainText(text, reader) ?? '';
      const equals = written.indexOf('=');
      if (text === undefined || written === '' || equals === 0) continue;
      if (equals === -1) take(written, text.use, index, variable(written));
      else take(written.slice(0, equals), text.use, index, (scope) => fragmentsIn(text, equals + 1, scope));
    }
    return found;
  }
}

/** What an argument says with the variables of a scope. */
type ValueIn = (scope: Scope) => readonly Fragment[] | undefined;

/** An argument of which only the name is given has the value of the variable (Compose specification, `build`, `args`). */
function variable(name: string): ValueIn {
  return (scope) => {
    const expansion = scope(name);
    return expansion && known(placedFragments(expansion.value));
  };
}

function known(fragments: readonly Fragment[]): readonly Fragment[] | undefined {
  return fragments.some(({ kind }) => kind === 'hole') ? undefined : fragments;
}

/** The value from an offset on; undefined where it is not known. */
function fragmentsIn({ scalar, source }: Text, from: number, scope: Scope): readonly Fragment[] | undefined {
  const expanded = expandScalar(scalar, source, scope);
  if (!expanded.ok) return undefined;
  const { value } = expanded.value;
  return known(placedFragments(from === 0 ? value : sliceValue(value, from, lengthOf(value))));
}

function lengthOf(value: Value): number {
  return value.reduce((length, { text }) => length + text.length, 0);
}
