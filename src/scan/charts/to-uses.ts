import type { SkippedFile } from '../../audit/index.ts';
import { judgeImage } from '../../sources/extract.ts';
import type {
  ChartAnalysis,
  ChartImage,
  ChartPiece,
  ChartProblem,
  ChartUnresolved,
} from '../../sources/helm/chart-analysis.ts';
import type { FoundImage, ImageUse, Piece, UnresolvedUse } from '../../sources/image-use.ts';
import { positionAt, type SourceText, sourceText } from '../../text/index.ts';
import type { ChartTexts } from './texts.ts';

/** What an analysis says, as reports have it: with lines and columns, and each text judged by the one grammar. */
export function usesOf(
  { images, unresolved }: Pick<ChartAnalysis, 'images' | 'unresolved'>,
  texts: ChartTexts,
): readonly (ImageUse | UnresolvedUse)[] {
  return [
    ...images.map((image) => judged(image, foundImage(image), texts)),
    ...unresolved.map((image) => judged(image, unknownImage(image), texts)),
  ];
}

function judged(
  { file }: ChartImage | ChartUnresolved,
  found: FoundImage,
  texts: ChartTexts,
): ImageUse | UnresolvedUse {
  return judgeImage(found, textAt(file, texts), 'helm');
}

function foundImage({ file, pieces, hooks, ...image }: ChartImage): FoundImage {
  return {
    ...shared(image),
    ...(pieces.length === 0 ? {} : { pieces: pieces.map((piece) => pieceOf(piece, file)) }),
    ...(hooks.length === 0 ? {} : { hooks }),
  };
}

function unknownImage({ code, reason, ...image }: ChartUnresolved): FoundImage {
  return { ...shared(image), unresolved: { code, reason } };
}

function shared(
  image: Omit<ChartImage, 'file' | 'pieces' | 'hooks'>,
): Omit<FoundImage, 'pieces' | 'unresolved'> {
  const { span, value, path, object, purpose, confidence, reach, when, origin } = image;
  return {
    span,
    value,
    path,
    ...(object === undefined ? {} : { object }),
    purpose,
    confidence,
    reach,
    ...(when === undefined ? {} : { when }),
    ...(origin.length === 0 ? {} : { origin }),
  };
}

function pieceOf({ file, span, role, value, key }: ChartPiece, useFile: string): Piece {
  return {
    role,
    value,
    ...(file === useFile ? {} : { file }),
    span,
    ...(key === undefined ? {} : { key }),
  };
}

/** Where the analysis could not go on: the first place of each file, with the number of the others. */
export function problemsOf({ problems }: ChartAnalysis, texts: ChartTexts): readonly SkippedFile[] {
  const byFile = new Map<string, ChartProblem[]>();
  for (const problem of problems) {
    const known = byFile.get(problem.file);
    if (known === undefined) byFile.set(problem.file, [problem]);
    else known.push(problem);
  }
  return [...byFile].flatMap(([file, all]): SkippedFile[] => {
    const [first, ...others] = all.sort((left, right) => left.span.start - right.span.start);
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : ` (and ${others.length} more in this file)`;
    return [{ file, reason: first.message + more, ...positionAt(textAt(file, texts), first.span.start) }];
  });
}

function textAt(file: string, texts: ChartTexts): SourceText {
  return texts.at(file) ?? sourceText(file, '');
}
