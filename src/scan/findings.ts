import { append } from '../append.ts';
import { type IgnoreDirective, ignoreDirectives, type SkippedFile } from '../audit/index.ts';
import { type Extracted, judgeExtracted } from '../sources/extract.ts';
import type { ImageUse, UnresolvedUse } from '../sources/image-use.ts';
import type { ChartSource } from '../sources/releases/index.ts';
import type { Problem } from '../sources/source.ts';
import { positionAt, type SourceText } from '../text/index.ts';
import { answers } from './answers.ts';
import type { Told } from './configured.ts';
import { createDetach, type Detach } from './detach.ts';
import { includedFiles, type ToldFile } from './told-files.ts';

/** What a scan has found so far. Nothing in it holds on to the text of a file. */
export interface Findings {
  readonly uses: ImageUse[];
  readonly unresolved: UnresolvedUse[];
  readonly skipped: SkippedFile[];
  /** The `pullthrough-ignore` comments of each file that has any. */
  readonly directives: Map<string, readonly IgnoreDirective[]>;
  readonly files: { seen: number; read: number };
  readonly chartSources: ChartSource[];
  /** The files that others include. */
  readonly included: ToldFile[];
  /** Values files, by their path, that files name which have charts installed that are not at hand; with those files. */
  readonly namedValues: Map<string, string>;
  /** The files that a source had something to say of. */
  readonly recognised: ReadonlySet<string>;
  readonly detach: Detach;
  /** Takes what a source says of a file; `answered` are those of its requests whose charts are at hand, by their number. */
  readonly take: (source: SourceText, extracted: Extracted, answered?: ReadonlySet<number>) => void;
  /** Takes what the user's fields say of a file: what its source says of the same places does not count from then on. */
  readonly takeTold: (source: SourceText, told: Told) => void;
  /** Whether another file says which image it is. */
  readonly isAnswered: (use: UnresolvedUse) => boolean;
}

export function createFindings(): Findings {
  const uses: ImageUse[] = [];
  const unresolved: UnresolvedUse[] = [];
  const skipped: SkippedFile[] = [];
  const directives = new Map<string, readonly IgnoreDirective[]>();
  const files = { seen: 0, read: 0 };
  const chartSources: ChartSource[] = [];
  const included: ToldFile[] = [];
  const namedValues = new Map<string, string>();
  const recognised = new Set<string>();
  const toldIn = new Map<string, Told>();
  const detach = createDetach();
  const elsewhere = answers();

  const takeImages = (
    source: SourceText,
    extracted: Extracted,
    isTold: Told['isTold'] | undefined,
    answered?: ReadonlySet<number>,
  ): void => {
    const images = judgeExtracted(source, extracted, answered);
    elsewhere.take(extracted);
    append(included, includedFiles(source.path, extracted));
    recognised.add(detach(source.path));
    for (const { path, chart } of images.valuesFiles) namedValues.set(detach(path), detach(chart));
    for (const use of images.uses) if (isTold?.(use) !== true) uses.push(detach(use));
    for (const use of images.unresolved) if (isTold?.(use) !== true) unresolved.push(detach(use));
    for (const part of unreadParts(source, images.problems)) skipped.push(detach(part));
    const ignored = ignoreDirectives(source.text);
    if (ignored.length > 0) directives.set(source.path, detach(ignored));
  };

  return {
    ...{ uses, unresolved, skipped, directives, files, chartSources, included, namedValues, recognised },
    detach,
    take: (source, extracted, answered) => {
      files.read++;
      takeImages(source, extracted, toldIn.get(source.path)?.isTold, answered);
    },
    takeTold: (source, told) => {
      toldIn.set(source.path, told);
      takeImages(source, told.extracted, undefined);
    },
    isAnswered: elsewhere.isAnswered,
  };
}

/** The first of a file's problems with the number of the others: one unclosed quote makes a parser complain of all that follows. */
function unreadParts(source: SourceText, problems: readonly Problem[]): readonly SkippedFile[] {
  const [first, ...others] = [...problems].sort((left, right) => left.span.start - right.span.start);
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (and ${others.length} more in this file)`;
  const { line, column } = positionAt(source, first.span.start);
  return [{ file: source.path, reason: `${first.message}${more}`, line, column }];
}
