import type { TomlString, TomlTable, TomlValue } from '../formats/toml/index.ts';
import type { FoundImage } from './image-use.ts';
import { unresolvedText } from './unresolved-text.ts';

/** A table and the path that leads to it. */
export interface At {
  readonly table: TomlTable;
  readonly path: string;
}

export function tableIn({ table, path }: At, key: string): At | undefined {
  const value = table.entries.get(key);
  return value?.kind === 'table' ? { table: value, path: below(path, key) } : undefined;
}

/** The tables of a list. */
export function tablesIn(at: At | undefined, key: string): readonly At[] {
  const list = at?.table.entries.get(key);
  if (at === undefined || list?.kind !== 'array') return [];
  return list.items.flatMap((item, index) =>
    item.kind === 'table' ? [{ table: item, path: `${below(at.path, key)}[${index}]` }] : [],
  );
}

export function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** The image that a field names. */
export function imageIn(at: At | undefined, key: string): readonly FoundImage[] {
  const value = at?.table.entries.get(key);
  return at === undefined ? [] : imagesOf(value, below(at.path, key));
}

/** The images of a list of texts. */
export function imagesIn(at: At | undefined, key: string): readonly FoundImage[] {
  const list = at?.table.entries.get(key);
  if (at === undefined || list?.kind !== 'array') return [];
  return list.items.flatMap((item, index) => imagesOf(item, `${below(at.path, key)}[${index}]`));
}

function imagesOf(value: TomlValue | undefined, path: string): readonly FoundImage[] {
  return value?.kind === 'string' && value.value !== '' ? [imageAt(value, 0, path)] : [];
}

/** The image that stands in a text from an offset on. */
export function imageAt({ value, content }: TomlString, offset: number, path: string): FoundImage {
  const text = value.slice(offset);
  const verbatim = content.end - content.start === value.length;
  const unresolved = unresolvedText(text);
  return {
    span: verbatim ? { start: content.start + offset, end: content.end } : content,
    value: text,
    ...(verbatim ? {} : { pieces: [] }),
    ...(unresolved === undefined ? {} : { unresolved }),
    path,
    purpose: 'pull',
    confidence: 'certain',
    reach: 'default',
  };
}
