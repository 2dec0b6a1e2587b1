import type { YamlMap, YamlSeq } from '../../formats/yaml/index.ts';
import type { ImageEntry } from '../../kustomize/index.ts';
import { columnOf } from './lines.ts';
import { commonStyle, formatScalar, type QuoteStyle } from './scalar.ts';

/** How entries are written: the column of the dash, the spaces behind it, the quotes. */
export interface BlockStyle {
  readonly dash: number;
  readonly gap: number;
  readonly quotes: QuoteStyle;
}

/** An `images:` block of its own, as for a file without one. Ends with a line break. */
export function formatImagesBlock(entries: readonly ImageEntry[]): string {
  return ['images:', ...blockLines(entries, { dash: 0, gap: 1, quotes: 'plain' }), ''].join('\n');
}

/** The lines of entries in a block sequence. */
export function blockLines(entries: readonly ImageEntry[], style: BlockStyle): readonly string[] {
  return entries.flatMap((entry) => itemLines(fieldsOf(entry, style.quotes), style));
}

/** The lines of one item. */
export function itemLines(lines: readonly string[], { dash, gap }: BlockStyle): readonly string[] {
  return lines.map((line, index) =>
    index === 0 ? `${' '.repeat(dash)}-${' '.repeat(gap)}${line}` : `${' '.repeat(dash + 1 + gap)}${line}`,
  );
}

/** Entries of a flow sequence: `{name: a, newName: b}`; with quoted keys where the file is written as JSON. */
export function flowItems(
  entries: readonly ImageEntry[],
  quotes: QuoteStyle,
  json: boolean,
): readonly string[] {
  return entries.map((entry) => `{${fieldsOf(entry, quotes, json).join(', ')}}`);
}

/** `newName: value`. */
export function formatField(name: string, value: string, quotes: QuoteStyle, json = false): string {
  return json
    ? `${JSON.stringify(name)}: ${formatScalar(value, 'double')}`
    : `${name}: ${formatScalar(value, quotes)}`;
}

function fieldsOf(entry: ImageEntry, quotes: QuoteStyle, json = false): readonly string[] {
  return (['name', 'newName', 'newTag', 'digest', 'tagSuffix'] as const).flatMap((field) => {
    const value = entry[field];
    return value === undefined ? [] : [formatField(field, value, quotes, json)];
  });
}

/** How the entries of a list are written; undefined when its first entry does not begin behind a dash on its line. */
export function styleOf(text: string, list: YamlSeq, quotes: QuoteStyle): BlockStyle | undefined {
  const first = list.items[0];
  if (first === undefined) return undefined;
  const before = text.slice(first.span.start - columnOf(text, first.span.start), first.span.start);
  const match = /^( *)-( +)(?:[&!]\S+ +)*$/.exec(before);
  return match === null ? undefined : { dash: match[1]?.length ?? 0, gap: match[2]?.length ?? 1, quotes };
}

/** The column at which the other lists of the file have their dashes, from the column of their key; kustomize writes 0. */
export function listIndent(text: string, root: YamlMap): number {
  for (const { key, value } of root.entries) {
    if (value.kind !== 'seq' || value.flow) continue;
    const style = styleOf(text, value, 'plain');
    if (style !== undefined) return Math.max(style.dash - columnOf(text, key.span.start), 0);
  }
  return 0;
}

/** The quotes of the values in the existing entries. */
export function quotesOf(list: YamlSeq): QuoteStyle {
  const styles = list.items.flatMap((item) =>
    item.kind !== 'map'
      ? item.kind === 'scalar'
        ? [item.style]
        : []
      : item.entries.flatMap(({ key, value }) =>
          key.kind === 'scalar' && /^(?:name|newName|path)$/.test(key.value) && value.kind === 'scalar'
            ? [value.style]
            : [],
        ),
  );
  return commonStyle(styles);
}
