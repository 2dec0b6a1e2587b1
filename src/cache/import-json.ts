import { err, ok, type Result } from '../result.ts';

export type ImportErrorCode = 'wrong-shape' | 'incomplete';

/** Why JSON could not be read. */
export interface ImportError {
  readonly code: ImportErrorCode;
  /** Where in the JSON: `$[2].sourceRepository`. */
  readonly path: string;
  /** What stands there, what was expected, and where that comes from. */
  readonly message: string;
}

/** A value and where it stands in the JSON. */
export interface Place {
  readonly value: unknown;
  readonly path: string;
}

/** The items of a list that stands alone, under `value` (REST), or under a key of our own output. */
export function listAt(json: unknown, key: string): Result<readonly Place[], ImportError> {
  if (Array.isArray(json)) return ok(placesOf(json, '$'));
  if (isObject(json)) {
    for (const name of [key, 'value']) {
      const list = property(json, name);
      if (!Array.isArray(list)) continue;
      const next = property(json, 'nextLink');
      if (typeof next === 'string' && next !== '') {
        const message =
          '$.nextLink says that there are more pages; give all of them in one list, as az prints it';
        return err({ code: 'incomplete', path: '$.nextLink', message });
      }
      return ok(placesOf(list, `$.${name}`));
    }
  }
  return err(wrongShape('$', `a list, or an object with a list under "value" or "${key}"`, json));
}

/** The text under the first of some names that is set, directly or below `properties`. Null counts as not set. */
export function textAt(place: Place, names: readonly string[]): Result<string | undefined, ImportError> {
  if (!isObject(place.value)) return err(wrongShape(place.path, 'an object', place.value));
  const nested = property(place.value, 'properties');
  const holders = [{ value: place.value, path: place.path }];
  if (isObject(nested)) holders.push({ value: nested, path: `${place.path}.properties` });
  for (const { value, path } of holders) {
    for (const name of names) {
      const found = property(value, name);
      if (found === undefined || found === null) continue;
      return typeof found === 'string' ? ok(found) : err(wrongShape(`${path}.${name}`, 'a text', found));
    }
  }
  return ok(undefined);
}

/** As `textAt`, for what has to be there. */
export function requiredText(place: Place, names: readonly string[]): Result<string, ImportError> {
  const text = textAt(place, names);
  if (!text.ok) return text;
  if (text.value !== undefined && text.value !== '') return ok(text.value);
  return err(wrongShape(`${place.path}.${names[0] ?? ''}`, 'a text', text.value));
}

export function wrongShape(path: string, expected: string, found: unknown): ImportError {
  return { code: 'wrong-shape', path, message: `${path} is ${kindOf(found)}; expected ${expected}` };
}

function placesOf(list: readonly unknown[], path: string): readonly Place[] {
  return list.map((value, i) => ({ value, path: `${path}[${i}]` }));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own properties alone: `constructor` is no field of a document. */
function property(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (value === '') return 'an empty text';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
