import { normalizeReference } from '../../../src/image/index.ts';
import { judgeExtracted } from '../../../src/sources/extract.ts';
import type { FoundImage, Piece } from '../../../src/sources/image-use.ts';
import type { ExtractContext, Extraction, Source } from '../../../src/sources/source.ts';
import { type SourceText, type Span, slice } from '../../../src/text/index.ts';

/** What is wrong with a source's reading of a text, a sentence each: exceptions, spans outside the text, texts that do not stand where they are said to. */
export function complaintsOf(source: Source, file: SourceText, context: ExtractContext): readonly string[] {
  let extraction: Extraction | undefined;
  try {
    extraction = source.extract(file, context);
    if (extraction === undefined) return [];
    const { uses, unresolved } = judgeExtracted(file, { ...extraction, source: source.id });
    const told = [...uses, ...unresolved].filter((use) => use.raw !== slice(file, use.span));
    return [
      ...told.map((use) => `raw is ${JSON.stringify(use.raw)}, not the text at ${shown(use.span)}`),
      ...extraction.problems.flatMap(({ span, message }) => outside(span, file, `the problem "${message}"`)),
      ...extraction.found.flatMap((image) => complaintsOfImage(image, file, context)),
    ];
  } catch (error) {
    return [`throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

function complaintsOfImage(image: FoundImage, file: SourceText, context: ExtractContext): readonly string[] {
  const { span, value, path, pieces, unresolved } = image;
  const wrong = outside(span, file, path);
  if (wrong.length > 0) return wrong;
  if (pieces !== undefined) return pieces.flatMap((piece) => complaintsOfPiece(piece, path, file, context));
  if (unresolved !== undefined || !normalizeReference(value).ok || says(slice(file, span), value)) return [];
  return [
    `${path}: without pieces, but ${JSON.stringify(slice(file, span))} is not ${JSON.stringify(value)}`,
  ];
}

function complaintsOfPiece(
  piece: Piece,
  path: string,
  file: SourceText,
  context: ExtractContext,
): readonly string[] {
  const text = piece.file === undefined || piece.file === file.path ? file : fileOf(piece.file, context);
  const name = `${path}, its ${piece.role}`;
  if (text === undefined) return [`${name}: in ${piece.file}, which is not there`];
  const wrong = outside(piece.span, text, name);
  if (wrong.length > 0) return wrong;
  const at = slice(text, piece.span);
  if (says(at, piece.value)) return [];
  return [`${name}: ${JSON.stringify(at)} is not ${JSON.stringify(piece.value)}`];
}

function fileOf(path: string, { fileAt, neighbours }: ExtractContext): SourceText | undefined {
  return fileAt?.(path) ?? neighbours?.(/^/).find((file) => file.path === path);
}

function outside({ start, end }: Span, { text }: SourceText, name: string): readonly string[] {
  if (Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length)
    return [];
  return [`${name}: ${shown({ start, end })} is no stretch of the ${text.length} characters`];
}

const shown = ({ start, end }: Span): string => `${start}..${end}`;

/** A text is the value, but for what quotes, escapes and folded lines make of it: there its characters stand in it in their order. */
function says(text: string, value: string): boolean {
  return text === value || ESCAPED.test(text);
}

/** What makes a decoded text differ from the one that is written: an escape, a doubled quote, a line that is folded. */
const ESCAPED = /[\\'"`\n\r]|\$\$|%%|\{\{|\$\{/;
