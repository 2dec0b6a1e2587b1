import { pathFrom, type WalkEntry } from '../../host/index.ts';
import type { FileEdits, Images, InPlaceRequest } from '../../rewrite/in-place.ts';
import { otherReaderOf } from '../../rewrite/other-readers.ts';
import { chartMemories, judgedPlaces, type Scan } from '../../scan/index.ts';
import { scanWorkspace, type Workspace, warnOfUnread } from '../workspace.ts';
import { company } from './near.ts';
import { type RepositoryTexts, repositoryTexts } from './texts.ts';

/** A repository that was scanned in order to be edited. */
export interface ScannedToEdit {
  readonly found: Scan;
  readonly before: Images;
  /** What the scan came to. */
  readonly entries: readonly WalkEntry[];
  readonly texts: RepositoryTexts;
  /** What edits ask of the texts, and of who reads them. */
  readonly reading: Pick<InPlaceRequest, 'textOf' | 'near' | 'otherReader'>;
  /** What a scan says with the edits made. */
  readonly readEdited: (edits: FileEdits) => Promise<Images>;
}

export async function scanToEdit(
  workspace: Workspace,
  warn: (message: string) => void,
): Promise<ScannedToEdit> {
  const { root, settings } = workspace;
  const { entries, onEntry, onTogether, near, together } = company(() => before.uses);
  const memories = chartMemories();
  const texts = repositoryTexts(root, settings.maxFileSize);
  const found = await scanWorkspace(workspace, warn, {
    onEntry,
    onText: texts.keep,
    onTogether,
    chartMemory: memories(new Map()),
  });
  warnOfUnread(found, warn);
  const before = imagesOf(found);
  const isAsked = askedFor(workspace);
  return {
    ...{ found, before, entries, texts },
    reading: {
      textOf: (file) => (isAsked(file) ? texts.at(file) : undefined),
      near,
      otherReader: (file, span, uses) => otherReaderOf({ file, span }, uses, { textOf: texts.at, together }),
    },
    readEdited: async (edits) => {
      const known = { edited: texts.edited(edits), knownText: texts.known(edits) };
      return imagesOf(
        await scanWorkspace(workspace, warn, { entries, ...known, chartMemory: memories(edits) }),
      );
    },
  };
}

/** Whether a file may be edited: what stands in others may be read by more than what was scanned. */
export function askedFor({ root, starts }: Workspace): (file: string) => boolean {
  const places = starts.map(({ absolute }) => pathFrom(root, absolute));
  return (file) => places.some((place) => place === '' || file === place || file.startsWith(`${place}/`));
}

/** What a scan says, in the engine's words. */
function imagesOf({ report, renderedEdits }: Scan): Images {
  const { uses, unresolved } = judgedPlaces(report);
  const derived = renderedEdits.map(({ chart, template, object, before, after }) => {
    const file = chart === '' ? 'Chart.yaml' : `${chart}/Chart.yaml`;
    return { file, place: `${object} (${template})`, before, after };
  });
  return { uses, unresolved, problems: report.skipped, derived };
}
