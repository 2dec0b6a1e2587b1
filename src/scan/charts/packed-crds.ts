import { append } from '../../append.ts';
import type { SkippedFile } from '../../audit/index.ts';
import type { Chart, ChartFile } from '../../helm/chart/types.ts';
import { hintPattern } from '../../host/index.ts';
import { extractImages } from '../../sources/extract.ts';
import { fileOnDisk } from '../../sources/file-on-disk.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import { kubernetes } from '../../sources/kubernetes/index.ts';
import { positionAt } from '../../text/index.ts';
import type { ChartTexts } from './texts.ts';

export interface CrdFindings {
  readonly uses: readonly (ImageUse | UnresolvedUse)[];
  readonly skipped: readonly SkippedFile[];
}

const hints = hintPattern(kubernetes.hints);

/** What lies in `crds/` of packed charts is read as it stands, as it is in folders, where the walk comes to it. */
export function readPackedCrds(chart: Chart, texts: ChartTexts): CrdFindings {
  const uses: (ImageUse | UnresolvedUse)[] = [];
  const skipped: SkippedFile[] = [];
  for (const { file, text } of crdsOf(chart)) {
    if (fileOnDisk(file) === file || !kubernetes.claims(file, undefined) || hints?.test(text) === false)
      continue;
    const source = texts.at(file);
    if (source === undefined) continue;
    const images = extractImages(source, [kubernetes], { buildArgs: {} });
    append(uses, images.uses);
    append(uses, images.unresolved);
    const [first, ...others] = images.problems;
    if (first === undefined) continue;
    const more = others.length === 0 ? '' : ` (and ${others.length} more in this file)`;
    skipped.push({ file, reason: first.message + more, ...positionAt(source, first.span.start) });
  }
  return { uses, skipped };
}

function crdsOf({ crds, dependencies }: Chart): readonly ChartFile[] {
  return [...crds, ...dependencies.flatMap(crdsOf)];
}
