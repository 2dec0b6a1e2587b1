import { isNull, type YamlField, type YamlMap, type YamlSeq } from '../../formats/yaml/index.ts';
import { err, ok, type Result } from '../../result.ts';
import type { Edit } from '../../text/index.ts';
import { type BlockStyle, listIndent, quotesOf, styleOf } from './block.ts';
import { documentEnd, usesBlankLines } from './document-end.ts';
import { columnOf, lineBreak, lineEnd, nextLine } from './lines.ts';
import type { QuoteStyle } from './scalar.ts';
import type { KustomizeImagesError } from './types.ts';

type Edits = Result<readonly Edit[], KustomizeImagesError>;

/** What is added to a list, as it is written in either style. */
export interface NewItems {
  /** The name of the list, where it has to be made. */
  readonly field: string;
  /** The lines of all of them. */
  readonly lines: (style: BlockStyle) => readonly string[];
  /** Each of them for a flow list; `json`: keys and texts in double quotes. */
  readonly flow: (quotes: QuoteStyle, json: boolean) => readonly string[];
}

/** The edits that add items behind those of a list; `list` is undefined where the file has none yet. */
export function appendItems(
  text: string,
  root: YamlMap,
  list: YamlField | undefined,
  items: NewItems,
): Edits {
  if (list === undefined) return root.flow ? ok([inFlowRoot(root, items)]) : newBlock(text, root, items);
  if (list.via !== undefined) return refuse('the entries are reached through an alias');
  const { value } = list;
  if (value.kind === 'map') return refuse(`${items.field} is a map`);
  if (value.kind === 'scalar') {
    return isNull(value) ? intoEmpty(text, root, list, items) : refuse(`${items.field} is a text`);
  }
  if (value.items.length === 0) return intoEmpty(text, root, list, items);
  return value.flow ? afterFlowItem(text, value, items) : afterBlockItem(text, value, items);
}

/** The whole block, behind everything else in the document. */
function newBlock(text: string, root: YamlMap, { field, lines: linesOf }: NewItems): Edits {
  const eol = lineBreak(text);
  const key = root.entries[0]?.key.span.start ?? 0;
  const column = columnOf(text, key);
  const dash = column + listIndent(text, root);
  const lines = [`${' '.repeat(column)}${field}:`, ...linesOf({ dash, gap: 1, quotes: 'plain' })];
  const { offset, keepsBlankLines, blankLine } = documentEnd(text, root);
  // Text that a block scalar keeps ends with a line break: the new lines begin where the next one would.
  if (keepsBlankLines) return ok([insertion(offset, lines.map((line) => line + eol).join(''))]);
  const spaced = usesBlankLines(text, root);
  const separate = spaced && blankLine === undefined ? ['', ...lines] : lines;
  const place = spaced ? (blankLine ?? offset) : offset;
  return ok([insertion(place, separate.map((line) => eol + line).join(''))]);
}

function inFlowRoot(root: YamlMap, { field, flow }: NewItems): Edit {
  const end = root.entries.at(-1)?.value.span.end ?? root.span.start + 1;
  const json = isJson(root);
  const key = json ? JSON.stringify(field) : field;
  return insertion(end, `, ${key}: [${flow(json ? 'double' : 'plain', json).join(', ')}]`);
}

/** `images:` and `images: []`: what stands behind the colon goes, the items follow on lines of their own. */
function intoEmpty(text: string, root: YamlMap, list: YamlField, items: NewItems): Edits {
  const colon = text.indexOf(':', list.keyNode.span.end) + 1;
  const { start, end } = list.value.span;
  const value = { start: colon, end: Math.max(end, colon) };
  if (start !== end && text.slice(colon, start).trim() !== '')
    return refuse(`${items.field} has an anchor, a tag or a comment`);
  if (root.flow) {
    const json = isJson(root);
    const written = items.flow(json ? 'double' : 'plain', json).join(', ');
    return ok([{ span: value, replacement: ` [${written}]` }]);
  }
  const dash = columnOf(text, list.keyNode.span.start) + listIndent(text, root);
  const lines = items.lines({ dash, gap: 1, quotes: 'plain' });
  const eol = lineBreak(text);
  const insert = insertion(lineEnd(text, value.end), lines.map((line) => eol + line).join(''));
  return ok(start === end ? [insert] : [{ span: value, replacement: '' }, insert]);
}

function afterFlowItem(text: string, list: YamlSeq, { field, flow }: NewItems): Edits {
  const last = list.items.at(-1);
  if (last === undefined) return refuse(`${field} is empty`);
  const first = list.items[0];
  const json = first?.kind === 'map' ? isJson(first) : first?.kind === 'scalar' && first.style === 'double';
  // In a list with one entry a line, the new ones begin lines too.
  const column = columnOf(text, last.span.start);
  const ownLine =
    list.items.length > 0 && text.slice(last.span.start - column, last.span.start).trim() === '';
  const separator = ownLine ? `,${lineBreak(text)}${' '.repeat(column)}` : ', ';
  const written = flow(quotesOf(list), json).map((item) => separator + item);
  return ok([insertion(last.span.end, written.join(''))]);
}

/** Behind the last entry, the comment on its last line, and comments below that are indented as part of it. */
function afterBlockItem(text: string, list: YamlSeq, { lines }: NewItems): Edits {
  const last = list.items.at(-1);
  const style = styleOf(text, list, quotesOf(list));
  if (last === undefined || style === undefined) return refuse('an entry does not begin behind its dash');
  const end = text[last.span.end - 1] === '\n' ? last.span.end - 1 : last.span.end;
  let offset = lineEnd(text, end);
  const inside = style.dash === 0 ? 1 : style.dash;
  for (let next = nextLine(text, offset); next !== undefined; next = nextLine(text, offset)) {
    const comment = /^( *)#/.exec(next.line);
    if (comment === null || (comment[1]?.length ?? 0) < inside) break;
    offset = next.end;
  }
  const eol = lineBreak(text);
  return ok([
    insertion(
      offset,
      lines(style)
        .map((line) => eol + line)
        .join(''),
    ),
  ]);
}

/** Whether the keys are quoted as JSON wants it. */
function isJson({ flow, entries }: YamlMap): boolean {
  return flow && entries.every(({ key }) => key.kind === 'scalar' && key.style === 'double');
}

function insertion(offset: number, replacement: string): Edit {
  return { span: { start: offset, end: offset }, replacement };
}

function refuse(reason: string): { readonly ok: false; readonly error: KustomizeImagesError } {
  return err({ code: 'shape', reason });
}
