import type { UnresolvedUse } from '../sources/image-use.ts';

/** What is pulled and cannot be told from the files. */
export function untold(unresolved: readonly UnresolvedUse[]): readonly UnresolvedUse[] {
  return unresolved.filter(
    ({ purpose, confidence }) => (purpose === 'pull' || purpose === 'build') && confidence !== 'possible',
  );
}

/** How many images a command could do nothing about, as the files do not tell them. */
export function explainUntold(
  unresolved: readonly UnresolvedUse[],
  done: 'pinned' | 'rewritten',
  warn: (message: string) => void,
): void {
  const { length } = untold(unresolved);
  if (length === 0) return;
  const images = length === 1 ? 'one image' : `${length} images`;
  warn(
    `${images} cannot be told from the files and ${length === 1 ? 'is' : 'are'} not ${done}; \`pullthrough scan\` lists them`,
  );
}
