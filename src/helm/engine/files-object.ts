import type { ChartFile } from '../chart/types.ts';
import { encodeBase64 } from '../functions/base64.ts';
import { bytesIn } from '../functions/bytes.ts';
import { table, text, texts } from '../functions/make.ts';
import { writeYaml } from '../functions/to-yaml.ts';
import type { Method, StringValue, TableValue, Value } from '../values/value.ts';
import { globMatcher } from './glob.ts';

/** `.Files` (helm, pkg/engine, files.go): a map of paths to contents with methods. */
export function filesObject(files: readonly ChartFile[]): TableValue {
  const known = objects.get(files);
  if (known !== undefined) return known;
  const made = filesTable(new Map(files.map((file) => [file.path, contentOf(file)])));
  objects.set(files, made);
  return made;
}

/** Templates cannot change them, so that all engines of a chart share them. */
const objects = new WeakMap<readonly ChartFile[], TableValue>();

const none: StringValue = { kind: 'string', value: '', type: '[]uint8' };

/** Decoded when it is asked for. */
function contentOf(file: ChartFile): StringValue {
  return {
    kind: 'string',
    get value() {
      return file.text;
    },
    get bytes() {
      return file.bytes;
    },
    type: '[]uint8',
  };
}

function asString({ value, bytes }: StringValue): StringValue {
  return { ...text(value), ...(bytes === undefined ? {} : { bytes }) };
}

function filesTable(entries: ReadonlyMap<string, StringValue>): TableValue {
  const contentAt = (path: string): StringValue => entries.get(path) ?? none;
  const methods = new Map<string, Method>([
    ['Get', taking((path) => asString(contentAt(path)))],
    ['GetBytes', taking(contentAt)],
    ['Glob', taking((pattern) => globbed(entries, pattern))],
    ['Lines', taking((path) => texts(linesOf(contentAt(path).value)))],
    ['AsConfig', { params: [], run: () => text(asYaml(entries, ({ value }) => value)) }],
    ['AsSecrets', { params: [], run: () => text(asYaml(entries, (file) => encodeBase64(bytesIn(file)))) }],
  ]);
  return { kind: 'table', entries, type: 'engine.files', methods };
}

function taking(run: (argument: string) => Value): Method {
  return { params: ['string'], run: ([value]) => run(value?.kind === 'string' ? value.value : '') };
}

function globbed(entries: ReadonlyMap<string, StringValue>, pattern: string): TableValue {
  const matches = globMatcher(pattern);
  return filesTable(new Map([...entries].filter(([path]) => matches(path))));
}

/** By the names of the files, without their folders. */
function asYaml(entries: ReadonlyMap<string, StringValue>, change: (content: StringValue) => string): string {
  const named = [...entries].map(
    ([path, content]) => [path.slice(path.lastIndexOf('/') + 1), text(change(content))] as const,
  );
  return writeYaml(table(named));
}

function linesOf(content: string): readonly string[] {
  return content === '' ? [] : content.replace(/\n$/, '').split('\n');
}
