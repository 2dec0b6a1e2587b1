import { append } from '../../append.ts';
import { field, fieldsOf } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Problem } from '../source.ts';
import { type Spot, type SpottedText, spotAt, spotsIn, textAt, textsIn } from '../spot.ts';
import type { GivenValues } from './chart-request.ts';
import { nestedValues } from './nested-values.ts';

/** What requests are read with: strings are read as YAML out of the text, and problems with them are kept. */
export interface RequestReader {
  /** Undefined where the objects are no stretches of one text: then YAML in strings is not read. */
  readonly source: SourceText | undefined;
  readonly problems: Problem[];
}

/** Values written as a map. */
export function mapValues(spot: Spot | undefined, key: string): readonly GivenValues[] {
  const values = spotAt(spot, key);
  if (values === undefined) return [];
  const { map, path } = values;
  return [{ kind: 'map', map, path, span: map.span, text: undefined }];
}

/** Values written as YAML in a string. */
export function textValues(
  spot: Spot | undefined,
  key: string,
  { source, problems }: RequestReader,
): readonly GivenValues[] {
  const found = textAt(spot, key);
  if (found === undefined || source === undefined) return [];
  const { text, path } = found;
  const nested = nestedValues(source, text.scalar, path);
  append(problems, nested.problems);
  if (nested.map === undefined) return [];
  return [{ kind: 'map', map: nested.map, path, span: text.scalar.span, text }];
}

/** `[{ name: image.tag, value: "1.2" }]`: Argo CD, provider-helm, helmfile. */
export function listedSettings(spot: Spot | undefined, key: string, isText = false): readonly GivenValues[] {
  return spotsIn(spot, key).flatMap((item) => {
    const name = textAt(item, 'name');
    const value = textAt(item, 'value');
    const forced = isText || textAt(item, 'forceString')?.value === 'true';
    return name === undefined || value === undefined ? [] : [setting(name.value, value, forced)];
  });
}

/** `set: { image.tag: "1.2" }`: k3s, to which what is quoted is a text. */
export function keyedSettings(spot: Spot | undefined, key: string): readonly GivenValues[] {
  const set = spotAt(spot, key);
  if (set === undefined) return [];
  return fieldsOf(set.map).flatMap((entry) => {
    const value = textAt(set, entry.key);
    const path = `${set.path}[${JSON.stringify(entry.key)}]`;
    if (value === undefined) return [];
    return [setting(entry.key, { ...value, path }, value.text.scalar.style !== 'plain')];
  });
}

function setting(key: string, { text, path }: SpottedText, isText: boolean): GivenValues {
  return { kind: 'setting', key, value: text, path, isText };
}

/** The values files of a list. */
export function listedFiles(spot: Spot | undefined, key: string): readonly GivenValues[] {
  return textsIn(spot, key).map(({ text, value, path }) => ({ kind: 'file', name: value, text, path }));
}

/** Whether the field is there at all. */
export function has(spot: Spot | undefined, key: string): boolean {
  return spot !== undefined && field(spot.map, key) !== undefined;
}
