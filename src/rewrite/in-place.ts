/**
 * Edits of references where they stand: every use of every source, by splicing exact spans. Pure; whoever calls it reads and
 * writes the files.
 *
 *     const request = { before, textOf, wanted };      // before: what the sources say of all texts (uses, unresolved, problems)
 *     const result = rewriteInPlace(request, (edits) => read(edits)); // read: the same sources, over the edited texts
 *     result.edits                                     // by file; apply them with `applyEdits`
 *     result.changed, result.left                      // what names the wanted reference now; what does not, and why
 *
 * `wanted(use)` says what a use shall name, the whole reference, tag and digest included: registry, repository, tag and
 * digest change as it asks, in whichever pieces hold them. Undefined leaves the use alone; a refusal reports it as left.
 *
 * A text that several uses are made of changes only if all of them want the same of it; one that something else reads, too,
 * only with `unsafe`. Before anything is given out the edited texts are read again by the sources that read them before:
 * each use is then exactly what it was to become, and every other use is what it was. What cannot be proven is taken back
 * and left with the reason; everything else goes on.
 *
 * Where reading takes a promise, `rewriteInPlaceLater` does the same.
 */
import { firstRound, judgeRound } from './in-place/rounds.ts';
import type { FileEdits, Images, InPlaceRequest, InPlaceResult } from './in-place/types.ts';

export type {
  ChangedUse,
  FileEdits,
  Images,
  InPlaceRequest,
  InPlaceResult,
  LeftUse,
  Refusal,
} from './in-place/types.ts';

export function rewriteInPlace(request: InPlaceRequest, read: (edits: FileEdits) => Images): InPlaceResult {
  let round = firstRound(request);
  for (;;) {
    if (round.edits.size === 0) return judged(judgeRound(round, request, request.before));
    const verdict = judgeRound(round, request, read(round.edits));
    if ('proven' in verdict) return verdict.proven;
    round = verdict.next;
  }
}

function judged(verdict: ReturnType<typeof judgeRound>): InPlaceResult {
  if ('proven' in verdict) return verdict.proven;
  throw new Error('a text that is not edited is what it was');
}

/** The same where reading takes a promise. */
export async function rewriteInPlaceLater(
  request: InPlaceRequest,
  read: (edits: FileEdits) => Promise<Images>,
): Promise<InPlaceResult> {
  let round = firstRound(request);
  for (;;) {
    if (round.edits.size === 0) return judged(judgeRound(round, request, request.before));
    const verdict = judgeRound(round, request, await read(round.edits));
    if ('proven' in verdict) return verdict.proven;
    round = verdict.next;
  }
}
