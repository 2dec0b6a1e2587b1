import type { ImageUse, Piece } from '../../sources/image-use.ts';
import { positionAt, type SourceText } from '../../text/index.ts';

/** What else may read a tag: the texts that hold it, and the templates of charts. */
export interface ReaderTexts {
  readonly textOf: (file: string) => SourceText | undefined;
  /** The templates of the chart whose values stand in the file; undefined where they are not at hand. */
  readonly templatesOf: (file: string) => readonly SourceText[] | undefined;
}

/**
 * What else reads the field or the variable in which an image has its tag, as the end of a sentence; undefined where nothing does.
 * A version in a label, or in the name of a download, would be none any more with a digest in it. In doubt somebody does.
 */
export function tagReader(
  use: ImageUse,
  tag: Piece,
  uses: readonly ImageUse[],
  texts: ReaderTexts,
): string | undefined {
  return tag.key === undefined
    ? readerOfVariable(use, tag, uses, texts)
    : readerOfValue(tag.file ?? use.file, tag.key, texts);
}

/** `.Values.web.image.tag`, `$image.tag`, `.tag`. */
const access = /(\$?[A-Za-z_][\w]*|\$)?((?:\.[A-Za-z_]\w*)*)\.tag\b/g;

function readerOfValue(file: string, key: string, { templatesOf }: ReaderTexts): string | undefined {
  const templates = templatesOf(file);
  if (templates === undefined) return 'templates that are not at hand';
  const last = key.split('.').at(-1) ?? '';
  if (last !== 'tag') return `templates under the name ${last}`;
  const parents = key.split('.').slice(0, -1);
  for (const template of templates) {
    const ofSubchart = /(?:^|\/)charts\//.test(template.path);
    let start = 0;
    for (const line of template.text.split('\n')) {
      if (readsElsewhere(line, parents, ofSubchart)) return placeIn(template, start);
      start += line.length + 1;
    }
  }
  return undefined;
}

/** Whether a line of a template takes the tag for something else than to put an image together. */
function readsElsewhere(line: string, parents: readonly string[], ofSubchart: boolean): boolean {
  const found = [...line.matchAll(access)].some(([, , path = '']) =>
    mayBe(path.split('.').slice(1), parents, ofSubchart),
  );
  return found && !/\.repository\b/.test(line) && !/image/i.test(line.replace(/[.$][\w.$]+/g, ''));
}

/**
 * Whether a path in a template may lead to the map that is known by its keys: to the same, or to its end behind a `with` or a
 * variable, and in a subchart, whose values are a part of the others.
 */
function mayBe(path: readonly string[], parents: readonly string[], ofSubchart: boolean): boolean {
  const whole = path[0] === 'Values';
  const below = whole ? path.slice(1) : path;
  if (whole && !ofSubchart && below.length !== parents.length) return false;
  return below.length <= parents.length && below.every((key, at) => key === parents.at(at - below.length));
}

function readerOfVariable(
  use: ImageUse,
  tag: Piece,
  uses: readonly ImageUse[],
  { textOf }: ReaderTexts,
): string | undefined {
  const file = tag.file ?? use.file;
  const source = textOf(file);
  const name = source && nameBefore(source.text, tag.span.start);
  // Who reads what another file says is not known from one of them.
  if (source === undefined || name === undefined || file !== use.file)
    return 'whatever else uses the variable';
  const own = uses
    .filter(({ pieces }) =>
      pieces?.some(({ span, file: other = file }) => other === file && span.start === tag.span.start),
    )
    .map(({ span }) => span);
  for (const { index } of source.text.matchAll(
    new RegExp(`(?<![\\w-])${escaped(name.text)}(?![\\w-])`, 'g'),
  )) {
    if (index === name.start || own.some(({ start, end }) => start <= index && index < end)) continue;
    return placeIn(source, index);
  }
  return undefined;
}

/** `${TAG:-`, `ARG TAG=`, `tag: "`. */
const definition = /(?:\$\{\s*([A-Za-z_]\w*)\s*:?[-=]|([A-Za-z_][\w-]*)["']?\s*(?::=|[=:])\s*["']?)$/;

/** Names that say nothing of whose value it is. */
const nameless = /^(?:default|value|const|let|var)$/i;

function nameBefore(
  text: string,
  offset: number,
): { readonly text: string; readonly start: number } | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const match = definition.exec(line);
  const name = match?.[1] ?? match?.[2];
  if (match === null || name === undefined || nameless.test(name)) return undefined;
  return { text: name, start: offset - line.length + match.index + match[0].indexOf(name) };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function placeIn(source: SourceText, offset: number): string {
  return `${source.path}:${positionAt(source, offset).line}`;
}
