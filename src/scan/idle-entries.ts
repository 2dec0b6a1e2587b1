import type { AuditedUse, EntryProblem } from '../audit/index.ts';

/** Entries of `images:` that nothing comes of. */
const idle: ReadonlySet<EntryProblem['code']> = new Set(['hidden', 'unmatched']);

/** The uses, with images of entries without effect as what is only mentioned: nobody pulls them. */
export function withIdleEntries(
  uses: readonly AuditedUse[],
  problems: readonly EntryProblem[],
): readonly AuditedUse[] {
  const entries = new Set(
    problems.filter(({ code }) => idle.has(code)).map(({ place: { file, path } }) => entryAt(file, path)),
  );
  if (entries.size === 0) return uses;
  return uses.map((audited) => {
    const { use } = audited;
    return use.source === 'kustomize' && entries.has(entryAt(use.file, use.path))
      ? { ...audited, use: { ...use, purpose: 'mention' } }
      : audited;
  });
}

/** The file and the entry that a path leads into: `images[0]` of `images[0].newName`. */
function entryAt(file: string, path: string): string {
  return `${file}\0${path.replace(/\.\w+$/, '')}`;
}
