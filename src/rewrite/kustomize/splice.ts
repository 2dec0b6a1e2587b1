import type { YamlField, YamlMap, YamlSeq } from '../../formats/yaml/index.ts';
import { isNull } from '../../formats/yaml/index.ts';
import type { Kustomization } from '../../kustomize/index.ts';
import { err, ok, type Result } from '../../result.ts';
import type { Edit } from '../../text/index.ts';
import { blockLines, flowItems, listIndent, quotesOf, styleOf } from './block.ts';
import type { Choice } from './choose.ts';
import { documentEnd, usesBlankLines } from './document-end.ts';
import { columnOf, lineBreak, lineEnd, nextLine } from './lines.ts';
import { mergeEdit } from './merge-edit.ts';
import type { KustomizeImagesError } from './types.ts';

type Edits = Result<readonly Edit[], KustomizeImagesError>;

/** The edits that bring a choice into the file. `list` is the field that holds the entries, where there is one. */
export function spliceEntries(root: Kustomization, list: YamlField | undefined, choice: Choice): Edits {
  const edits: Edit[] = [];
  for (const [index, newName] of choice.merges) {
    const edit = mergeEdit(root, index, newName);
    if (edit === undefined)
      return refuse(`${root.images[index]?.path ?? 'an entry'} is written in a way that is not edited`);
    edits.push(edit);
  }
  if (choice.added.length === 0) return ok(edits);
  const appended = append(root, list, choice);
  return appended.ok ? ok([...edits, ...appended.value]) : appended;
}

function append(root: Kustomization, list: YamlField | undefined, choice: Choice): Edits {
  if (list === undefined)
    return root.root.flow ? ok([inFlowRoot(root.root, choice)]) : newBlock(root, choice);
  if (list.via !== undefined) return refuse('the entries are reached through an alias');
  const { value } = list;
  if (value.kind === 'map') return refuse('images is a map');
  if (value.kind === 'scalar') {
    return isNull(value) ? intoEmpty(root, list, choice) : refuse('images is a text');
  }
  if (value.items.length === 0) return intoEmpty(root, list, choice);
  return value.flow
    ? afterFlowItem(root.source.text, value, choice)
    : afterBlockItem(root.source.text, value, choice);
}

/** The whole block, behind everything else in the document. */
function newBlock({ source: { text }, root }: Kustomization, { added }: Choice): Edits {
  const eol = lineBreak(text);
  const key = root.entries[0]?.key.span.start ?? 0;
  const column = columnOf(text, key);
  const dash = column + listIndent(text, root);
  const lines = [`${' '.repeat(column)}images:`, ...blockLines(added, { dash, gap: 1, quotes: 'plain' })];
  const { offset, keepsBlankLines, blankLine } = documentEnd(text, root);
  // Text that a block scalar keeps ends with a line break: the new lines begin where the next one would.
  if (keepsBlankLines) return ok([insertion(offset, lines.map((line) => line + eol).join(''))]);
  const spaced = usesBlankLines(text, root);
  const separate = spaced && blankLine === undefined ? ['', ...lines] : lines;
  const place = spaced ? (blankLine ?? offset) : offset;
  return ok([insertion(place, separate.map((line) => eol + line).join(''))]);
}

function inFlowRoot(root: YamlMap, { added }: Choice): Edit {
  const end = root.entries.at(-1)?.value.span.end ?? root.span.start + 1;
  const json = isJson(root);
  const key = json ? '"images"' : 'images';
  return insertion(end, `, ${key}: [${flowItems(added, json ? 'double' : 'plain', json)}]`);
}

/** `images:` and `images: []`: what stands behind the colon goes, the entries follow on lines of their own. */
function intoEmpty({ source: { text }, root }: Kustomization, list: YamlField, { added }: Choice): Edits {
  const colon = text.indexOf(':', list.keyNode.span.end) + 1;
  const { start, end } = list.value.span;
  const value = { start: colon, end: Math.max(end, colon) };
  if (start !== end && text.slice(colon, start).trim() !== '')
    return refuse('images has an anchor, a tag or a comment');
  if (root.flow) {
    const json = isJson(root);
    return ok([{ span: value, replacement: ` [${flowItems(added, json ? 'double' : 'plain', json)}]` }]);
  }
  const dash = columnOf(text, list.keyNode.span.start) + listIndent(text, root);
  const lines = blockLines(added, { dash, gap: 1, quotes: 'plain' });
  const lineBreakText = lineBreak(text);
  const insert = insertion(lineEnd(text, value.end), lines.map((line) => lineBreakText + line).join(''));
  return ok(start === end ? [insert] : [{ span: value, replacement: '' }, insert]);
}

function afterFlowItem(text: string, list: YamlSeq, { added }: Choice): Edits {
  const last = list.items.at(-1);
  if (last === undefined) return refuse('images is empty');
  const first = list.items[0];
  const json = first?.kind === 'map' && isJson(first);
  // In a list with one entry a line, the new ones begin lines too.
  const column = columnOf(text, last.span.start);
  const ownLine =
    list.items.length > 0 && text.slice(last.span.start - column, last.span.start).trim() === '';
  const separator = ownLine ? `,${lineBreak(text)}${' '.repeat(column)}` : ', ';
  const items = added.map((entry) => separator + flowItems([entry], quotesOf(list), json));
  return ok([insertion(last.span.end, items.join(''))]);
}

/** Behind the last entry, the comment on its last line, and comments below that are indented as part of it. */
function afterBlockItem(text: string, list: YamlSeq, { added }: Choice): Edits {
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
      blockLines(added, style)
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
