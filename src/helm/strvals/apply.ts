import { err, ok, type Result } from '../../result.ts';
import type { ListValue, TableValue, Value } from '../values/value.ts';
import { assign, assignEmptyList } from './assign.ts';
import { readJsonValue } from './json-value.ts';
import { readPath, type Segment } from './path.ts';
import { createReader, type Reader, readUntil } from './reader.ts';
import { typedValue } from './typed.ts';

/** Which flag an argument was given with. */
export type SetKind = 'set' | 'set-string' | 'set-json' | 'set-file' | 'set-literal';

export interface SetError {
  readonly code: 'set';
  /** One sentence. */
  readonly message: string;
}

/** Gives the content of a file that `--set-file` names; the error is one sentence. */
export type ReadSetFile = (path: string) => Result<string, string>;

/**
 * The values with an argument of `--set` or one of its relatives put into them: `a.b[0]=x,c={1,2}` (helm, pkg/strvals).
 */
export function applySet(
  values: TableValue,
  kind: SetKind,
  argument: string,
  readFile: ReadSetFile = () => err('there are no files here'),
): Result<TableValue, SetError> {
  const reader = createReader(argument);
  let result = values;
  for (;;) {
    const path = readPath(reader, kind === 'set-literal');
    if (!path.ok) return fail(path.error);
    const { segments } = path.value;
    if (path.value.kind === 'end') {
      const list = segments.findIndex((segment) => typeof segment === 'number');
      if (list === -1) return opened(result, segments);
      const touched = assignEmptyList(result, segments.slice(0, list));
      return touched.ok ? touched : fail(touched.error);
    }
    const value = readValue(reader, kind, readFile);
    const assigned = value.ok ? assign(result, segments, value.value) : value;
    if (!assigned.ok) return fail(describe(segments, assigned.error));
    result = assigned.value;
  }
}

/** A path that ends with a point sets nothing, but leads through tables. */
function opened(values: TableValue, segments: readonly Segment[]): Result<TableValue, SetError> {
  let at: Value | undefined = values;
  for (const segment of segments) {
    at = at?.kind === 'table' ? at.entries.get(String(segment)) : undefined;
    if (at !== undefined && at.kind !== 'table') return fail(describe(segments, `"${segment}" is no table`));
  }
  return ok(values);
}

function fail(message: string): Result<never, SetError> {
  return err({ code: 'set', message });
}

function describe(segments: readonly Segment[], message: string): string {
  const path = segments
    .map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${segment}`))
    .join('')
    .replace(/^\./, '');
  return `${path}: ${message}`;
}

function readValue(reader: Reader, kind: SetKind, readFile: ReadSetFile): Result<Value, string> {
  if (kind === 'set-json') return readJsonValue(reader);
  if (kind === 'set-literal') return ok({ kind: 'string', value: readUntil(reader, '', false).text });
  const convert = (text: string): Result<Value, string> => {
    if (kind === 'set') return ok(typedValue(text));
    const content = kind === 'set-file' ? readFile(text) : ok(text);
    return content.ok ? ok({ kind: 'string', value: content.value }) : content;
  };
  const first = reader.next();
  if (first === undefined) return ok({ kind: 'string', value: '' });
  if (first === '{') return readList(reader, convert);
  reader.back();
  return convert(readUntil(reader, ',', true).text);
}

/** The items of `{a,b}`, the opening brace being taken; the comma behind the closing one is taken, too. */
function readList(
  reader: Reader,
  convert: (text: string) => Result<Value, string>,
): Result<ListValue, string> {
  const items: Value[] = [];
  for (;;) {
    const { text, stop } = readUntil(reader, ',}', true);
    if (stop === undefined) return err('the list has no closing }');
    const item = convert(text);
    if (!item.ok) return item;
    items.push(item.value);
    if (stop === ',') continue;
    if (reader.next() !== ',') reader.back();
    return ok({ kind: 'list', items });
  }
}
