import { field, resolve, type YamlAlias, type YamlMap } from '../formats/yaml/index.ts';
import { textOf } from './image-map.ts';
import { textFrom, type YamlText } from './yaml-text.ts';

/** A map of a file, where it stands. */
export interface Spot {
  readonly map: YamlMap;
  readonly path: string;
  /** The outermost alias through which it is reached. */
  readonly via: YamlAlias | undefined;
}

/** A text that says something, where it stands. */
export interface SpottedText {
  readonly text: YamlText;
  readonly value: string;
  readonly path: string;
}

/** The map that keys lead to; undefined where they do not lead to one. */
export function spotAt(spot: Spot | undefined, ...keys: readonly string[]): Spot | undefined {
  let at = spot;
  for (const key of keys) {
    const found = at === undefined ? undefined : field(at.map, key);
    if (at === undefined || found?.value.kind !== 'map') return undefined;
    at = { map: found.value, path: keyed(at.path, key), via: at.via ?? found.via };
  }
  return at;
}

/** The text of a field; undefined for null, the empty string and what is no scalar. */
export function textAt(spot: Spot | undefined, key: string): SpottedText | undefined {
  if (spot === undefined) return undefined;
  const text = textOf(field(spot.map, key), spot.via);
  return text === undefined ? undefined : { text, value: text.scalar.value, path: keyed(spot.path, key) };
}

/** The last `length` characters of a text. */
export function lastOf({ text, value, path }: SpottedText, length: number): SpottedText {
  const from = value.length - length;
  return { text: textFrom(text, from), value: value.slice(from), path };
}

/** What a release is called and where it goes, from the first field of each that is there. */
export function releaseAt(
  names: readonly (SpottedText | undefined)[],
  namespaces: readonly (SpottedText | undefined)[],
): { readonly release?: string; readonly namespace?: string } {
  const release = names.find((each) => each !== undefined)?.value;
  const namespace = namespaces.find((each) => each !== undefined)?.value;
  return {
    ...(release === undefined ? {} : { release }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** The maps of a list. */
export function spotsIn(spot: Spot | undefined, key: string): readonly Spot[] {
  const list = spot === undefined ? undefined : field(spot.map, key);
  if (spot === undefined || list?.value.kind !== 'seq') return [];
  return list.value.items.flatMap((item, index) => {
    const map = resolve(item);
    const via = spot.via ?? list.via ?? (item.kind === 'alias' ? item : undefined);
    return map.kind === 'map' ? [{ map, path: `${keyed(spot.path, key)}[${index}]`, via }] : [];
  });
}

/** The texts of a list, or the one text where a text stands in the list's place. */
export function textsIn(spot: Spot | undefined, key: string): readonly SpottedText[] {
  const list = spot === undefined ? undefined : field(spot.map, key);
  if (spot === undefined || list?.value.kind !== 'seq') return [textAt(spot, key) ?? []].flat();
  return list.value.items.flatMap((item, index) => {
    const scalar = resolve(item);
    if (scalar.kind !== 'scalar' || scalar.value === '') return [];
    const via = spot.via ?? list.via ?? (item.kind === 'alias' ? item : undefined);
    return [{ text: { scalar, via }, value: scalar.value, path: `${keyed(spot.path, key)}[${index}]` }];
  });
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** The path of a field: `features["ghcr.io/devcontainers/features/go:1"]`. */
export function keyed(path: string, key: string): string {
  if (!IDENTIFIER.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** A path with one more key, or with a path behind it. */
export function joined(path: string, key: string): string {
  if (path === '') return key;
  if (key.startsWith('[')) return path + key;
  return IDENTIFIER.test(key) || /[.[]/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}
