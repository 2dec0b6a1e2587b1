import type { ChartFile } from '../chart/types.ts';
import { encodeBase64 } from '../functions/base64.ts';
import { table, text, texts } from '../functions/make.ts';
import { writeYaml } from '../functions/to-yaml.ts';
import type { StringValue, TableValue, Value } from '../values/value.ts';
import { globMatcher } from './glob.ts';

/** `.Files` (helm, pkg/engine, files.go): a map of paths to contents with methods. Bytes that are no UTF-8 do not survive. */
export function filesObject(files: readonly ChartFile[]): TableValue {
  const known = objects.get(files);
  if (known !== undefined) return known;
  const made = filesTable(new Map(files.map((file) => [file.path, content(file)])));
  objects.set(files, made);
  return made;
}

/** Templates cannot change them, so that all engines of a chart share them. */
const objects = new WeakMap<readonly ChartFile[], TableValue>();

/** Decoded when it is asked for. */
function content(file: ChartFile): StringValue {
  return {
    kind: 'string',
    get value() {
      return file.text;
    },
    type: '[]uint8',
  };
}

function bytes(content: string): StringValue {
  return { kind: 'string', value: content, type: '[]uint8' };
}

function filesTable(entries: ReadonlyMap<string, StringValue>): TableValue {
  const contentAt = (args: readonly Value[]): string => entries.get(argument(args))?.value ?? '';
  const methods = new Map<string, (args: readonly Value[]) => Value>([
    ['Get', (args) => text(contentAt(args))],
    ['GetBytes', (args) => bytes(contentAt(args))],
    ['Glob', (args) => globbed(entries, argument(args))],
    ['AsConfig', () => text(asYaml(entries, (content) => content))],
    ['AsSecrets', () => text(asYaml(entries, encodeBase64))],
    ['Lines', (args) => texts(linesOf(contentAt(args)))],
  ]);
  return { kind: 'table', entries, type: 'engine.files', methods };
}

function argument([value]: readonly Value[]): string {
  return value?.kind === 'string' ? value.value : '';
}

function globbed(entries: ReadonlyMap<string, StringValue>, pattern: string): TableValue {
  const matches = globMatcher(pattern);
  return filesTable(new Map([...entries].filter(([path]) => matches(path))));
}

/** By the names of the files, without their folders. */
function asYaml(entries: ReadonlyMap<string, StringValue>, change: (content: string) => string): string {
  const named = [...entries].map(
    ([path, { value }]) => [path.slice(path.lastIndexOf('/') + 1), text(change(value))] as const,
  );
  return writeYaml(table(named));
}

function linesOf(content: string): readonly string[] {
  return content === '' ? [] : content.replace(/\n$/, '').split('\n');
}
